/**
 * Filler: what would be true of any request and tells a reader nothing about this one. It is recognised by what a
 * sentence consists of, not by its wording: nothing is left of it once grammar, praise, work habits and talk about the
 * answer are taken out.
 */
import { GENERIC, PLEA } from './word-kind.ts';

/** Words that a plea may hold beside its trigger: who is tipped how much, what is lost. */
const PLEA_REST = 3;

/** Whether a sentence, given as the kinds of its words, carries no information. */
export function isFiller(kinds: readonly number[]): boolean {
  let rest = 0;
  let plea = false;
  for (const kind of kinds) {
    if (kind & PLEA) plea = true;
    else if (!(kind & GENERIC)) rest++;
  }
  return rest === 0 || (plea && rest <= PLEA_REST);
}

const POLITE_OPENING =
  /^(?:(?:hi|hello|hey|please|kindly|also|now|and|so)\b[,!]?\s+|(?:can|could|would|will) you (?:please |kindly |possibly )?|would you mind |i(?:['’]d| would) (?:appreciate|be grateful) (?:it )?if you (?:could|would) )/i;

/** A sentence without the courtesies it opens with. They repeat at most a few times. */
export function withoutCourtesy(sentence: string): string {
  let rest = sentence.trimStart();
  for (let round = 0; round < 3 && POLITE_OPENING.test(rest); round++) rest = rest.replace(POLITE_OPENING, '');
  return rest;
}

const PERSONA =
  /^(?:i want you to act as|you are|you['’]re|act as|imagine (?:that )?you are|pretend (?:to be|you are)|(?:assume|take on) the role of|(?:answer |respond |reply )?as an?) (?:an? |the |my )?[^.,;:\n]{0,160}(?:[.,;:]\s*|$)/i;

/** `Task:` before a request is a label, not a part of it. */
const REQUEST_LABEL =
  /^[\s*_#]*(?:task|request|question|prompt|instructions?|query|goal|objective|input|user)[*_]*:[*_\s]*/i;

export const withoutLabel = (sentence: string): string =>
  sentence.includes(':') ? sentence.replace(REQUEST_LABEL, '') : sentence;

/** A sentence without the role it gives the model; the role says who answers, not what is wanted. */
export const withoutPersona = (sentence: string): string => sentence.replace(PERSONA, '');

/** `[budget]`, `{{name}}`, `${x}`, `<value>`, `____`: a place for a detail is not a detail. */
const PLACEHOLDER =
  /\[[^[\]\n]{0,60}\]|\$?\{{1,2}[^{}\n]{0,60}\}{1,2}|<[^<>\n]{0,60}>|_{3,}|\b(?:TBD|TBA|TODO|N\/A)\b/g;

/** What every placeholder holds; cheaper to look for than the whole. */
const PLACEHOLDER_HINT = /[[{<_]|TB[DA]|TODO|N\/A/;

export const withoutPlaceholders = (sentence: string): string =>
  PLACEHOLDER_HINT.test(sentence) ? sentence.replace(PLACEHOLDER, ' ') : sentence;

/** A label is short; the pattern is tried on no longer line, as its repeats would cost cubic time on a long one. */
const LABEL_CHARS = 60;
const LABEL = /^[\s*_>-]*([\p{L}\p{N}'’/& -]+)[*_]*[:：=][\s*_.,;|-]*$/u;
/** A mark without which a line is no label; cheaper to look for than the whole. */
const LABEL_END = /[:：=]/;
const LABEL_WORDS = 4;

/**
 * Whether a line is a form field that was not filled in: a label of one word with nothing behind it, or a longer one whose
 * value is a placeholder.
 */
export function isEmptyField(line: string, hadPlaceholder: boolean): boolean {
  if (line.length > LABEL_CHARS || !LABEL_END.test(line)) return false;
  const words = LABEL.exec(line)?.[1]?.trim().split(/\s+/).length ?? 0;
  return words > 0 && words <= (hadPlaceholder ? LABEL_WORDS : 1);
}
