import type { Detector } from './detector.ts';
import { AMOUNT, BOUND, NUMBER, pattern } from './words.ts';

/** `the first three words`, `these two sentences`: something that exists already. */
const GIVEN =
  /(?:\b(?:first|last|next|previous|following|these|those|the|their|its|your|my|every|each|per|all|any|top|another|(?:any|each|some|all|both|out|rest|one) of)\s*|top-|\b(?:capitali[sz]e|highlight|itali\w{1,8}|bold|emphasi[sz]e|underline)\s*)$/i;

/** `two sentences below`, `one-sentence-summary`: given, or part of another word. */
const GIVEN_AFTER = /^(?:-[a-z]|\s*(?:below|above|given|provided|(?:that )?(?:are|were|i)|from|at a time)\b)/i;

/** `four words in all caps` counts capital words. */
const CAPITALS = /\b(?:all[- ]?caps?|capitals?|capitali[sz]ed|upper[- ]?case)\b/i;
const CAPITALS_AFTER = new RegExp(`^[^.\\n]{0,40}${CAPITALS.source}|^ in (?:bold|italics?)\\b`, 'i');

const QUALIFIER =
  '(?:very|short|long|full|complete|english|simple|concise|brief|clear|single|or so|good|detailed|separate|distinct)';

const amountOf = (noun: string): RegExp =>
  pattern(`\\b(?:${BOUND} )?(?:a total of )?${AMOUNT}(?:[ -]${QUALIFIER}){0,3}[ -]`, noun, '\\b');

/** `the number of sentences should be between 40 and 60`, `word limit: 300`. */
const statedCount = (noun: string): RegExp =>
  pattern(
    `\\b(?:${noun}[ -](?:count|limit|length)|(?:number|amount|total) of ${noun}s)\\b[^.\\n]{0,48}?\\b${NUMBER}\\b`,
  );

export const length: readonly Detector[] = [
  {
    type: 'length.words',
    triggers: ['word'],
    pattern: amountOf('words?'),
    notBefore: GIVEN,
    notAfter: new RegExp(`${GIVEN_AFTER.source}|${CAPITALS_AFTER.source}`, 'i'),
  },
  {
    type: 'length.words',
    triggers: ['word count', 'word limit', 'word length', 'of words'],
    pattern: statedCount('word'),
    notSentence: CAPITALS,
  },
  {
    type: 'length.sentences',
    triggers: ['sentence'],
    pattern: amountOf('sentences?'),
    notBefore: GIVEN,
    notAfter: GIVEN_AFTER,
  },
  {
    type: 'length.sentences',
    triggers: ['of sentences', 'sentence count', 'sentence limit'],
    pattern: statedCount('sentence'),
  },
  {
    type: 'length.paragraphs',
    triggers: ['paragraph'],
    pattern: amountOf('paragraphs?'),
    notBefore: GIVEN,
    notAfter: GIVEN_AFTER,
  },
  {
    type: 'length.paragraphs',
    triggers: ['of paragraphs', 'paragraph count', 'paragraph limit'],
    pattern: statedCount('paragraph'),
  },
  {
    // Parts that a line of three asterisks divides are paragraphs.
    type: 'length.paragraphs',
    triggers: ['***'],
    pattern: pattern(
      '\\b(?:separat|divid|split|delimit)\\w*\\b[^.\\n]{0,80}?(?<!\\*)\\*{3}(?!\\*)|(?<!\\*)\\*{3}(?!\\*)[^.\\n]{1,24}\\b(?:separator|divider|delimiter|between)',
    ),
  },
];
