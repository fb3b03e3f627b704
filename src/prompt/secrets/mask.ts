import type { Span } from '../types.ts';

/**
 * Replaces every UTF-16 code unit of the spans by `*`. The length stays, so that offsets into the text stay valid.
 *
 * @param spans in any order; they may overlap, and what reaches beyond the text is ignored.
 */
export function maskSecrets(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  const sorted = spans.toSorted((a, b) => a.start - b.start);
  let masked = '';
  let at = 0;
  for (const span of sorted) {
    const start = Math.max(at, Math.min(span.start, text.length));
    const end = Math.min(span.end, text.length);
    if (end <= start) continue;
    masked += text.slice(at, start) + '*'.repeat(end - start);
    at = end;
  }
  return masked + text.slice(at);
}

/** Shorter ones are found again in words that have nothing to do with them. */
const MIN_REPEATED_LENGTH = 8;
/** Bounds the time for a text full of secrets. */
const MAX_REPEATED_VALUES = 32;

/**
 * Where a text repeats secrets that were found in another, or in another place: a key that is known by the name it is
 * assigned to is no less secret in the next sentence, where it stands alone.
 *
 * @param secrets spans of `source`
 */
export function findRepeats(text: string, source: string, secrets: readonly Span[]): readonly Span[] {
  const values = new Set<string>();
  for (const { start, end } of secrets) {
    if (values.size === MAX_REPEATED_VALUES) break;
    if (end - start >= MIN_REPEATED_LENGTH) values.add(source.slice(start, end));
  }
  const repeats: Span[] = [];
  for (const value of values) {
    for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + value.length))
      repeats.push({ start: at, end: at + value.length });
  }
  return repeats;
}
