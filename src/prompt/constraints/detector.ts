import type { WordPattern } from '../word-pattern.ts';

/** How a constraint is recognised. A type may have several detectors. */
export interface Detector {
  readonly type: string;
  /** Lower-case literals; the pattern is tried only when the prompt holds one of them. */
  readonly triggers: readonly string[];
  /** Finds candidates; carries the flags `g` and `i`. Gaps are bounded, so that a try costs constant time. */
  readonly pattern: RegExp | WordPattern;
  /** The text right before the candidate that makes it something else, up to `NEAR_LENGTH` characters. */
  readonly notBefore?: RegExp;
  /** The same for the text right after it. */
  readonly notAfter?: RegExp;
  /** What the sentence around the candidate has to say. */
  readonly sentence?: Pick<RegExp, 'test'>;
  /** What the sentence around it must not say. */
  readonly notSentence?: RegExp;
  /** What must not stand within `PASSAGE_LENGTH` characters, in whatever sentence. */
  readonly notPassage?: RegExp;
}

/** Characters looked at on each side of a candidate. */
export const NEAR_LENGTH = 48;

/** The same for a passage of several sentences. */
export const PASSAGE_LENGTH = 160;

/** Characters that a sentence reaches to each side of a candidate at most. */
const SENTENCE_LENGTH = 160;

/**
 * The sentence around a range, cut at line ends and sentence marks. A mark counts when a blank follows, so that
 * `i.e.*x*`, `P.S.` inside a word and `3.5` do not end a sentence; CJK marks always count.
 */
export function sentenceAround(text: string, start: number, end: number): string {
  let from = start;
  const lowest = Math.max(0, start - SENTENCE_LENGTH);
  while (from > lowest && !endsSentence(text, from - 1)) from--;
  let to = end;
  const highest = Math.min(text.length, end + SENTENCE_LENGTH);
  while (to < highest && !endsSentence(text, to)) to++;
  return text.slice(from, to);
}

const LINE_FEED = 0x0a;
const SPACE = 0x20;

function endsSentence(text: string, at: number): boolean {
  switch (text.charCodeAt(at)) {
    case LINE_FEED:
    case 0x3002: // 。
    case 0xff01: // ！
    case 0xff1f: // ？
      return true;
    case 0x2e: // .
    case 0x21: // !
    case 0x3f: // ?
      return isBlank(text.charCodeAt(at + 1)) && !abbreviates(text, at);
    default:
      return false;
  }
}

const isBlank = (code: number): boolean => code === SPACE || code === LINE_FEED || Number.isNaN(code);

/** `i.e. `, `e.g. `, `P.S. `: a single letter between the mark and another mark, blank or bracket. */
function abbreviates(text: string, at: number): boolean {
  const beforeLetter = text.charCodeAt(at - 2);
  return text.charCodeAt(at) === 0x2e && (beforeLetter === 0x2e || beforeLetter === SPACE || beforeLetter === 0x28);
}
