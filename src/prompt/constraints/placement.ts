import type { Detector } from './detector.ts';
import { ANSWER, NEGATION, pattern, QUOTED } from './words.ts';

const END = '(?:end|ends|ending|finish|finishes|finishing|conclude|concludes|close|closes)(?!-)';
const ORDINAL =
  '(?:\\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|last|final|each|every|opening|closing)';

export const placement: readonly Detector[] = [
  {
    type: 'punctuation.no_comma',
    triggers: ['comma'],
    pattern: pattern(`\\b${NEGATION}\\b[^.\\n]{0,40}?\\bcommas?\\b`),
    notAfter: /^[- ](?:separated|delimited|after|before|between)/i,
  },
  {
    type: 'punctuation.no_comma',
    triggers: ['comma'],
    pattern: pattern(
      "\\bcommas? (?:is|are|should|must|may|can|will)(?: not|n't|n’t)\\b|\\bcommas cannot\\b|\\bcomma-free\\b",
    ),
  },
  {
    type: 'ending.phrase',
    triggers: ['end', 'finish', 'conclude', 'close'],
    pattern: pattern(
      `\\b${END}\\b[^.\\n"“]{0,60}?\\b(?:with|by|on)\\b(?:[^.\\n"'“]{0,40}?${QUOTED}|: ?(?=\\S)| (?:the|this|these)(?: exact| following| very){0,2} (?:phrase|sentence|words?|question|line|statement|quote|text)\\b)`,
    ),
    notAfter: /^[^.\n]{0,12}\b(?:section|heading|header|tag|block|file|symbol|character)\b/i,
    notSentence: /\ba ["'“]|\bp\.(?: ?p\.)? ?s\b/i,
  },
  {
    type: 'ending.phrase',
    triggers: [
      'very end of',
      'last words',
      'last sentence',
      'final words',
      'last line',
      'final line',
      'final sentence',
    ],
    pattern: pattern(
      '\\b(?:very end of|(?:last|final) (?:words?|sentence|line|phrase) (?:of|in|should|must))\\b[^.\\n]{0,48}?\\b(?:read|say|be|contain|state)\\b|\\b(?:last|final) words being\\b',
    ),
  },
  {
    type: 'wrapping.quotes',
    triggers: ['quot'],
    pattern: pattern(
      '\\b(?:wrap(?:ped|ping)?|put|enclosed?|surround(?:ed)?|placed?|within|inside|in|with)\\b[^.\\n]{0,60}?\\b(?:double |quotation )?(?:quotes|quotations?|quotation marks?|quote marks?|quotations marks?)\\b',
    ),
    sentence: new RegExp(
      `\\b(?:whole|entire|everything|full|all)\\b|\\bwrap(?:ped)?\\b[^.]{0,40}\\b(?:double|quot)|your ${ANSWER}|\\bthe (?:response|answer|reply|letter|e-?mail|poem|story)\\b`,
      'i',
    ),
    notSentence: /\b(?:json|key|keys|field|string values?|sql|csv|shell|argument)\b/i,
  },
  {
    type: 'wrapping.quotes',
    triggers: ['quot'],
    pattern: pattern(
      `\\bquot(?:es|ations?|ation marks?|ations marks)\\b[^.\\n]{0,32}?\\baround (?:your|the) (?:\\w+ )?${ANSWER}`,
    ),
  },
  {
    type: 'paragraph.first_word',
    triggers: ['paragraph'],
    pattern: pattern(
      '\\bparagraph\\b[^.\\n]{0,30}?\\b(?:start|starts|begin|begins|starting|beginning)\\b[^.\\n]{0,20}?\\bwith\\b',
    ),
  },
  {
    type: 'paragraph.first_word',
    triggers: ['first word of'],
    pattern: pattern(`\\bfirst word of (?:the )?(?:${ORDINAL} )?paragraph\\b`),
  },
  {
    type: 'paragraph.first_word',
    triggers: ['paragraph'],
    pattern: pattern(
      `\\b(?:start|begin)\\b[^.\\n]{0,16}?\\b(?:${ORDINAL} paragraph|paragraph \\d+)\\b[^.\\n]{0,24}?\\b(?:with|word)\\b`,
    ),
  },
];
