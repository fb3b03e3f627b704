/** Sentences of a text as spans without surrounding white space. A line end always ends a sentence. */
import type { Span } from '../types.ts';
import { CR, LF, isSpace } from './chars.ts';

const LATIN_END = new Set([33, 46, 63, 0x2026]); // ! . ? …
const WIDE_END = new Set([0x3002, 0xff01, 0xff1f, 0xff0e]); // 。！？．
/** Closing quotes and brackets belong to the sentence that they end. */
const CLOSING = new Set([...'"\'”’)]»』」）】'].map((mark) => mark.charCodeAt(0)));

export function findSentences(text: string): readonly Span[] {
  const sentences: Span[] = [];
  let start = 0;
  const push = (end: number): void => {
    let from = start;
    let to = end;
    while (from < to && isSpace(text.charCodeAt(from))) from++;
    while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
    if (from < to) sentences.push({ start: from, end: to });
    start = end;
  };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Most characters end nothing: letters, blanks, digits.
    if ((code > 63 && code < 0x2026) || code === 32 || (code > 46 && code < 63)) continue;
    if (code === LF || code === CR) {
      push(at);
      continue;
    }
    if (!LATIN_END.has(code) && !WIDE_END.has(code)) continue;
    let end = at + 1;
    while (end < text.length && (LATIN_END.has(text.charCodeAt(end)) || WIDE_END.has(text.charCodeAt(end)))) end++;
    while (end < text.length && CLOSING.has(text.charCodeAt(end))) end++;
    if (WIDE_END.has(code) || end >= text.length || isSpace(text.charCodeAt(end))) push(end);
    at = end - 1;
  }
  push(text.length);
  return sentences;
}
