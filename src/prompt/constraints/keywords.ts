import type { Detector } from './detector.ts';
import { ANSWER, NEGATED, NEGATION, pattern, QUOTED, TIMES } from './words.ts';

const WORD = '(?:key ?words?|key ?phrases?|words?|phrases?|terms?)';
const DETERMINERS = '(?:(?:the|these|those|this|any|of|following|all|both|exact|specific|a|an|either|single) ){0,3}';
const USE =
  '(?:us(?:e[sd]?|ing)|includ(?:e[sd]?|ing)|contain(?:s|ing)?|mention(?:s|ing)?|say(?:s|ing)?|writ(?:e|ing)|incorporat(?:e|ing)|utter(?:ing)?|employ(?:ing)?|featur(?:e|ing)|add(?:ing)?|ha(?:ve|s|ving))';
const COUNTED_CAPITALS = /\b(?:capital|caps|capitali[sz]ed|stress words|highlight)/i;
/** `more than twice` makes a limit of a ban. */
const COUNTED_AFTER = new RegExp(`^[^.,;\\n]{0,32}?\\b(?:more than|${TIMES})`, 'i');
/** `include the word "cat" at least 3 times` is a count; at least once is plain inclusion. */
const SEVERAL_TIMES = /\b(?:twice|thrice|times|less than|once or less|at most)\b/i;

export const keywords: readonly Detector[] = [
  {
    type: 'keywords.count',
    triggers: [' times', ' once', ' twice', ' time'],
    pattern: pattern(`\\b(?:${WORD}|(?:mention|use|say|include) the name)\\b[^.\\n]{1,80}?\\b${TIMES}`),
    notSentence: COUNTED_CAPITALS,
    notAfter: /^\s*(?:upon|a (?:day|week)|per|you|the|this|it|they|we|i)\b/i,
  },
  {
    type: 'keywords.forbid',
    triggers: ['word', 'phrase', 'term'],
    pattern: pattern(
      `\\b${NEGATION} (?:ever |to )?(?:${USE} )?${DETERMINERS}${WORD}\\b(?! (?:count|limit|or (?:character|letter)))`,
    ),
    notBefore: /\b(?:not only|why|if|whether)\s*$/i,
    notAfter: new RegExp(
      `${COUNTED_AFTER.source}|^\\s*(?:before|without|in (?:all|capital|upper|lower)|that (?:are|you)|should contain)\\b|^[.!]`,
      'i',
    ),
    notSentence: /\bno words\b|\bnot a single word\b|\bsay any\b|\bother words\b|\bword for word\b/i,
  },
  {
    type: 'keywords.forbid',
    triggers: ['word', 'phrase', 'term'],
    pattern: pattern(
      `\\b${WORD}\\b[^.\\n]{1,80}?\\b(?:(?:should|must|can|may|do|does|is|are|shall|will)(?: not|n't|n’t)|cannot|never)\\b (?:\\w+ )?(?:appear|be (?:used|included|mentioned|present|found|in|said|written)|allowed|permitted|used|in)\\b`,
    ),
    notAfter: COUNTED_AFTER,
    notSentence: /\bother words\b/i,
  },
  {
    type: 'keywords.forbid',
    triggers: ['not', "n't", 'n’t', 'avoid', 'without', 'never', 'refrain'],
    pattern: pattern(`\\b${NEGATION} ${USE} ${DETERMINERS}${QUOTED}`),
    notBefore: /\b(?:could|did|was)\s*$/i,
    notAfter: COUNTED_AFTER,
  },
  {
    type: 'keywords.forbid',
    triggers: ['forbidden', 'banned', 'prohibited', 'off limits', 'off-limits'],
    pattern: pattern(`\\b${WORD}\\b[^.\\n]{0,60}?\\b(?:is|are) (?:forbidden|banned|prohibited|off[- ]limits)\\b`),
  },
  {
    type: 'keywords.forbid',
    triggers: ['mention'],
    pattern: pattern(
      `\\b(?:do not|don't|don’t|never|without|avoid) mention(?:ing)? (?!the |any|that|your|this|it\\b)[^.,\\n]{1,40}? (?:in|anywhere in|throughout) (?:your|the) (?:\\w+ )?${ANSWER}`,
    ),
  },
  {
    type: 'keywords.include',
    triggers: ['word', 'phrase', 'term', 'line', 'expression', 'the name'],
    pattern: pattern(
      `\\b${USE} ${DETERMINERS}(?:${WORD}|(?:line|expression|sentence)(?= ["“'])|name(?= (?!of\\b)[\\w"“']+\\b(?! of\\b)))\\b(?! (?:count|limit|choice|order|search|wrap|break|cloud))`,
    ),
    notBefore: NEGATED,
    notAfter:
      /^\s*(?:that|which|in (?:all|bold|italics?|capital|upper)|to (?:describe|express)|with (?:all|capital))\b/i,
    notSentence: new RegExp(`${SEVERAL_TIMES.source}|\\ball[- ]?caps\\b|\\bcapital letters\\b|\\bhighlight`, 'i'),
  },
  {
    type: 'keywords.include',
    triggers: ['words', 'keyword', 'phrase', 'term'],
    pattern: pattern(
      `\\b${WORD}\\b[^.\\n]{1,80}?\\b(?:must|should|needs? to|ha(?:ve|s) to|ought to) (?:\\w+ )?(?:appear|be (?:used|included|mentioned|present|found|in))\\b`,
    ),
    notSentence: new RegExp(`\\b(?:not|n't|${TIMES})\\b|\\bcap(?:s|ital)`, 'i'),
  },
  {
    type: 'keywords.include',
    triggers: ['include', 'mention', 'contain', 'incorporate'],
    pattern: pattern(`(?<!#)\\b(?:include|mention|contain|incorporate) ${QUOTED}`),
    notBefore: NEGATED,
    notSentence: SEVERAL_TIMES,
  },
  {
    type: 'keywords.count',
    triggers: [' times', ' once', ' twice'],
    pattern: pattern(
      `\\b(?:use|mention|say|include|repeat) (?:${QUOTED}[^.\\n]{0,24}?|(?!it|this|that|these|them|at|about|only|just)[\\w-]{1,40}) ${TIMES}`,
    ),
  },
  {
    type: 'letters.count',
    triggers: ['letter'],
    pattern: pattern(`\\bletters? ["'“‘]?[a-z]["'”’]?(?![a-z'’])`),
    sentence:
      /\b(?:times?|once|twice|at least|at most|less|fewer|more|appear|include|contain|not|n't|no|avoid|without|refrain|exclude|omit)\b|n't|n’t/i,
  },
  {
    type: 'letters.count',
    triggers: ['hashtag', 'exclamation', 'question mark', 'emoji'],
    pattern: pattern(
      `\\b(?:\\d+|two|three|four|five|six|ten) (?:or more )?(?:hashtags?|exclamation (?:marks?|points?)|question marks?)`,
    ),
  },
];
