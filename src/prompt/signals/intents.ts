/**
 * What a short request is about, as finely as it takes to know which details such requests lack.
 */
const intent = (name: string, words: string): readonly [string, RegExp] => [name, new RegExp(`\\b(?:${words})`)];

export const INTENTS: readonly (readonly [name: string, pattern: RegExp])[] = [
  intent('recipe', 'recipes?|cook(?:ing)? a|bak(?:e|ing)|homemade|dish(?:es)?|desserts?|cocktails?|cuisine|smoothies?'),
  intent('meal-plan', 'meals?\\b|meal[- ]prep|diet\\b|menu|dinners?|lunch(?:es)?|breakfast|eating|grocer'),
  intent(
    'diet',
    'vegan|vegetarian|gluten|keto|low[- ]carb|dairy|allerg|calori|protein|nutrition|weight loss|lose weight',
  ),
  intent(
    'fitness',
    'workouts?|fitness|exercis|gym|yoga|pilates|marathon|running|strength|stretch|cardio|hiit|train for',
  ),
  intent('trip', 'trip|vacation|itinerary|travel|tour\\b|tourist|backpack|honeymoon|getaway|visit|road trip|sightsee'),
  intent('flight', 'flights?|airfare|airline|tickets?|trains? (?:from|to)|bus (?:from|to)|route|directions'),
  intent('hotel', 'hotels?|hostels?|airbnb|accommodation|rent|resorts?'),
  intent('restaurant', 'restaurants?|cafes?|coffee shops?|pizza hut|takeout|eatery|bars?\\b'),
  intent('outdoors', 'hik(?:e|ing)|camp(?:ing)?|trails?|outdoors?|fishing|kayak|climb|surf|ski'),
  intent(
    'gadget',
    'headphones?|laptops?|phones?|smartphones?|cameras?|tablets?|tvs?\\b|monitors?|gadgets?|earbuds|printers?|vacuums?|appliances?',
  ),
  intent('shopping', 'buy|purchas|shop|deals?\\b|discounts?|products?|brands?|gifts?|presents?|order\\b|on sale'),
  intent(
    'computer',
    'computers?|pcs?\\b|graphics cards?|processors?|hardware|windows|mac(?:os)?\\b|ram\\b|disk|cpu|memory usage',
  ),
  intent('linux', 'linux|ubuntu|bash|shell|unix|kernel|terminal|ssh|cron'),
  intent('movie', 'movies?|films?|tv shows?|series|netflix|anime|documentar|actors?|imdb|episodes?'),
  intent('book', 'books?|novels?|ebooks?|e-books|literature|reads?\\b|authors?|poems?|poetry'),
  intent('music', 'songs?|music|playlists?|albums?|jazz|bands?\\b|artists?|lyrics|concerts?'),
  intent('instrument', 'guitar|piano|violin|ukulele|drums?|chords?|singing|instrument'),
  intent('game', 'games?|gaming|playstation|xbox|nintendo|minecraft|puzzles?|chess'),
  intent(
    'course',
    'courses?|tutorials?|classes|lessons?|certifications?|bootcamps?|workshops?|webinars?|learning resources',
  ),
  intent(
    'foreign-language',
    '(?:learn|learning|speak|study|practice|improve my|phrases in|master) (?:[a-z]+ )?(?:spanish|french|german|italian|japanese|chinese|mandarin|korean|english|russian|arabic|a new language|a foreign language)|vocabulary|grammar|translat|pronunciation',
  ),
  intent('learn', 'learn|study|studying|teach|understand|master\\b|skills?'),
  intent(
    'school',
    'homeschool|curriculum|homework|students?|exam|school|college|university|universities|degree|teachers?|classroom|grade',
  ),
  intent('kid', 'kids?\\b|child(?:ren)?|toddlers?|bab(?:y|ies)|sons?\\b|daughters?|teen|parent|year-old|famil'),
  intent('pet', 'pets?\\b|dogs?\\b|cats?\\b|pupp|kittens?|rabbits?|fish\\b|aquarium|retriever|bird'),
  intent(
    'garden',
    'garden|plants?\\b|herbs?|vegetables?|flowers?|lawn|compost|soil|grow|tomato|succulent|bonsai|pests?',
  ),
  intent(
    'craft',
    'diy|knit|crochet|sew|craft|candles?|soaps?|pottery|woodwork|origami|jewelry|handmade|build a (?:bookshelf|desk|table)|bookshelf',
  ),
  intent('art', 'paint|watercolor|draw|sketch|illustration|art\\b|artwork|calligraphy|sculpt|design\\b'),
  intent('photography', 'photograph|camera settings|photos?\\b|lens'),
  intent(
    'party',
    'party|parties|birthday|wedding|anniversary|celebrat|reunion|shower|guests?|host(?:ing)?|potluck|romantic',
  ),
  intent('event', 'events?|conference|festival|meetup|fundraiser|workshop|meeting'),
  intent('outfit', 'outfits?|wardrobe|clothes|clothing|fashion|dress|wear|shoes?|style guide'),
  intent('beauty', 'skin|skincare|hair|makeup|beauty|nails?'),
  intent(
    'decor',
    'decorat|redecorat|furniture|interior|living room|bedroom|color scheme|home office|layout|remodel|renovat',
  ),
  intent(
    'declutter',
    'declutter|organiz(?:e|ing) my|clutter|pantry|closet|garage|tidy|clean(?:ing)?\\b|chores?|laundry|storage',
  ),
  intent(
    'repair',
    'fix|repair|leak|clog|faucet|sink|toilet|plumb|fridge|dishwasher|washing machine|drain|troubleshoot|not working|noise',
  ),
  intent('smart-home', 'smart home|security system|wi-?fi|router|home network|home theater|thermostat|solar'),
  intent(
    'car',
    'cars?\\b|vehicles?|tires?|oil change|the oil|engine|honda|toyota|tesla|motorcycle|bikes?|bicycle|civic',
  ),
  intent('invest', 'invest|stocks? market|portfolio|retirement|real estate|etfs?|mutual funds?|dividend|stocks\\b'),
  intent('stock-price', 'stock prices?|stocks?\\b|shares?\\b|price of|nasdaq|dow jones|s&p'),
  intent('crypto', 'bitcoin|crypto|ethereum|blockchain|nfts?'),
  intent(
    'money',
    'budget|sav(?:e|ing)s? (?:money|for|up)|debt|loans?|mortgage|credit|tax(?:es)?|insurance|expenses|finances?|financial|income|bank',
  ),
  intent(
    'career',
    'jobs?\\b|career|resume|cv\\b|interviews?|linkedin|cover letter|hiring|salary|freelanc|promotion|workplace',
  ),
  intent(
    'business',
    'business|startup|marketing|brand|customers?|clients?|sales|seo|e-?commerce|team|company|companies|project|social media',
  ),
  intent('news', 'news|headlines?|current events|politic|election|breaking|global'),
  intent(
    'paper',
    'papers?\\b|scholarly|research (?:on|papers?|articles?)|scientific|journals?|studies|findings|publications?|published',
  ),
  intent(
    'science',
    'quantum|physics|chemistry|biology|space|planets?|black holes?|astronom|climate change|global warming|nasa|species|evolution|dna|ocean|universe|mars',
  ),
  intent('history', 'histor|ancient|war\\b|empire|revolution|presidents?|century|medieval|civilization|heritage'),
  intent('weather', 'weather|temperature|forecast|air quality|rainfall'),
  intent(
    'sport',
    'nba|nfl|fifa|olympic|football|soccer|basketball|baseball|tennis|golf|cricket|champion|league|super bowl|players?',
  ),
  intent(
    'local',
    'near me|nearby|nearest|local|in my (?:area|city|region|town|country|neighborhood)|my (?:area|city|region|town|country)|around me|community|neighborhood|volunteer',
  ),
  intent('place', 'cit(?:y|ies)|country|countries|destinations?|attractions?|museums?|landmarks?|parks?\\b|beach'),
  intent('script', 'scripts?\\b|programs?\\b|code\\b|function\\b|automate|automation|command\\b|algorithm|implement'),
  intent('sql', 'sql|database|query|queries|mysql|postgres|customers? table|tables?\\b'),
  intent('scrape', 'scrap|crawl|extract|headlines from|web page|webpage|url|html'),
  intent('csv', 'csv|excel|spreadsheets?|json|xml|dataframe|pandas|pdf|text files?'),
  intent('files', 'files?\\b|folders?|director(?:y|ies)|backups?|documents?'),
  intent('image', 'images?|photos?|pictures?|videos?|audio|opencv|edge detection'),
  intent('chart', 'plot|visuali[sz]|charts?\\b|graph\\b|dashboard|matplotlib'),
  intent('data-analysis', 'data analysis|analy[sz]e|dataset|sales data|statistic|correlation|trends?|survey|metrics'),
  intent(
    'ml',
    'machine learning|neural|deep learning|nlp|predict|classif|regression|model\\b|sentiment|chatbot|artificial intelligence|ai\\b',
  ),
  intent('website', 'websites?|web page|blog\\b|web app|landing page|web development|html|css|django|react|flask'),
  intent('app', 'apps?\\b|software|tools?\\b|platforms?|plugin|extension'),
  intent('email', 'e-?mails?\\b|inbox|calendar|reminders?|newsletter|slack|messages?'),
  intent('security', 'secur|password|privacy|hack|encrypt|phish|scam|vpn|malware|virus|firewall'),
  intent('safety', 'emergency|disaster|safety|first[- ]aid|hurricane|earthquake|evacuat|survival|self-defense'),
  intent(
    'health',
    'health|doctor|medical|medic(?:ine|ation)|symptoms?|pain|disease|cure|remed|treat|drug|vaccin|vitamin|supplement|blood|allergies|illness',
  ),
  intent('mental', 'stress|anxiety|depress|mindful|meditat|relax|self-care|mental|burnout|calm|therapy'),
  intent('sleep', 'sleep|insomnia|bedtime|morning routine|wake up|energy'),
  intent(
    'productivity',
    'productiv|procrastinat|time management|habits?|focus|goals?|routine|schedule|concentrat|memory',
  ),
  intent('speaking', 'public speaking|speech|present(?:ation|ing)|communication|social skills|confidence|debate'),
  intent('eco', 'eco|sustainab|recycl|environment|carbon|green\\b|plastic|energy-efficient|renewable|waste'),
  intent(
    'essay',
    'essay|articles?|report|blog post|paragraph|write a (?:short )?(?:story|novel|poem)|letter|outline|draft|latex|markdown|template|slides|speech',
  ),
  intent('summary', 'summar|overview|abstract|key points|review(?:s)?\\b|main (?:points|ideas|events|themes)'),
  intent(
    'explain',
    'explain|how (?:does|do|it|they)|what (?:is|are) (?:the )?(?:concept|difference|meaning|benefits)|basics|fundamentals|introduction',
  ),
  intent('superlative', 'best|top|most|popular|highest|must-(?:read|visit|see|have)|greatest|leading|cheapest|famous'),
  intent('latest', 'latest|recent|current|newest|today|now\\b|upcoming|trend'),
  intent('forecast', 'predict|forecast|future|project(?:ion|ed)|next (?:version|year|quarter|decade)'),
  intent('history-of-values', 'historical|over the (?:past|last)|growth|trend|variation|track|monitor|statistics'),
  intent('translate', 'translat|convert|conversion|transform'),
  intent('resources', 'resources?|materials?|guides?\\b|websites?|courses?|tutorials?|books?|information|articles?'),
  intent(
    'checklist',
    'checklist|list of|supplies|kit\\b|items|what (?:do|should) i (?:need|pack|include)|equipment|gear|tools will',
  ),
  intent('plan', 'plan\\b|schedule|program|routine|strategy|roadmap|steps|outline|regimen'),
  intent(
    'beginner',
    'beginner|basic|basics|novice|starter|new to|never|first time|get started|start(?:ing)?\\b|simple|easy',
  ),
  intent('free', 'free|cheap|affordable|budget|low-cost|cost-effective|inexpensive|under \\$|deal'),
];
