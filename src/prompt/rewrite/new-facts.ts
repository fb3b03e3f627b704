/** What a rewrite states that nobody told: facts that are in none of the texts its author could know them from. */
import { findProtected } from '../lexer/protected.ts';
import type { ProtectedSpan } from '../lexer/protected-span.ts';
import { type Fact, findFacts } from './facts.ts';

/** Searches of a whole text for a fact that stands nowhere in it by itself: each costs as much as reading the text. */
const MAX_SEARCHES = 200;

/** In order of their place, at most `limit`; what lies within another new fact is not told again. */
export function newFacts(
  rewrite: string,
  spans: readonly ProtectedSpan[],
  known: readonly string[],
  limit: number,
): readonly Fact[] {
  const told = new Set<string>();
  const sources = [...new Set(known)];
  for (const text of sources) {
    for (const { key } of findFacts(text, findProtected(text).spans)) told.add(key);
    for (const line of text.split('\n')) told.add(line.trim().toLowerCase());
  }
  const whole = sources.join('\n').toLowerCase();
  let searches = 0;
  const isTold = ({ type, key }: Fact): boolean => {
    if (told.has(key)) return true;
    // A number that is part of another number is another number.
    if (type === 'number' || searches >= MAX_SEARCHES) return false;
    searches += 1;
    return whole.includes(key.toLowerCase());
  };
  const candidates = findFacts(rewrite, spans).toSorted((a, b) => a.start - b.start || b.end - a.end);
  const added: Fact[] = [];
  let reach = 0;
  for (const fact of candidates) {
    if (added.length >= limit) break;
    if (fact.start < reach || isTold(fact)) continue;
    added.push(fact);
    reach = fact.end;
  }
  return added;
}
