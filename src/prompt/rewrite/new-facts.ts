/** What a rewrite states that nobody told: facts that are in none of the texts its author could know them from. */
import { findProtected } from '../lexer/protected.ts';
import type { Reading } from '../reading.ts';
import { type Fact, findFacts } from './facts.ts';

/** Searches of a whole text for a fact that stands nowhere in it by itself: each costs as much as reading the text. */
const MAX_SEARCHES = 200;

/** A text with its protected spans. */
type Told = Pick<Reading, 'prompt' | 'spans'>;

/** In order of their place, at most `limit`; what lies within another new fact is not told again. */
export function newFacts(rewrite: Told, prompt: Told, known: readonly string[], limit: number): readonly Fact[] {
  const told = new Set<string>();
  const others = [...new Set(known)].filter((text) => text !== prompt.prompt);
  const sources = [prompt, ...others.map((text): Told => ({ prompt: text, spans: findProtected(text).spans }))];
  for (const source of sources) for (const { key } of findFacts(source.prompt, source.spans)) told.add(key);
  const whole = sources.map((source) => source.prompt.toLowerCase()).join('\n');
  for (const line of whole.split('\n')) told.add(line.trim());
  let searches = 0;
  const isTold = ({ type, key }: Fact): boolean => {
    if (told.has(key)) return true;
    // A number that is part of another number is another number.
    if (type === 'number' || searches >= MAX_SEARCHES) return false;
    searches += 1;
    return whole.includes(key.toLowerCase());
  };
  const candidates = findFacts(rewrite.prompt, rewrite.spans).toSorted((a, b) => a.start - b.start || b.end - a.end);
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
