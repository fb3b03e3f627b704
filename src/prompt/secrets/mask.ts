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
