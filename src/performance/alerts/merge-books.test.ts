import { expect, it } from 'vitest';
import { advance } from './advance.ts';
import { type AlertBook, EMPTY_BOOK, entryOf } from './book.ts';
import { mergeBooks } from './merge-books.ts';
import { claim, delivered } from './outbox.ts';
import { ABOVE, BELOW, CRITICAL, RULES, WARNING, conditions } from '../../../test/alerts/rules.ts';

/** What a replica makes of a book in ten minutes in which `rules` were above (or below). */
function alone(book: AlertBook, startMs: number, ...given: Parameters<typeof conditions>): AlertBook {
  let next = book;
  for (let i = 0; i < 60; i++) {
    const nowMs = startMs + i * 10_000;
    next = advance(next, {
      rules: RULES,
      conditions: conditions(...given),
      nowMs,
      hasReceiver: true,
      historyMs: 1e9,
    }).book;
  }
  return next;
}

const sent = (book: AlertBook): AlertBook =>
  delivered(
    claim(book, 'me', 1, 1e9),
    book.outbox.map(({ id }) => id),
  );

it('what only the lonely replica has seen joins the shared book, with what it has not told yet', () => {
  const merged = mergeBooks(EMPTY_BOOK, alone(EMPTY_BOOK, 0, ABOVE, WARNING), EMPTY_BOOK);
  expect(entryOf(merged, WARNING).state.kind).toBe('firing');
  expect(merged.outbox.map(({ rule, status }) => `${rule} ${status}`)).toEqual([`${WARNING} firing`]);
  expect(merged.history).toHaveLength(1);
  expect(merged.news).toBeGreaterThan(0);
});

it('what others have changed meanwhile stays as they have it', () => {
  const shared = alone(EMPTY_BOOK, 5, ABOVE, WARNING);
  const merged = mergeBooks(EMPTY_BOOK, alone(EMPTY_BOOK, 0, ABOVE, WARNING, CRITICAL), shared);
  expect(entryOf(merged, WARNING)).toEqual(entryOf(shared, WARNING));
  expect(entryOf(merged, CRITICAL).state.kind).toBe('firing');
  expect(merged.outbox.map(({ rule }) => rule)).toEqual([WARNING, CRITICAL]);
});

it('what it has told alone is not told again', () => {
  const base = alone(EMPTY_BOOK, 0, ABOVE, WARNING);
  const merged = mergeBooks(base, sent(base), base);
  expect(merged.outbox).toEqual([]);
  const over = alone(sent(base), 700_000, BELOW, WARNING);
  expect(mergeBooks(base, over, base).outbox.map(({ status }) => status)).toEqual(['resolved']);
});
