/** Facets that the prompt states itself: what is there is not asked for, whatever the learned part says. */
import type { Facet } from '../types.ts';

/** For text in lower case; each with bounded repetition. */
const STATED: readonly (readonly [Facet, RegExp])[] = [
  [
    'budget',
    /[$€£¥₹]\s?\d|\d\s?(?:k )?(?:dollars?|bucks|euros?|pounds?|usd|eur|gbp|cents|yuan|yen|rupees|元|円|руб)|\b(?:budget|price|cost|spend\w*) (?:is|of|under|up to|below|around|max\w*|about) \d|\b(?:free of charge|low[- ]budget|unlimited budget)\b/,
  ],
  [
    'time',
    /\b(?:\d+|one|two|three|four|five|six|seven|ten|twelve)[- ](?:minutes?|hours?|days?|nights?|weeks?|weekends?|months?|years?)\b|\b(?:in|by|on|for|during|from|until|before|after|next|this) (?:early |mid |late |the )?(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\b(?:19|20)\d\d\b/,
  ],
  [
    'audience_level',
    /\b(?:beginners?|novices?|intermediate|experts?|non-technical|laym[ae]n|adults?|toddlers?|teen(?:ager)?s?|undergraduates?|graduate students|\d+(?:st|nd|rd|th)[- ]graders?|\d+[- ](?:year|month)s?[- ]olds?|executives|the board)\b/,
  ],
  [
    'quantity',
    /\b(?:top|list|give me|name|suggest|recommend) (?:\d+|three|four|five|six|seven|eight|ten|twelve|twenty)\b/,
  ],
  [
    'tech_stack',
    /\b(?:python|bash|shell script|javascript|typescript|java|kotlin|golang|rust|ruby|php|swift|c\+\+|c#|sql|postgres\w*|mysql|react|vue|angular|django|flask|rails|spring boot|node(?:\.js)?|excel|wordpress|aws|azure|docker|kubernetes)(?![\p{L}\p{N}])/u,
  ],
  [
    'data_source',
    /(?:^|\s)[/~][\w.-]+\/|\b[\w-]+\.(?:csv|json|xlsx?|txt|log|xml|ya?ml|md|py|js|ts|sql|html)\b|\b[a-z_]\w*\([a-z_]\w*(?:, \w+)*\)/,
  ],
  [
    'preference_constraint',
    /\b(?:we|i) (?:like|love|prefer|enjoy|hate|dislike)\b|\ballerg(?:ic|y|ies) to\b|\b(?:gluten|dairy|lactose|nut|sugar)-free\b|\b(?:no|without) (?:nuts|dairy|gluten|meat|pork|alcohol|seafood|shellfish|sugar)\b/,
  ],
  [
    'output_format',
    /\b(?:friendly|formal|casual|professional|humorous|playful|polite) tone\b|\bin (?:\d+|one|two|three|four|five|six|ten) (?:sentences?|words|lines|paragraphs?|bullet points)\b|\b\d+[- ]words?\b/,
  ],
];

/** A text to be written, such as a card or a story; its reader may be named with it. */
const TEXT =
  /\b(?:write|draft|compose|create|prepare|make|generate|send) (?:me )?(?:an? |the |my )?(?:[a-z\d-]+ ){0,3}(?:cards?|e-?mails?|letters?|notes?|messages?|poems?|haiku|limericks?|stor(?:y|ies)|essays?|speech|toast|song|lyrics|jokes?|blog posts?|articles?|captions?|bio|invitations?|obituary|eulogy|review)\b/;
const READER = /\b(?:to|for) (?:my|our|the|a) (?!job\b|position\b)[a-z]/;
/** A short text whose name is its form. */
const SHORT_TEXT =
  /\b(?:write|draft|compose|create|make|generate) (?:me )?(?:an? |the |my )?(?:[a-z\d-]+ ){0,2}(?:cards?|notes?|poems?|haikus?|limericks?|toasts?|songs?|lyrics|jokes?|captions?|invitations?)\b(?! (?:game|app|template|design|generator))/;
/** What nobody needs to know to write one. */
const BESIDE_TEXT: readonly Facet[] = ['budget', 'location', 'tech_stack', 'quantity', 'data_source'];
const BESIDE_SHORT_TEXT: readonly Facet[] = [...BESIDE_TEXT, 'output_format', 'scope_subtype', 'preference_constraint'];

/** Names of places as people type them in a hurry. */
const LOWER_PLACE =
  /\b(?:in|to|near|around|visit|visiting) (?:amsterdam|bali|barcelona|beijing|berlin|boston|brazil|california|canada|chicago|china|dublin|egypt|england|europe|florida|france|germany|greece|hawaii|iceland|india|ireland|istanbul|italy|japan|korea|lisbon|london|madrid|mexico|miami|milan|new york|norway|paris|porto|portugal|prague|rome|scotland|seattle|spain|sydney|texas|thailand|tokyo|toronto|turkey|vienna|vietnam)\b/;

/** A place is known by its capital letter; a month or a day is no place. */
const PLACE =
  /\b(?:in|to|near|around|at|visit|visiting) (?:the )?(?!January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|I\b|English|French|German|Spanish|Chinese|JSON|CSV|Markdown|Python|JavaScript|TypeScript|Java|Kotlin|Rust|Ruby|Swift|Go|Excel|React|Node|Docker|Kubernetes|Word)\p{Lu}\p{Ll}{2,}/u;

export function statedFacets(text: string): readonly Facet[] {
  const lower = text.toLowerCase();
  const stated = STATED.filter(([, pattern]) => pattern.test(lower)).map(([facet]) => facet);
  if (PLACE.test(text) || LOWER_PLACE.test(lower)) stated.push('location');
  if (!stated.includes('audience_level') && TEXT.test(lower) && READER.test(lower)) stated.push('audience_level');
  return stated;
}

/** A letter, a story. */
export function isTextToWrite(text: string): boolean {
  return TEXT.test(text.toLowerCase());
}

/** A card, a poem: its name says its form. */
export function isShortText(text: string): boolean {
  return SHORT_TEXT.test(text.toLowerCase());
}

/** Facets that cannot matter to what is asked for. */
export function irrelevantFacets(text: string): readonly Facet[] {
  const lower = text.toLowerCase();
  if (SHORT_TEXT.test(lower)) return BESIDE_SHORT_TEXT;
  return TEXT.test(lower) ? BESIDE_TEXT : [];
}
