import type { Detector } from './detector.ts';
import { pattern } from './words.ts';

const LANGUAGES = [
  'arabic',
  'bengali',
  'bulgarian',
  'chinese',
  'croatian',
  'czech',
  'danish',
  'dutch',
  'finnish',
  'french',
  'german',
  'greek',
  'gujarati',
  'hebrew',
  'hindi',
  'hungarian',
  'indonesian',
  'italian',
  'japanese',
  'kannada',
  'korean',
  'latin',
  'malay',
  'malayalam',
  'mandarin',
  'marathi',
  'nepali',
  'norwegian',
  'persian',
  'farsi',
  'polish',
  'portuguese',
  'punjabi',
  'romanian',
  'russian',
  'serbian',
  'slovak',
  'spanish',
  'swahili',
  'swedish',
  'tamil',
  'telugu',
  'thai',
  'turkish',
  'ukrainian',
  'urdu',
  'vietnamese',
];

/** English is left out: in an English prompt it states the default. For prompts in another language see `other-languages.ts`. */
const LANGUAGE = `(?:${LANGUAGES.join('|')})`;

export const response: readonly Detector[] = [
  {
    type: 'response.repeat_prompt',
    triggers: ['repeat', 'repleat', 'restate', 'echo', 'reproduce', 'copy'],
    pattern: pattern(
      '\\b(?:repl?eat(?:ing)?|restate|echo|reproduce|copy)\\b[^.\\n]{0,60}?\\b(?:request|prompt|question|sentence|text|instructions?|line|it|above|below|message)\\b',
    ),
    notBefore: /\b(?:not|n't|never|before|without)(?: \w+)?\s*$/i,
    sentence: /\bfirst\b|\bbefore\b|\bword (?:for|by) word\b|\bexact|\bverbatim\b|\bwithout (?:any )?chang/i,
  },
  {
    type: 'response.two_responses',
    triggers: ['two', '2 '],
    pattern: pattern(
      '\\b(?:two|2) (?:different |separate |distinct |alternative |unique )?(?:responses|answers|replies)\\b',
    ),
  },
  {
    type: 'response.two_responses',
    triggers: ['******', 'asterisk'],
    pattern: pattern('\\b(?:6|six) asterisks?\\b|(?<!\\*)\\*{6,7}(?!\\*)'),
  },
  {
    type: 'language.response',
    triggers: ['no other language'],
    pattern: pattern('\\bno other languages?\\b'),
  },
  {
    type: 'language.response',
    triggers: LANGUAGES,
    pattern: pattern(
      `\\b(?:in|using|use|only|entirely|completely|into)(?: (?:only|entirely|completely|the|fluent|formal)){0,2} ${LANGUAGE}(?: language)?\\b(?! (?:food|cuisine|cultures?|history|restaurants?|art|people|markets?|literature|class|lessons?|politics|society|style|mythology|cinema|companies|universit|dialects?|alphabet|and english))`,
    ),
    sentence:
      /\b(?:only|entire|entirely|completely|language|respond|response|reply|answer|write|written|explain|output|poem|speak)\b/i,
    notSentence: /\b(?:translate|translation|word for|say)\b/i,
  },
];
