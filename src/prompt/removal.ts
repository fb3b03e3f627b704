/** Taking a sentence out of a text without leaving a mark. */
import { isSpace } from './lexer/chars.ts';
import type { Span } from './types.ts';

/** How a list item, heading, quotation, table row or labelled line begins. */
const STRUCTURE = /^[\s]*(?:[-*+•#>|]|\d+[.)]|[\p{L}\s]{1,30}[:：])/u;

export interface Line extends Span {
  /** A list item, heading, quotation, table row or labelled line. */
  readonly structured: boolean;
  /** Length without white space around it. */
  readonly contentChars: number;
}

/** Sentences come in order, so the line of the last one is mostly the line of the next: a long line is read once. */
export function lineReader(text: string): (span: Span) => Line {
  let line: Line = { start: 0, end: -1, structured: false, contentChars: 0 };
  return ({ start, end }) => {
    if (start >= line.start && end <= line.end) return line;
    const from = text.lastIndexOf('\n', start - 1) + 1;
    const newline = text.indexOf('\n', end);
    const to = newline === -1 ? text.length : newline;
    const content = text.slice(from, to);
    line = {
      start: from,
      end: to,
      structured: STRUCTURE.test(content.slice(0, 60)),
      contentChars: content.trim().length,
    };
    return line;
  };
}

/** Marks that come in pairs or open a block: one that stands against a sentence may do so with another when it goes. */
const MARK = /[`~"'“”‘’„«»‹›「」『』《》〈〉<>[\]{}*_|]/;

/** Nothing stands against the sentence that could mean something else without it. */
export function standsFree(text: string, { start, end }: Span): boolean {
  return !MARK.test(text.charAt(start - 1)) && !MARK.test(text.charAt(end));
}

const isLineEnd = (char: string): boolean => char === '' || char === '\n' || char === '\r';

/** Verse, dialogue and lists are made of lines; prose is made of paragraphs. */
export function standsInProse(text: string, sentence: Span, line: Line): boolean {
  if (line.structured || !standsFree(text, sentence)) return false;
  if (line.contentChars !== sentence.end - sentence.start) return true;
  return isLineEnd(text.charAt(line.start - 2)) && isLineEnd(text.charAt(line.end + 1));
}

/** The range to cut: the sentence with the white space that would be left over. */
export function cutSentence(text: string, sentence: Span, line: Line): Span {
  let { start, end } = sentence;
  if (line.contentChars === end - start) {
    // A paragraph of its own goes together with the blank line before it.
    end = text.charCodeAt(line.end - 1) === 13 ? line.end - 1 : line.end;
    while (start > 0 && isSpace(text.charCodeAt(start - 1))) start--;
    return { start, end };
  }
  while (start > line.start && text.charAt(start - 1) === ' ') start--;
  if (start === line.start) while (end < line.end && text.charAt(end) === ' ') end++;
  // Nothing else keeps what stands before it and what comes after it apart.
  else if (end < line.end && !isSpace(text.charCodeAt(end))) start = sentence.start;
  return { start, end };
}
