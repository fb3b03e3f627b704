import { wordSet } from './lexicon.ts';
import { isGeneric } from './word-kind.ts';

/** Share of grammar and everyday words from which a text is taken for English. */
const MIN_SHARE = 0.2;

/** Words that short requests are made of and that other languages do not share. */
const REQUEST_WORDS = wordSet(
  `find search look locate identify list show create build develop design draft compose suggest recommend learn teach compare
   determine download update research track predict count open send fetch collect gather pick choose buy rent bake cook fix
   convert summarize translate prepare organize arrange track improve increase reduce three five ten online popular latest
   recent beginner beginners friendly free local weekly daily healthy homemade recipe recipes ideas tips books songs movies
   games courses resources tutorial tutorials guide website websites steps data prices price trip my`,
);

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
    if (isGeneric(word) || REQUEST_WORDS.has(word)) known++;
  }
  return latin >= words.length * 0.9 && known >= words.length * MIN_SHARE;
}
