/** Fenced blocks. An opening fence has a line of its own or ends one; a block left open runs to the end of the text. */
import type { Span } from '../types.ts';
import { isSpace } from './chars.ts';

export interface Fence extends Span {
  /** The run of backticks or tildes that opened the block. */
  readonly mark: string;
  readonly closed: boolean;
}

const BACKTICK = 96;
const TILDE = 126;
const QUOTE_MARKERS = new Set([42, 45, 62]); // * - > before a fence: inside a list or a quotation

export function findFences(text: string): readonly Fence[] {
  const fences: Fence[] = [];
  if (!text.includes('```') && !text.includes('~~~')) return fences;
  let open: { readonly start: number; readonly mark: string } | undefined;
  for (let lineStart = 0; lineStart <= text.length;) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline === -1 ? text.length : newline;
    if (open) {
      const end = closingEnd(text, lineStart, lineEnd, open.mark);
      if (end !== undefined) {
        fences.push({ start: open.start, end, mark: open.mark, closed: true });
        open = undefined;
      }
    } else {
      open = opening(text, lineStart, lineEnd);
    }
    lineStart = lineEnd + 1;
  }
  if (open) fences.push({ start: open.start, end: text.length, mark: open.mark, closed: false });
  return fences;
}

function runLength(text: string, from: number, end: number, code: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) === code) at++;
  return at - from;
}

function opening(text: string, lineStart: number, lineEnd: number): { start: number; mark: string } | undefined {
  let at = lineStart;
  while (at < lineEnd && (isSpace(text.charCodeAt(at)) || QUOTE_MARKERS.has(text.charCodeAt(at)))) at++;
  const code = text.charCodeAt(at);
  if (at < lineEnd && (code === BACKTICK || code === TILDE)) {
    const length = runLength(text, at, lineEnd, code);
    const nextTick = length >= 3 ? text.slice(at + length, lineEnd).indexOf('`') : 0;
    if (length >= 3 && nextTick === -1) return { start: at, mark: text.slice(at, at + length) };
  }
  let end = lineEnd;
  while (end > lineStart && isSpace(text.charCodeAt(end - 1))) end--;
  let start = end;
  while (start > lineStart && text.charCodeAt(start - 1) === BACKTICK) start--;
  if (end - start >= 3 && start > lineStart && isSpace(text.charCodeAt(start - 1)))
    return { start, mark: text.slice(start, end) };
  return undefined;
}

/** Where the block ends if this line closes it. */
function closingEnd(text: string, lineStart: number, lineEnd: number, mark: string): number | undefined {
  let at = lineStart;
  while (at < lineEnd && (isSpace(text.charCodeAt(at)) || text.charCodeAt(at) === 62)) at++;
  const length = runLength(text, at, lineEnd, mark.charCodeAt(0));
  if (length < mark.length) return undefined;
  const end = at + length;
  for (let rest = end; rest < lineEnd; rest++) if (!isSpace(text.charCodeAt(rest))) return undefined;
  return end;
}
