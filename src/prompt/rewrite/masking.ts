/** Secrets out of sight: several texts with every secret that is found in one of them masked in all. */
import { findSecrets } from '../secrets/find.ts';
import type { Span } from '../types.ts';
import { maskSecrets } from '../secrets/mask.ts';

/** Secrets looked for in the texts they were not found in; further ones are masked where they were found. */
const MAX_SOUGHT = 200;

/**
 * Texts of the same length each: offsets stay valid. A secret that is masked already stays as it is.
 * @param known the secrets of texts that were searched before
 */
export function maskAlike(
  texts: readonly string[],
  known: ReadonlyMap<string, readonly Span[]> = new Map(),
): readonly string[] {
  const searched = new Map(known);
  const found = texts.map((text) => {
    const secrets = searched.get(text) ?? findSecrets(text);
    searched.set(text, secrets);
    return secrets;
  });
  const secrets = new Set(
    texts.flatMap((text, index) => (found[index] ?? []).map(({ start, end }) => text.slice(start, end))),
  );
  if (secrets.size === 0) return texts;
  // The longest first: one secret may be a part of another.
  const sought = [...secrets].toSorted((a, b) => b.length - a.length).slice(0, MAX_SOUGHT);
  return texts.map((text, index) => {
    let masked = maskSecrets(text, found[index] ?? []);
    for (const secret of sought) masked = masked.replaceAll(secret, '*'.repeat(secret.length));
    return masked;
  });
}
