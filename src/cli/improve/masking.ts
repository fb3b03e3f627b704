/** Keeps secrets out of what is printed. */
import type { Span } from '../../prompt/types.ts';
interface TextWithSecrets {
  readonly text: string;
  readonly secrets: readonly Span[];
}

/**
 * The text with every character of the spans replaced by `*`; lines stay lines.
 *
 * @param spans in order of their start; they may overlap
 */
export function maskSpans(text: string, spans: readonly Span[]): string {
  let masked = '';
  let at = 0;
  for (const { start, end } of spans) {
    if (end <= at) continue;
    const from = Math.max(at, start);
    masked += text.slice(at, from) + stars(text.slice(from, end));
    at = end;
  }
  return masked + text.slice(at);
}

/** Masks the secrets of a checked text in other texts, such as messages that quote it. */
export function secretMasker({ text, secrets }: TextWithSecrets): (other: string) => string {
  const values = [...new Set(secrets.map(({ start, end }) => text.slice(start, end)))];
  return (other) => values.reduce((masked, value) => masked.replaceAll(value, stars), other);
}

function stars(secret: string): string {
  return secret.replaceAll(/[^\r\n]/g, '*');
}
