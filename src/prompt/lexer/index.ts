/** The prompt as the rules see it: what is protected, what is prose, and where its sentences are. Linear in its length. */
import type { Span } from '../types.ts';
import type { Fence } from './fences.ts';
import { findProtected } from './protected.ts';
import type { ProtectedKind, ProtectedSpan } from './protected-span.ts';
import { findSentences } from './sentences.ts';

export type { Fence } from './fences.ts';
export type { ProtectedSpan } from './protected-span.ts';

/**
 * Stands for each character of data in `prose`. Neither a letter nor a blank, and of one byte: a text with it is kept, and
 * searched by patterns, in half the space and time of one with a character beyond Latin.
 */
export const DATA = '\x1a';

/** Kinds that are data: their words are not the author's own. */
const DATA_KINDS: ReadonlySet<ProtectedKind> = new Set([
  'fence',
  'block',
  'code',
  'url',
  'email',
  'tag',
  'path',
  'quote',
]);

export interface Lexed {
  readonly spans: readonly ProtectedSpan[];
  readonly fences: readonly Fence[];
  /** The text with data replaced by `DATA`, of the same length: offsets agree. */
  readonly prose: string;
  /** Sentences of the prose. */
  readonly sentences: readonly Span[];
}

export function lex(text: string): Lexed {
  const { spans, fences } = findProtected(text);
  let prose = '';
  let at = 0;
  for (const span of spans) {
    if (!DATA_KINDS.has(span.kind)) continue;
    prose += text.slice(at, span.start) + DATA.repeat(span.end - span.start);
    at = span.end;
  }
  prose += text.slice(at);
  return { spans, fences, prose, sentences: findSentences(prose) };
}

/** Whether a range touches a span. `spans` are in order; binary search. */
export function touches(spans: readonly Span[], range: Span): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span && span.end <= range.start) low = middle + 1;
    else high = middle;
  }
  const span = spans[low];
  return span !== undefined && span.start < range.end;
}
