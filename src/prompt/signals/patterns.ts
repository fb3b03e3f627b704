/**
 * Turns of phrase that tell how a short English request is put. Each is tested once, on text of bounded length; most of
 * them on text in lower case, because case-insensitive patterns take long to compile.
 */
type Pattern = readonly [name: string, pattern: RegExp];

/** For text in lower case. */
export const PATTERNS: readonly Pattern[] = [
  [
    'fact',
    /\b(?:population|capital|exchange rate|weather|forecast|temperature|score|standings?|winners?|cast|stock price|closing price|market cap\w*|interest rate|lifespan|release date|system requirements|lyrics|nutritional facts|calorie content|definition|national anthem|height|distance|time in|meaning of|author of)\b/,
  ],
  ['who', /^(?:who|whose|whom|when|where)\b|\bfind out (?:who|when|where)\b|\bhow (?:many|much|old|tall|far|long)\b/],
  ['what-is', /^what(?:'s| is| was| were| are)\b/],
  ['how-to', /\bhow (?:to|do i|can i|should i|do you|can you)\b/],
  ['how-works', /\bhow (?:it|they|[a-z -]{2,40}) works?\b|\bwork(?:s|ing) of\b/],
  [
    'explain',
    /\b(?:explain|teach me (?:about|the)|tell me (?:about|what)|educate me|describe|define|walk me through|help me understand|understand)\b/,
  ],
  [
    'concept',
    /\b(?:the )?(?:concept|basics?|fundamentals?|principles?|process|history|significance|theory|difference|differences|meaning|pros and cons|benefits|risks|advantages|causes|effects|impact|role) (?:of|between|behind|for|on)\b/,
  ],
  ['summary', /\bsummar(?:y|ize|ise)\b/],
  ['compare', /\bcompar(?:e|ison)\b|\bvs\.?\b|\bversus\b/],
  ['top-n', /\btop[- ](?:\d+|two|three|four|five|six|seven|eight|nine|ten|twenty)\b/],
  ['top', /\btop\b/],
  ['the-most', /\bmost [a-z]+/],
  [
    'superlative',
    /\b(?:best|highest|largest|biggest|fastest|tallest|longest|oldest|cheapest|newest|lowest|smallest|quickest)\b/,
  ],
  ['rated', /\b(?:rated|reviewed|ranked|acclaimed|selling|grossing)\b/],
  ['latest', /\b(?:latest|newest|recent|current|upcoming|trending|up-to-date|new)\b/],
  [
    'latest-broad',
    /\b(?:latest|recent|current|new|newest) (?:[a-za-z]+ )?(?:news|trends?|updates?|developments?|advancements?|findings?|research|discoveries|innovations?|articles?|papers?|headlines|technology|technologies)\b/,
  ],
  ['right-now', /\b(?:now|right now|today|yesterday|tonight|currently)\b/],
  [
    'last-span',
    /\b(?:last|past|previous|this|next|coming) (?:[a-za-z]+ )?(?:hours?|days?|week|weeks|month|months|quarter|year|years|decade|century|season|weekend)\b/,
  ],
  ['year', /\b(?:19|20)\d\d\b|\b\d{2}th century\b|\b\d0s\b|\bof all time\b/],
  ['released', /\b(?:released|published|founded|born|established)\b/],
  ['money', /[$€£]\s?\d|\b\d+ (?:dollars|euros|usd)\b/],
  ['under-limit', /\b(?:under|below|less than|up to|within|at least|at most|no more than|maximum|minimum) [$€£]?\d/],
  ['number', /\b\d+\b/],
  ['number-word', /\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty|hundred)\b/],
  ['n-span', /\b(?:\d+|one|two|three|four|five|seven|ten)[- ](?:day|week|month|minute|hour|year)s?\b/],
  ['quoted', /(?:^|\s)['"‘“][^'"’”\n]{2,60}['"’”]/],
  ['include', /\b(?:includ(?:e|es|ing)|such as|like|covering|consisting of|along with|as well as|with)\b/],
  ['including', /\b(?:includes|including|that includes|such as)\b/],
  ['three-items', /[a-z]+, [a-z][a-z -]{1,30},? and [a-z]+/],
  [
    'and-second-task',
    /\band (?:also |then )?(?:provide|give|list|summarize|explain|suggest|recommend|outline|find|highlight|compare|show|identify|how|what|where|their|its|brief)\b/,
  ],
  ['my-thing', /\bmy [a-z]+/],
  [
    'my-area',
    /\b(?:my (?:area|region|city|town|location|country|state|neighbou?rhood|place)|near me|nearby|nearest|local|around me|closest)\b/,
  ],
  ['for-me', /\bfor (?:me|my|us|our)\b/],
  ['help-me', /\bhelp me\b|\bassist me\b|\bguide me\b/],
  [
    'i-want',
    /\bi(?:'d like| would like| want| need| wish| plan|'m planning| am planning|'m looking| am looking|'m trying| am trying)\b/,
  ],
  ['i-interested', /\bi(?:'m| am|'ve been) (?:interested|curious|thinking|considering|fascinated)\b/],
  ['i-start', /^i\b|^i'/],
  ['i-learn', /\b(?:learn|learning|study|studying|get started|getting started|start learning)\b/],
  ['recommend', /\b(?:recommend|suggest|advice|advise|ideas?|tips?|options?|what are some)\b/],
  ['plan', /\b(?:plan|schedule|itinerary|routine|program|regimen|roadmap|strategy|budget|curriculum|menu)\b/],
  [
    'make-plan',
    /\b(?:create|design|develop|make|build|devise|prepare|draft|organize|plan|provide|suggest) (?:me )?(?:a|an|my|the) (?:[a-za-z\d-]+ ){0,3}(?:plan|schedule|itinerary|routine|program|regimen|budget|curriculum|menu|guide|checklist|list|playlist|trip|party)\b/,
  ],
  [
    'write-code',
    /\b(?:write|create|build|develop|generate|implement|make) (?:a |an |me a |some )?(?:[a-za-z-]+ ){0,2}(?:script|function|program|code|command|query|app|application|website|bot|scraper|api|chatbot|class|model|page|tool)\b/,
  ],
  [
    'self-contained-code',
    /\b(?:fibonacci|prime|palindrome|factorial|hello world|sort(?:s|ed|ing)? (?:a|the) (?:list|array)|reverse|even|odd|vowels?|anagram|gcd|decimal|ascending|square root|first \d+)\b/,
  ],
  [
    'given-thing',
    /\b(?:given|specified|specific|certain|particular|provided|desired|chosen|selected|existing|proposed|following|attached|some)\b/,
  ],
  [
    'a-file',
    /\b(?:a|an|the|my|each|multiple|these|those|this) (?:[a-za-z]+ )?(?:file|files|folder|directory|database|website|webpage|server|dataset|document|spreadsheet|csv|image|images|text|list|data|system|table|excel)\b/,
  ],
  [
    'system-task',
    /\b(?:system|server|computer|disk|memory|cpu|processes|network|backup|logs?|cron|install|update|configure|set up|setup|monitor|automate|schedule)\b/,
  ],
  ['command', /\b(?:bash|shell|linux|terminal) (?:command|script)\b|\bcommand\b/],
  ['named-language', /\b(?:python|java|javascript|bash|sql|html|css|c\+\+|c#|ruby|rust|swift|php|latex|r)\b/],
  ['recipe', /\brecipes?\b|\bcook\b|\bbake\b|\bmeal\b/],
  ['course', /\b(?:courses?|tutorials?|resources?|classes|lessons?|books?|guides?)\b/],
  ['beginner', /\b(?:beginners?|basic|basics|simple|easy|introductory|starter|first-time|novice)\b/],
  ['steps', /\bsteps?\b|\bstep-by-step\b|\bguide\b|\binstructions?\b/],
  ['free', /\bfree\b|\bcheap(?:est)?\b|\baffordable\b|\bbudget(?:-friendly)?\b|\bbest deals?\b|\bcost\b/],
  ['online', /\bonline\b|\bwebsites?\b|\bapps?\b|\bplatforms?\b|\bsoftware\b|\btools?\b/],
  ['buy', /\b(?:buy|purchase|order|book|shop|shopping|reserve)\b/],
  [
    'write-text',
    /\b(?:write|draft|compose|create|generate) (?:a |an |me a |the |my )?(?:[a-za-z-]+ ){0,2}(?:essay|article|letter|email|report|story|poem|speech|blog|resume|summary|document|post|outline|presentation|novel|song|novel|review)\b/,
  ],
  ['improve', /\b(?:improve|better|enhance|boost|increase|optimi[sz]e|more effectively|productive|organi[sz]ed?)\b/],
  [
    'problem',
    /\b(?:not working|broken|leak\w*|clogged|slow|noise|error|problem|issue|trouble\w*|diagnose|fix|repair|debug)\b/,
  ],
  ['event', /\b(?:party|wedding|birthday|dinner|event|interview|trip|vacation|gift|date|conference|anniversary)\b/],
  ['analyze', /\b(?:analy[sz]e|analysis|track|predict|prediction|visuali[sz]e|monitor|statistics|trends?)\b/],
  [
    'that-clause',
    /\b(?:that|which|who) (?:can|will|would|is|are|has|have|includes?|offers?|calculates?|checks?|takes?|i)\b/,
  ],
  ['question', /\?/],
  [
    'broad-object',
    /\b(?:information|resources?|ideas?|things|stuff|something|anything|materials?|solutions?|ways|methods|data)\b/,
  ],
  ['translate', /\btranslat(?:e|ion)\b|\bconvert\b/],
];

/** For text as it was written: a capital letter marks a name. */
export const CASED_PATTERNS: readonly Pattern[] = [
  [
    'fact-of-name',
    /\b(?:price|value|rate|number|name|version|statistics|stats|summary|history|size|age|date|record|results?|ratings?|performance|population|capital|weather|forecast|temperature)s? (?:of|in|for|on|at|between) (?:the )?(?:['"“]?[A-Z])/,
  ],
  ['by-name', /\bby (?:[A-Z][A-Za-z]+)/],
  ['in-place', /\b(?:in|from|to|near|around|of|for) (?:the )?[A-Z][A-Za-z]+/],
  [
    'on-site',
    /\b(?:on|from) (?:Amazon|Wikipedia|Twitter|IMDB|IMDb|YouTube|GitHub|Reddit|Netflix|Spotify|CNN|BBC|Udemy|Coursera|eBay|LinkedIn|Facebook|Google)\b/,
  ],
];
