import type { Detector } from './detector.ts';
import { NEGATED, NEGATION, pattern } from './words.ts';

/** Some words in capitals are emphasis; the case of names and files is no matter of the answer. */
const SOME_WORDS =
  /\b(?:words?|phrases?)\b[^.\n]{0,40}\b(?:all[- ]?caps?|capital|upper[- ]?case)|\b(?:capital|all[- ]?caps?)[^.\n]{0,24}\bwords?\b[^.\n]{0,40}\b(?:times|least|most|than)\b/i;
const NAMES =
  /\b(?:director(?:y|ies)|files?|folders?|variables?|tags?|naming|constants?|dash(?:es)?|underscores?|hyphens?|scope|slug|password|mostly)\b/i;

const USE = '(?:in|only|all|using|use|be|is|entirely|with|everything|written in)';
const ONLY = '(?: (?:only|all|just|in|entirely|completely|fully|the|english))*';

export const casing: readonly Detector[] = [
  {
    type: 'case.upper',
    triggers: ['capital', 'upper', 'all caps', 'all-caps'],
    pattern: pattern(
      `\\b${USE}${ONLY} (?:all[- ]?caps?|capitals|capital (?:letters?|characters?)|(?:capitali[sz]ed|upper[- ]?case)(?: letters?| characters?)?)\\b`,
    ),
    notBefore: NEGATED,
    notSentence: new RegExp(`${SOME_WORDS.source}|${NAMES.source}`, 'i'),
  },
  {
    type: 'case.upper',
    triggers: ['capitali', 'lower'],
    pattern: pattern(
      `\\bcapitali[sz]e (?:every|all|each)(?: of the| the| single)? (?:letter|character|word|thing|text)|\\b${NEGATION}(?: \\w+){0,3} lower[- ]?case(?: letters?)?\\b`,
    ),
    notAfter: /^[^.\n]{0,16}\b(?:first|beginning)\b/i,
    notSentence: NAMES,
  },
  {
    type: 'case.lower',
    triggers: ['lower', 'small letter', 'small case'],
    pattern: pattern(`\\b${USE}${ONLY} (?:lower[- ]?case(?: letters?| characters?)?|small (?:letters?|case))\\b`),
    notBefore: NEGATED,
    notSentence: NAMES,
  },
  {
    type: 'case.lower',
    triggers: ['capital', 'upper'],
    pattern: pattern(
      `\\b${NEGATION}(?: \\w+){0,4}? (?:capital(?:s|ized|ised)?|capitali[sz]ations?|capitali[sz]e (?:anything|any)|upper[- ]?case)(?: letters?)?\\b`,
    ),
    notSentence: new RegExp(`\\bwords?\\b|${NAMES.source}`, 'i'),
  },
  {
    type: 'case.capital_words',
    triggers: ['capital', 'caps', 'upper'],
    pattern: pattern(
      '\\b(?:words?|phrases?)\\b[^.\\n]{0,48}?\\b(?:all[- ]?caps?|capital|capitali[sz]ed|upper[- ]?case)',
    ),
    notBefore: /\b(?:no|not|without|every|all|single)(?: \w+)?\s*$/i,
  },
  {
    type: 'case.capital_words',
    triggers: ['capital', 'caps', 'upper'],
    pattern: pattern(
      '\\b(?:all[- ]?caps?|capital(?:ized|ised)?|upper[- ]?case)(?: letters?)?[ -](?:\\w+ )?words?\\b|\\bcapitali[sz]e (?:(?:only )?(?:a few|some|several|\\d+|at least|at most|less than|more than)|\\w+) (?:\\w+ )?words?',
    ),
    notBefore: /\b(?:no|not|without)(?: \w+)?\s*$/i,
  },
];
