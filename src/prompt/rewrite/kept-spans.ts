/** What of a prompt has to be found again in a rewrite, and what of it is not: lost, or out of order. */
import { isCjk, isWord } from '../lexer/chars.ts';
import type { ProtectedKind, ProtectedSpan } from '../lexer/protected-span.ts';
import type { Span } from '../types.ts';

export interface KeptSpan extends Span {
  readonly kind: ProtectedKind | 'secret';
  readonly text: string;
}

export interface MissingSpan extends KeptSpan {
  readonly reason: 'lost' | 'moved';
}

const UNIT =
  /^(?:[kmcnµ]?m|m?g|kg|lbs?|oz|m?l|lit(?:er|re)s?|met(?:er|re)s?|kilomet(?:er|re)s?|miles?|feet|foot|ft|inch(?:es)?|acres?|degrees?|celsius|fahrenheit|h|hrs?|hours?|mins?|minutes?|m?s|secs?|seconds?|days?|nights?|weeks?|months?|years?|decades?|[kmgt]i?b|bytes?|bits?|[kmg]?hz|[km]?w|v|px|pt|r?em|vh|vw|usd|eur|gbp|chf|jpy|cny|inr|cad|aud|dollars?|euros?|pounds?|cents?|percent|million|billion|thousand|hundred|words?|characters?|chars?|letters?|tokens?|sentences?|paragraphs?|sections?|bullets?|points?|lines?|pages?|items?|steps?|examples?|times|rows?|columns?|people|persons?|students?|users?|x|am|pm)$/i;
/** A list number: structure, which a rewrite may change. */
const LIST_MARK = /^\d{1,3}[.)]\s/;
const MAX_INDENT = 20;
/** Searches for spans that are not where they should be: each costs as much as reading the rewrite. */
const MAX_SEARCHES = 200;

/**
 * The protected spans and secrets of a prompt, in order and without overlap; `prompt` has its secrets masked, which stand
 * at `secrets`.
 */
export function keptSpans(
  prompt: string,
  spans: readonly ProtectedSpan[],
  secrets: readonly Span[],
): readonly KeptSpan[] {
  const ranges = [...spans, ...secrets.map(({ start, end }) => ({ kind: 'secret' as const, start, end }))];
  if (secrets.length > 0) ranges.sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: { kind: KeptSpan['kind']; start: number; end: number }[] = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    if (last && range.start < last.end) last.end = Math.max(last.end, range.end);
    else if (!isListMark(prompt, range)) merged.push({ ...range });
  }
  return merged.map(({ kind, start, end }) => {
    const text = prompt.slice(start, end);
    if (kind !== 'number') return { kind, start, end, text };
    const amount = amountIn(text);
    return { kind, start: start + amount.start, end: start + amount.end, text: text.slice(amount.start, amount.end) };
  });
}

function isListMark(prompt: string, { kind, start }: { readonly kind: string; readonly start: number }): boolean {
  if (kind !== 'number') return false;
  let before = start - 1;
  // Only blanks stand before it; after many of them it is no list.
  while (start - before <= MAX_INDENT && (prompt[before] === ' ' || prompt[before] === '\t')) before--;
  return (before === -1 || prompt[before] === '\n') && LIST_MARK.test(prompt.slice(start, start + 5));
}

/** Without a word before a colon, and without a word behind it that is no unit: of `side:3 short`, `3` has to stay. */
function amountIn(text: string): Span {
  const label = /^\p{L}+:(?=\S*\p{Nd})/u.exec(text)?.[0].length ?? 0;
  const word = /\s(\p{L}+)$/u.exec(text);
  if (!word || isCjk(word[1]?.charCodeAt(0) ?? 0) || UNIT.test(word[1] ?? ''))
    return { start: label, end: text.length };
  return { start: label, end: word.index };
}

/** Spans that `rewrite` does not hold, or not behind the span before them; at most `limit`. */
export function missingSpans(
  kept: readonly KeptSpan[],
  rewrite: string,
  rewriteSpans: readonly KeptSpan[],
  limit: number,
): readonly MissingSpan[] {
  const first = firstMissing(kept, rewrite);
  if (first === -1) return [];
  const missing = explain(kept, rewrite, rewriteSpans, limit);
  const witness = kept[first];
  return missing.length > 0 || !witness ? missing : [{ ...witness, reason: 'lost' }];
}

/** Each search starts where the one before ended, so all of them together read the rewrite once. */
function firstMissing(kept: readonly KeptSpan[], rewrite: string): number {
  let from = 0;
  return kept.findIndex((span) => {
    const at = findWhole(rewrite, span, from);
    if (at !== -1) from = at + span.text.length;
    return at === -1;
  });
}

/** `5 m` is not found in `15 minutes`, nor `10` in `10,000`. */
function findWhole(text: string, { kind, text: part }: KeptSpan, from: number): number {
  const wordFirst = isWord(part.charCodeAt(0));
  const wordLast = isWord(part.charCodeAt(part.length - 1));
  for (let at = text.indexOf(part, from); at !== -1; at = text.indexOf(part, at + 1)) {
    const end = at + part.length;
    if (wordFirst && isWord(text.charCodeAt(at - 1))) continue;
    if (wordLast && isWord(text.charCodeAt(end))) continue;
    if (kind === 'number' && (/\d[.,:]$/.test(text.slice(at - 2, at)) || /^[.,:]\d/.test(text.slice(end, end + 2))))
      continue;
    return at;
  }
  return -1;
}

/**
 * The k-th of several equal spans is looked for at the k-th place. What is at no place is lost; of the rest, the longest
 * run that is in order stands still and the others have moved.
 */
function explain(
  kept: readonly KeptSpan[],
  rewrite: string,
  rewriteSpans: readonly KeptSpan[],
  limit: number,
): readonly MissingSpan[] {
  const places = new Map<string, number[]>();
  for (const { text, start } of rewriteSpans) {
    const list = places.get(text);
    if (list) list.push(start);
    else places.set(text, [start]);
  }
  const used = new Map<string, number>();
  const gone = new Set<string>();
  let searches = 0;
  const placeOf = (span: KeptSpan): number => {
    const count = used.get(span.text) ?? 0;
    const known = places.get(span.text)?.[count];
    if (known === undefined && (gone.has(span.text) || searches >= MAX_SEARCHES)) return -1;
    if (known === undefined) searches += 1;
    // It may stand inside a larger span of the rewrite.
    const place = known ?? findWhole(rewrite, span, (places.get(span.text)?.at(-1) ?? -1) + 1);
    if (place === -1) {
      gone.add(span.text);
      return -1;
    }
    used.set(span.text, count + 1);
    if (known === undefined) places.set(span.text, [...(places.get(span.text) ?? []), place]);
    return place;
  };
  const found = kept.map(placeOf);
  const inOrder = longestRise(found);
  const missing: MissingSpan[] = [];
  for (const [index, span] of kept.entries()) {
    if (missing.length >= limit) break;
    if (found[index] === -1) missing.push({ ...span, reason: 'lost' });
    else if (!inOrder.has(index)) missing.push({ ...span, reason: 'moved' });
  }
  return missing;
}

/** Indexes of a longest strictly rising subsequence of the places that are not -1. Patience sorting. */
function longestRise(places: readonly number[]): ReadonlySet<number> {
  const ends: number[] = [];
  const before = new Int32Array(places.length).fill(-1);
  for (const [index, place] of places.entries()) {
    if (place === -1) continue;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[ends[middle] ?? 0] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? (ends[low - 1] ?? -1) : -1;
    ends[low] = index;
  }
  const rise = new Set<number>();
  for (let at = ends.at(-1) ?? -1; at !== -1; at = before[at] ?? -1) rise.add(at);
  return rise;
}
