import type { Detector } from './detector.ts';
import { AMOUNT, pattern } from './words.ts';

export const content: readonly Detector[] = [
  {
    type: 'content.placeholders',
    triggers: ['placeholder'],
    pattern: pattern(
      `\\b${AMOUNT} (?:\\w+ ){0,2}placeholders?\\b|\\bplaceholders?\\b[^.\\n]{0,60}?(?:\\bbrackets?\\b|\\[\\w)|\\bbrackets? (?:for|as) (?:\\w+ )?placeholders?\\b|\\b(?:use|include|contain|have) placeholders\\b`,
    ),
    notBefore: /\b(?:no|not|without|never|avoid)(?: \w+){0,2}\s*$/i,
    notAfter: /^\s*[="'`:]/,
  },
  {
    type: 'content.postscript',
    triggers: ['p.s', 'postscript', 'post script', 'p.p.s', 'p. s'],
    pattern: pattern('\\bpost[ -]?script\\b(?!ing)|(?<![a-z.])p\\.(?: ?p\\.)? ?s(?![a-z])'),
    notBefore: /\b(?:no|not|without|never)(?: \w+){0,2}\s*$/i,
  },
];
