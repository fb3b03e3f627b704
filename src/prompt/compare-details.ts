/** The details of a prompt that can be told one by one: its protected spans and the requirements it states. */
import type { KeptSpan } from './rewrite/kept-spans.ts';
import type { Constraint, Span } from './types.ts';

/** More of them are more than anybody reads. */
const MAX_DETAILS = 100;
const MAX_SHOWN_CHARS = 200;

export interface Detail extends Span {
  /** The kind of a protected span, or `constraint`. */
  readonly kind: KeptSpan['kind'] | 'constraint';
  /** Type of a constraint, such as `length.words`. */
  readonly type?: string;
  /** Secrets masked; cut off with `…` where it is long. */
  readonly text: string;
}

/** A prompt with its details in order of their place, each once, by what makes it the same as one of another prompt. */
export interface DetailedText {
  /** Its secrets masked. */
  readonly text: string;
  readonly details: ReadonlyMap<string, Omit<Detail, 'text'>>;
}

export function detailsOf(text: string, spans: readonly KeptSpan[], constraints: readonly Constraint[]): DetailedText {
  const stated = constraints.map(({ type, start, end }) => ({ kind: 'constraint' as const, type, start, end }));
  const details = new Map<string, Omit<Detail, 'text'>>();
  const spanned = spans.map(({ kind, start, end }) => ({ kind, start, end }));
  for (const detail of [...spanned, ...stated].toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const key = 'type' in detail ? `constraint ${detail.type}` : text.slice(detail.start, detail.end);
    if (!details.has(key)) details.set(key, detail);
  }
  return { text, details };
}

export function onlyIn(
  own: DetailedText,
  other: DetailedText,
): { readonly details: readonly Detail[]; readonly moreDetails: boolean } {
  const details: Detail[] = [];
  for (const [key, detail] of own.details) {
    if (other.details.has(key)) continue;
    if (details.length === MAX_DETAILS) return { details, moreDetails: true };
    details.push({ ...detail, text: clip(own.text, detail) });
  }
  return { details, moreDetails: false };
}

function clip(text: string, { start, end }: Span): string {
  return end - start <= MAX_SHOWN_CHARS ? text.slice(start, end) : `${text.slice(start, start + MAX_SHOWN_CHARS)}…`;
}
