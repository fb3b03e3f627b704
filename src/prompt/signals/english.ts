import { isGeneric } from './word-kind.ts';

/** Share of grammar and everyday words from which a text is taken for English. */
const MIN_SHARE = 0.2;

/**
 * Whether a text without filler is English. It looks at what is left of a prompt, because filler around it can be in
 * another language.
 */
export function looksEnglish(text: string): boolean {
  const words = text.toLowerCase().match(/\p{L}[\p{L}\p{M}'’]*/gu) ?? [];
  if (words.length === 0) return false;
  let latin = 0;
  let known = 0;
  for (const word of words) {
    if (/^[a-z'’]+$/.test(word)) latin++;
    if (isGeneric(word)) known++;
  }
  return latin >= words.length * 0.9 && known >= words.length * MIN_SHARE;
}
