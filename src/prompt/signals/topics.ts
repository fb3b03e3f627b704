/**
 * What a short request is about, as finely as it takes to know which details such requests lack. A topic has core words,
 * which alone make it the subject, and wide ones, which stand near it. Together they hold many more words than any set of
 * examples, so that a request about the same thing in other words is known too.
 *
 * In a list, `bak*` stands for every word that begins so, and `meal_prep` for two words in a row.
 */
type Topic = readonly [name: string, core: string, wide: string];

export const TOPICS: readonly Topic[] = [
  [
    'recipe',
    'recipe* cooking_a* cook_a* bake* baking* homemade* dish* dessert* cocktail* cuisine* smoothie*',
    `cook cooked cooking cooks bak* soup* salad* pasta pizza* lasagna curry curries stew sauce* bread sourdough
     cake* cookie* brownie* pie pies pancake* sandwich* burger* taco* sushi ramen noodle* rice steak grill*
     roast* fry fried marinade ingredient* chili dumpling* risotto omelet* muffin* tiramisu cheesecake barbecue
     bbq pickle* jam ferment* kombucha`,
  ],
  [
    'food',
    `food* fruit* avocado* banana* apple apples tomato* potato* chicken beef pork fish seafood shrimp salmon
     egg eggs cheese milk butter yogurt chocolate coffee tea wine beer juice nuts beans lentils tofu quinoa
     oats cereal garlic onion* spice* sugar honey snack* grocer* kitchen broccoli`,
    '',
  ],
  [
    'meal-plan',
    'meals meal meal_prep* diet menu* dinner* lunch* breakfast* eating* grocer*',
    'diets brunch eat snack* bento supper intermittent fasting',
  ],
  [
    'diet',
    `vegan* vegetarian* gluten* keto* low-carb* low_carb* dairy* allerg* calori* protein* nutrition*
     weight_loss* lose_weight*`,
    `nutrient* paleo carb carbs cholesterol sodium lactose halal kosher mediterranean_diet metabolism fiber
     macros bmi diabetic`,
  ],
  [
    'fitness',
    `workout* fitness* exercis* gym* yoga* pilates* marathon* running* strength* stretch* cardio* hiit*
     train_for*`,
    `run muscle* abs squat* push_ups plank* jog* dumbbell* kettlebell* weightlift* bodybuild* calisthenic*
     treadmill crossfit tone flexibility posture triathlon 5k 10k swimming cycling endurance`,
  ],
  [
    'trip',
    'trip* vacation* itinerary* travel* tour tourist* backpack* honeymoon* getaway* visit* road_trip* sightsee*',
    `itinerar* tours tourism holiday* cruise* abroad safari excursion* layover passport visa jet_lag luggage
     pack packing staycation weekend explore`,
  ],
  [
    'flight',
    `flight* airfare* airline* ticket* trains_from* train_from* trains_to* train_to* bus_from* bus_to* route*
     directions*`,
    `fly flying airport* train trains bus buses direction* commute ferry drive driving metro subway transit
     traffic`,
  ],
  [
    'hotel',
    'hotel* hostel* airbnb* accommodation* rent* resort*',
    'lodging stay room rooms apartment* inn motel* booking',
  ],
  [
    'restaurant',
    'restaurant* cafe* coffee_shop* pizza_hut* takeout* eatery* bars bar',
    'eateries pub pubs pizzeria* diner bakery bakeries steakhouse dine dining brunch_spot* food_truck*',
  ],
  [
    'outdoors',
    'hike* hiking* camp* trail* outdoor* fishing* kayak* climb* surf* ski*',
    `hik* snowboard* tent canoe* rafting birdwatch* mountain* wildlife national_park* scuba diving snorkel*
     paddle* forag*`,
  ],
  [
    'gadget',
    `headphone* laptop* phone* smartphone* camera* tablet* tvs tv monitor* gadget* earbuds* printer* vacuum*
     appliance*`,
    `television* earbud* iphone* samsung android ipad* kindle macbook* smartwatch* watch watches drone*
     speaker* projector* console* keyboard* mouse webcam* microphone* charger* blender* microwave* oven fridge
     refrigerator* dishwasher* dryer washer electronics router airpods e-reader air_fryer espresso`,
  ],
  [
    'shopping',
    'buy* purchas* shop* deals deal discount* product* brand* gift* present* order on_sale*',
    `store stores amazon ebay walmart coupon* retailer* checkout price prices cart sale sales black_friday
     secondhand used marketplace* bargain* mattress* sofa couch jacket* backpack`,
  ],
  [
    'computer',
    'computer* pcs pc graphics_card* processor* hardware* windows* macos mac ram disk* cpu* memory_usage*',
    `gpu gpus desktop ssd hard_drive motherboard usb bios driver drivers screen resolution keyboard overheat*
     boot`,
  ],
  [
    'linux',
    'linux* ubuntu* bash* shell* unix* kernel* terminal* ssh* cron*',
    'debian fedora sudo grep awk sed chmod systemd daemon',
  ],
  [
    'movie',
    'movie* film* tv_show* series* netflix* anime* documentar* actor* imdb* episode*',
    `show shows actress* cinema director* hulu disney hbo sitcom* blockbuster* oscar* streaming trailer*
     thriller* comedy comedies horror`,
  ],
  [
    'book',
    'book* novel* ebook* e-books* literature* reads read author* poem* poetry*',
    `e-book* reading bestsell* fiction library libraries biograph* memoir* paperback audiobook* shakespeare
     poet poets classic classics`,
  ],
  [
    'music',
    'song* music* playlist* album* jazz* bands band artist* lyrics* concert*',
    `spotify rock pop hip_hop rap classical opera symphon* orchestra singer* composer* melody vinyl podcast*
     genre genres`,
  ],
  [
    'instrument',
    'guitar* piano* violin* ukulele* drum* chord* singing* instrument*',
    'flute cello saxophone bass banjo trumpet harmonica clarinet vocal strum* sheet_music',
  ],
  [
    'game',
    'game* gaming* playstation* xbox* nintendo* minecraft* puzzle* chess*',
    `video_game* board_game* steam esports fortnite pokemon zelda rpg multiplayer dungeon* trivia quiz quizzes
     crossword sudoku poker card_game* walkthrough switch`,
  ],
  [
    'course',
    'course* tutorial* classes* lesson* certification* bootcamp* workshop* webinar*',
    `class certificate* learning_resource mooc* udemy training trainings lecture* seminar* masterclass
     syllabus`,
  ],
  [
    'foreign-language',
    `spanish french german italian japanese chinese mandarin korean russian arabic new_language
     foreign_language vocabulary* grammar* translat* pronunciation*`,
    `learn_spanish portuguese hindi turkish dutch swedish language_exchange foreign_language* phrase phrases
     fluen* bilingual duolingo kanji conjugat* idiom* accent native_speaker* english`,
  ],
  [
    'learn',
    'learn* study* teach* understand* master skill*',
    'practice improve beginner* tutor* self-taught knowledge',
  ],
  [
    'school',
    `homeschool* curriculum* homework* student* exam* school* college* university* universities* degree*
     teacher* classroom* grade*`,
    `universit* sat gre gmat lsat essay_question* algebra calculus geometry lecture* scholarship* kindergarten
     phd thesis dissertation professor* tuition education* test_prep study_plan math* flashcard* quiz`,
  ],
  [
    'kid',
    'kids kid child* toddler* baby* babies* sons son daughter* teen* parent* year-old* famil*',
    `newborn* infant* pregnan* stepchild* niece nephew grandchild* daycare bedtime_stor* playdate potty
     picky_eater* screen_time`,
  ],
  [
    'pet',
    'pets pet dogs dog cats cat pupp* kitten* rabbit* fish aquarium* retriever* bird*',
    `hamster* parrot* turtle* lizard* leash litter vet veterinar* breed breeds bearded_dragon guinea_pig*
     snake* horse* goldfish`,
  ],
  [
    'garden',
    'garden* plants plant herb* vegetable* flower* lawn* compost* soil* grow* tomato* succulent* bonsai* pest*',
    `planting seed seeds houseplant* prune pruning orchid* rose roses tree trees weed weeds fertiliz*
     greenhouse hydropon* basil mint raised_bed* backyard watering mulch terrarium`,
  ],
  [
    'craft',
    'diy* knit* crochet* sew* craft* candle* soap* pottery* woodwork* origami* jewelry* handmade* bookshelf*',
    `bookcase quilt* embroider* scrapbook* macrame upcycl* leather bracelet* wreath* birdhouse carpent*
     3d_print* workbench hobby hobbies resin`,
  ],
  [
    'art',
    'paint* watercolor* draw* sketch* illustration* art artwork* calligraphy* sculpt* design',
    `illustrat* arts designs logo logos canvas acrylic* oil_paint* portrait* anime_style digital_art animat*
     comic* mural* museum* gallery galleries font fonts typography`,
  ],
  [
    'photography',
    'photograph* camera_settings* photos photo lens*',
    `camera_setting* exposure aperture lightroom photoshop portrait_photo* tripod selfie* edit_photo*
     video_edit* filming videograph*`,
  ],
  [
    'party',
    'party* parties* birthday* wedding* anniversary* celebrat* reunion* shower* guest* host* potluck* romantic*',
    `anniversar* bachelor* baby_shower halloween christmas thanksgiving easter valentine* new_year graduation
     bride groom date_night* toast`,
  ],
  [
    'event',
    'event* conference* festival* meetup* fundraiser* workshop* meeting*',
    'fundrais* gala exhibition* expo concert* webinar* ceremony venue* parade* agenda summit',
  ],
  [
    'outfit',
    'outfit* wardrobe* clothes* clothing* fashion* dress* wear* shoe* style_guide*',
    `suit suits jeans sneaker* boots accessor* attire apparel shirt* sweater* hat hats handbag* jewelry tie
     hairstyle* capsule_wardrobe`,
  ],
  [
    'beauty',
    'skin* hair* makeup* beauty* nail*',
    `acne moistur* sunscreen shampoo wrinkle* lipstick serum perfume fragrance* beard shav* eyebrow* spa
     cosmetic*`,
  ],
  [
    'decor',
    `decorat* redecorat* furniture* interior* living_room* bedroom* color_scheme* home_office* layout* remodel*
     renovat*`,
    `decor* curtain* wallpaper rug rugs lighting feng_shui bathroom* shelf shelves minimalist home_improvement
     color_palette flooring patio apartment`,
  ],
  [
    'declutter',
    `declutter* organize_my* organizing_my* clutter* pantry* closet* garage* tidy* cleaning clean chore*
     laundry* storage*`,
    'stain* dust* mop konmari attic basement household housework spring_clean* mold',
  ],
  [
    'repair',
    `fix* repair* leak* clog* faucet* sink* toilet* plumb* fridge* dishwasher* washing_machine* drain*
     troubleshoot* not_working* noise*`,
    `unclog* broken replac* squeak* crack* jammed stuck electric* outlet* wiring circuit* drywall tile tiles
     roof* furnace hvac air_conditioner heater* lightbulb* diagnos* install installing`,
  ],
  [
    'smart-home',
    'smart_home* security_system* wifi* wi-fi* router* home_network* home_theater* thermostat* solar*',
    `alexa google_home smart_speaker* surveillance doorbell* modem bandwidth internet_speed speed_test
     home_automation iot`,
  ],
  [
    'car',
    `cars car vehicle* tire* oil_change* the_oil* engine* honda* toyota* tesla* motorcycle* bike* bicycle*
     civic*`,
    `ford bmw truck* suv suvs brake* battery spark_plug* mechanic* mileage fuel hybrid electric_vehicle* ev evs
     scooter* driving windshield wiper* check_engine dashboard_light* leasing lease used_car* transmission`,
  ],
  [
    'invest',
    `invest* stocks_market* stock_market* portfolio* retirement* real_estate* etf* mutual_fund* dividend*
     stocks`,
    `bond bonds index_fund* 401k ira roth broker* trading trader* asset assets hedge diversif* wealth
     passive_income financial_advisor`,
  ],
  [
    'stock-price',
    'stock_price* stocks stock shares share price_of* nasdaq* dow_jones* s_p',
    'dow ftse closing_price market_cap* ticker earnings ipo nikkei oil_price* gold_price* exchange_rate*',
  ],
  [
    'crypto',
    'bitcoin* crypto* ethereum* blockchain* nft*',
    'dogecoin altcoin* defi stablecoin* solana coinbase token tokens mining',
  ],
  [
    'money',
    `budget* debt* loan* mortgage* credit* tax* insurance* expenses* finance* financial* income* bank* saving*
     save_money save_for save_up`,
    `expense* salary bill bills payment* refinance interest_rate* pension invoice* emergency_fund donat* fee
     fees paycheck college_fund afford* inflation`,
  ],
  [
    'career',
    `jobs job career* resume* cv interview* linkedin* cover_letter* hiring* salary* freelanc* promotion*
     workplace*`,
    `coworker* boss recruit* internship* employ* unemploy* networking remote_work work_life raise resign*
     layoff* profession* manager* colleague* burnout onboarding portfolio`,
  ],
  [
    'business',
    `business* startup* marketing* brand* customer* client* sales* seo* ecommerce* e-commerce* team* company*
     companies* project* social_media*`,
    `entrepreneur* advertis* competitor* market_research supply_chain logo investor* pitch revenue profit*
     market markets campaign* instagram facebook tiktok influencer* lead leads crm dropship* franchise*
     nonprofit* inventory stakeholder* kpi kpis roi product_launch small_business target_audience`,
  ],
  [
    'news',
    'news* headline* current_events* politic* election* breaking* global*',
    `current_event* government* policy policies congress senate parliament economy economic gdp
     unemployment_rate inflation world_event* protest* scandal*`,
  ],
  [
    'paper',
    `papers paper scholarly* research_on* research_paper* research_article* scientific* journal* studies*
     findings* publication* published*`,
    `research study citation* cite cited peer_review* arxiv literature_review academic* thesis meta_analysis
     abstract*`,
  ],
  [
    'science',
    `quantum* physics* chemistry* biology* space* planet* black_hole* astronom* climate_change* global_warming*
     nasa* species* evolution* dna* ocean* universe* mars*`,
    `scien* atom* molecul* gene genes genetic* relativity gravity string_theory telescope* galaxy galaxies star
     stars moon eclipse* solar_system meteor* volcano* earthquake* dinosaur* ecosystem* biodiversity
     photosynth* virus* bacteria neuroscience psycholog* nanotech* coral endangered rover satellite* element
     elements periodic`,
  ],
  [
    'history',
    'histor* ancient* war empire* revolution* president* century* medieval* civilization* heritage*',
    `wars renaissance roman egypt* greek dynasty king queen* kings world_war civil_war colonial* archaeolog*
     myth* philosoph* religio* buddhis* christian* islam* bible culture* cultural tradition* constitution
     treaty`,
  ],
  [
    'weather',
    'weather* temperature* forecast* air_quality* rainfall*',
    'rain snow humidity climate wind hurricane* storm* tornado* sunrise sunset heatwave uv_index pollen',
  ],
  [
    'sport',
    `nba* nfl* fifa* olympic* football* soccer* basketball* baseball* tennis* golf* cricket* champion* league*
     super_bowl* player*`,
    `rugby hockey volleyball boxing ufc wimbledon formula_1 f1 match matches tournament* team_standing*
     standings athlete* coach* badminton swimming wrestling mlb nhl premier_league uefa world_cup score scores
     messi ronaldo lebron referee* medal* skateboard* martial_art* karate judo archery`,
  ],
  [
    'local',
    `near_me* nearby* nearest* local* my_area* my_city* my_region* my_town* my_country* around_me* community*
     neighborhood* volunteer*`,
    'my_neighborhood communities closest my_location my_state my_zip',
  ],
  [
    'place',
    'city* cities* country* countries* destination* attraction* museum* landmark* parks park beach*',
    `paris london tokyo rome italy italian france japan spain germany india china europe asia africa america
     american australia canada mexico brazil york california texas florida hawaii bali thailand greece egypt
     barcelona berlin amsterdam dubai singapore sydney chicago boston seattle miami orlando vegas angeles
     francisco toronto vancouver beijing delhi seoul istanbul lisbon vienna prague iceland ireland scotland
     portugal turkey vietnam switzerland caribbean island* capital world kyoto madrid moscow mumbai peru kenya
     morocco norway sweden netherlands island`,
  ],
  [
    'script',
    'scripts script programs program code function automate* automation* command algorithm* implement*',
    `functions automat* commands coding programming developer* debug* compile* class loop recursion* api apis
     library_function* snippet* module* bug bugs git github unit_test* exception*`,
  ],
  [
    'compute',
    `calculat* comput* factorial fibonacci prime primes matrix matrices equation* quadratic integral*
     derivative* determinant inverse mean median sum average numbers integer* sort sorts
     sorting reverse palindrome* string strings array arrays count counts frequency decimal binary hash
     encrypt* decrypt* cipher random leap_year anagram* multipl* divide area_of`,
    '',
  ],
  [
    'sql',
    'sql* database* query* queries* mysql* postgres* customers_table* customer_table* tables table',
    'mongodb oracle join select schema* nosql redis index_on records record crud',
  ],
  [
    'scrape',
    'scrap* crawl* extract* headlines_from* web_page* webpage* url* html*',
    `api_call* parse parsing fetch fetches download* metadata hyperlink* link links xpath beautifulsoup
     selenium`,
  ],
  [
    'csv',
    'csv* excel* spreadsheet* json* xml* dataframe* pandas* pdf* text_file*',
    'google_sheet* column columns pivot row rows cell cells workbook yaml txt word_document',
  ],
  [
    'files',
    'files file folder* directory* directories* backup* document*',
    `director* archive* rename* zip compress* delete copy move upload filesystem file_system duplicate*
     permission* extension* size_of storage sync dropbox google_drive`,
  ],
  [
    'system',
    `process processes port ports network server servers system systems log logs monitor* cpu_usage disk_usage
     disk_space ip firewall schedule scheduled install installed update updates configure* version package
     packages docker kubernetes cloud aws azure deploy* host* virtual_machine* service services uptime dns
     latency cache`,
    '',
  ],
  [
    'image',
    'image* photo* picture* video* audio* opencv* edge_detection*',
    `resize crop watermark* thumbnail* gif gifs face_recognition facial ocr pixel pixels mp3 mp4 transcri*
     speech_recognition youtube`,
  ],
  [
    'chart',
    'plot* visualis* visualiz* charts chart graph dashboard* matplotlib*',
    'visuali* chart* graphs histogram* heatmap* scatter* infographic* diagram* flowchart* tableau power_bi',
  ],
  [
    'data-analysis',
    'data_analysis* analyse* analyze* dataset* sales_data* statistic* correlation* trend* survey* metrics*',
    `analy* data_set metric* data outlier* pattern patterns regress* cluster* hypothesis anova traffic_data
     report reports insight* demographics census`,
  ],
  [
    'ml',
    `machine_learning* neural* deep_learning* nlp* predict* classif* regression* model sentiment* chatbot*
     artificial_intelligence ai`,
    `models tensorflow pytorch train_a spam_filter recommendation_system reinforcement llm gpt robot*
     computer_vision`,
  ],
  [
    'website',
    'website* web_page* blog web_app* landing_page* web_development* html* css* django* react* flask*',
    `blogs wordpress javascript frontend backend domain hosting responsive_design shopify portfolio_site node
     online_store site sites web_design webpage`,
  ],
  [
    'app',
    'apps app software* tools tool platform* plugin* extension*',
    `application* mobile ios android saas zoom trello notion messaging_app* open-source open_source
     alternative* subscription*`,
  ],
  [
    'email',
    'email e-mail inbox* calendar* reminder* newsletter* slack* message*',
    'email* e-mail* outlook gmail mailing appointment* text_message* notif* unsubscribe spam reply',
  ],
  [
    'security',
    'secur* password* privacy* hack* encrypt* phish* scam* vpn* malware* virus* firewall*',
    `two-factor authenticat* identity_theft antivirus ransomware data_breach cyber* personal_data
     online_account* vulnerabilit*`,
  ],
  [
    'safety',
    'emergency* disaster* safety* first-aid* first_aid* hurricane* earthquake* evacuat* survival* self-defense*',
    `emergenc* fire_drill flood* wildfire* cpr burn burns poison* preparedness injur* accident* choking
     fire_extinguisher`,
  ],
  [
    'health',
    `health* doctor* medical* medicine* medication* symptom* pain* disease* cure* remed* treat* drug* vaccin*
     vitamin* supplement* blood* allergies* illness*`,
    `medic* headache* migraine* cold flu fever cough sore_throat throat arthritis diabet* cancer heart asthma
     hospital* surgery dentist* dental teeth tooth eye eyes vision back_pain knee therap* physical_therapy
     immune digestion gut hormone* menopause pregnancy period prescription* side_effect* covid covid-19
     pandemic infection* nurse* clinic* cholesterol hydration smoking alcohol posture`,
  ],
  [
    'mental',
    'stress* anxiety* depress* mindful* meditat* relax* self-care* mental* burnout* calm* therapy*',
    `anxious therap* lonel* grief anger emotion* overwhelm* unwind happiness happier gratitude self-esteem
     relationship* partner marriage divorce friendship* dating breakup resilience introvert*`,
  ],
  [
    'sleep',
    'sleep* insomnia* bedtime* morning_routine* wake_up* energy*',
    'tired nap naps snor* jet_lag fatigue night_routine',
  ],
  [
    'productivity',
    'productiv* procrastinat* time_management* habit* focus* goal* routine* schedule* concentrat* memory*',
    `motivat* distraction* to-do todo planner* pomodoro journaling efficient* multitask* discipline prioriti*
     workflow* journal working_from work_from task_management organized note_taking`,
  ],
  [
    'speaking',
    'public_speaking* speech* presentation* presenting* communication* social_skills* confidence* debate*',
    `communicat* confiden* debat* negotiat* small_talk body_language persuas* listening storytelling leadership
     conflict assertive*`,
  ],
  [
    'eco',
    'eco* sustainab* recycl* environment* carbon* green plastic* energy-efficient* renewable* waste*',
    `zero-waste energy_bill save_energy save_water compost* pollution wildlife_conservation conservation
     climate solar_panel* electric_bill footprint`,
  ],
  [
    'essay',
    `essay* article* report* blog_post* paragraph* letter* outline* draft* latex* markdown* template* slides*
     speech* short_story* story novel poem`,
    `stories poem* script screenplay pamphlet* flyer* brochure* press_release* caption* headline* bio eulogy
     review_of creative_writing writ* proofread* plot_idea* character* self-publish* document powerpoint
     keynote`,
  ],
  [
    'summary',
    'summar* overview* abstract* key_points* reviews review main_points* main_ideas* main_events* main_themes*',
    'synopsis highlights tldr recap gist rundown key_events',
  ],
  [
    'explain',
    'explain* how_does how_do how_it how_they concept* difference* meaning basics fundamentals introduction',
    `what_is what_are theor* principle* define definition works benefits advantages disadvantages pros cons
     causes effects significance process_of`,
  ],
  [
    'superlative',
    `best top most popular* highest* must-read* must-visit* must-see* must-have* greatest* leading* cheapest*
     famous*`,
    'top-rated best-rated top-selling best-selling largest biggest fastest newest worst ideal favorite',
  ],
  [
    'latest',
    'latest* recent* current* newest* today* now upcoming* trend*',
    'new this_week this_month this_year updates modern tonight tomorrow yesterday',
  ],
  [
    'forecast',
    'predict* forecast* future* projection* projected* next_version* next_year* next_quarter* next_decade*',
    'project outlook',
  ],
  [
    'history-of-values',
    'historical* growth* trend* variation* track* monitor* statistics* the_past the_last over_time',
    'over_the fluctuat* performance time_series',
  ],
  ['translate', 'translat* convert* conversion* transform*', 'encode decode transcrib* paraphras*'],
  [
    'resources',
    'resource* material* guides guide website* course* tutorial* book* information* article*',
    'guide* video_tutorial* forum* podcast* newsletter* blog* app apps channel* workbook*',
  ],
  [
    'checklist',
    'checklist* list_of* supplies* kit items* equipment* gear* tools_will* i_need i_pack i_include',
    'kits to_pack essentials must_have starter shopping_list packing_list need_to bring',
  ],
  [
    'plan',
    'plan schedule* program* routine* strategy* roadmap* steps* outline* regimen*',
    'plans planning strateg* step timetable agenda calendar',
  ],
  [
    'beginner',
    'beginner* basic* novice* starter* new_to* never* first_time* get_started* starting start simple* easy*',
    'getting_started started amateur* introductory from_scratch no_experience newbie* starting_out',
  ],
  [
    'free',
    'free* cheap* affordable* budget* low-cost* cost-effective* inexpensive* deal*',
    'under economical cost costs discount*',
  ],
  [
    'hobby',
    `hobby hobbies knit* astronomy collect* birdwatching chess magic juggl* dance dancing salsa ballet
     genealogy stargaz* brew* winemaking homebrew* coin stamp`,
    '',
  ],
  [
    'law',
    `law laws legal* lawyer* attorney* contract* copyright patent* trademark* regulation* rights lawsuit* visa
     immigration divorce will tenant* landlord* license* permit* court sue tax_law gdpr compliance`,
    '',
  ],
  [
    'move',
    `move moving relocat* house houses housing apartment* mortgage neighborhood real_estate home_buy* realtor*
     rent first_home property properties roommate*`,
    '',
  ],
];
