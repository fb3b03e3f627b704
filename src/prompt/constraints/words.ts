/** Sources of regular expressions that several detectors share. All are meant for the flag `i`. */

/** A number in digits or in words. */
export const NUMBER =
  '(?:\\d[\\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|twenty|thirty|forty|fifty|sixty|(?:a |one )?hundred|(?:a )?couple of)';

/** A number, a range or an open range: `5`, `5-6`, `between 5 and 6`, `5 or more`. */
export const AMOUNT = `(?:between )?${NUMBER}(?: ?(?:-|–|to|or|and|/) ?${NUMBER})?(?:\\+| or (?:more|less|fewer|so))?`;

/** What bounds a number from one side or both. */
export const BOUND =
  '(?:at least|at most|at minimum|at maximum|(?:no|not) (?:more|less|fewer|longer) than|(?:less|fewer|more|greater|longer|shorter) than|over|under|above|below|exactly|precisely|only|just|about|around|approximately|approx\\.?|roughly|nearly|up to|within|(?:a )?(?:maximum|minimum)(?: of)?|max\\.?|min\\.?)';

/** How often something happens: `twice`, `at least 3 times`, `once or less`. */
export const TIMES = `(?:${BOUND} )?(?:once|twice|thrice|${AMOUNT} times?)\\b(?: or (?:more|less|fewer))?`;

/** The thing that is to be written. */
export const ANSWER =
  '(?:response|answer|reply|output|text|essay|article|story|poem|letter|e-?mail|post|song|summary|review|resume|message|report|description|paragraph|content|completion)s?';

/** A quoted string of up to 120 characters. Back-quotes hold code, not words. */
export const QUOTED = '(?:"[^"\\n]{1,120}"|\'[^\'\\n]{1,120}\'|“[^”\\n]{1,120}”|‘[^’\\n]{1,120}’|「[^」\\n]{1,120}」)';

/** `do not`, `without`, `avoid`, `refrain from`. */
export const NEGATION =
  "(?:(?:do|does|did|must|should|shall|will|can|could|may|is|are|ought)(?: not|n't|n’t)|cannot|can't|can’t|won't|won’t|not|never|no|without|avoid(?:ing)?|exclud(?:e|ing)|refrain(?:ing)? from|omit(?:ting)?|leav(?:e|ing) out|steer clear of|stay away from|free (?:of|from)|devoid of|zero)";

/** Stands right before a candidate that is negated; `don't forget to` is no negation. */
export const NEGATED = new RegExp(`\\b${NEGATION}(?: (?!forget|fail|only)\\w+){0,3} ?$`, 'i');

/** Joins sources into one expression with the flags `g` and `i`. */
export const pattern = (...sources: readonly string[]): RegExp => new RegExp(sources.join(''), 'gi');
