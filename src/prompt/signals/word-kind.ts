/** What a word is, from all word lists at once: one look-up instead of one a list. */
import {
  CONSTRAINT_WORDS,
  FUNCTION_WORDS,
  GENERIC_WORDS,
  OUTPUT_WORDS,
  PLEA_TRIGGERS,
  VAGUE_WORDS,
} from './lexicon.ts';

/** Says nothing of its own: grammar, or what is true of any request. */
export const GENERIC = 1;
export const PLEA = 2;
export const VAGUE = 4;
export const CONSTRAINT = 8;
export const OUTPUT = 16;

const KINDS = new Map<string, number>();
for (const [kind, words] of [
  [GENERIC, FUNCTION_WORDS],
  [GENERIC, GENERIC_WORDS],
  [PLEA, PLEA_TRIGGERS],
  [VAGUE, VAGUE_WORDS],
  [CONSTRAINT, CONSTRAINT_WORDS],
  [OUTPUT, OUTPUT_WORDS],
] as const) {
  for (const word of words) KINDS.set(word, (KINDS.get(word) ?? 0) | kind);
}

/** The kinds of a word in lower case, as bits. */
export const kindOf = (word: string): number => KINDS.get(word) ?? 0;

/** Whether a word, in lower case, says nothing of its own. */
export const isGeneric = (word: string): boolean => (kindOf(word) & GENERIC) !== 0;

/** Kana, Han and Hangul: what looks like one word may be several. */
export const WIDE = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;

/** `/^[a-z]+$/`, without the cost of starting a regular expression for each word. */
export function isAsciiLower(word: string): boolean {
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    if (code < 97 || code > 122) return false;
  }
  return word.length > 0;
}
