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
    /\b(?:beginners?|novices?|intermediate|advanced|experts?|professionals?|non-technical|laym[ae]n|kids?|child(?:ren)?|toddlers?|teen(?:ager)?s?|adults?|seniors?|undergraduates?|graduate students|students|\d+(?:st|nd|rd|th)[- ]graders?|\d+[- ]year[- ]olds?|developers|engineers|executives|the board)\b/,
  ],
  [
    'quantity',
    /\b(?:top|list|give me|name|suggest|recommend) (?:\d+|three|four|five|six|seven|eight|ten|twelve|twenty)\b/,
  ],
  [
    'tech_stack',
    /\b(?:python|javascript|typescript|java|kotlin|golang|rust|ruby|php|swift|c\+\+|c#|sql|postgres\w*|mysql|react|vue|angular|django|flask|rails|spring boot|node(?:\.js)?|excel|wordpress|aws|azure|docker|kubernetes)(?![\p{L}\p{N}])/u,
  ],
];

/** A place is known by its capital letter; a month or a day is no place. */
const PLACE =
  /\b(?:in|to|near|around|at|visit|visiting) (?:the )?(?!January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|I\b|English|French|German|Spanish|Chinese|JSON|CSV|Markdown|Python|JavaScript|TypeScript|Java|Kotlin|Rust|Ruby|Swift|Go|Excel|React|Node|Docker|Kubernetes|Word)\p{Lu}\p{Ll}{2,}/u;

export function statedFacets(text: string): readonly Facet[] {
  const lower = text.toLowerCase();
  const stated = STATED.filter(([, pattern]) => pattern.test(lower)).map(([facet]) => facet);
  return PLACE.test(text) ? [...stated, 'location'] : stated;
}
