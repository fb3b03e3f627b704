import { describe, expect, it } from 'vitest';
import { MAX_HISTORY, advance } from './advance.ts';
import { type AlertBook, EMPTY_BOOK, bookFromText, bookToText, entryOf, isQuiet } from './book.ts';
import type { Condition } from './condition.ts';
import { delivered } from './outbox.ts';
import type { Silence } from './silence.ts';
import { ABOVE, BELOW, CRITICAL, RULES, WARNING, conditions } from '../../../test/alerts/rules.ts';

const SILENCE: Silence = {
  id: 's1',
  matchers: { alertname: 'ResponseTime' },
  comment: 'deploy',
  createdBy: 'local',
  createdAtMs: 0,
  endsAtMs: 300_000,
};

/** Goes through time in steps of 10 s. */
class Run {
  book: AlertBook;
  nowMs = 0;
  readonly told: string[] = [];

  constructor(book: AlertBook = EMPTY_BOOK) {
    this.book = book;
  }

  step(given: ReadonlyMap<string, Condition>, seconds = 10): void {
    for (let i = 0; i < seconds; i += 10) {
      this.nowMs += 10_000;
      const { book } = advance(this.book, {
        rules: RULES,
        conditions: given,
        nowMs: this.nowMs,
        hasReceiver: true,
        historyMs: 86_400_000,
      });
      this.told.push(...book.outbox.map(({ rule, status }) => `${this.nowMs / 1_000} ${rule} ${status}`));
      this.book = delivered(
        book,
        book.outbox.map(({ id }) => id),
      );
    }
  }
}

describe('a slow stretch', () => {
  it('is told as warning, then as critical, then as over, once each', () => {
    const run = new Run();
    run.step(conditions(ABOVE, WARNING, CRITICAL), 200);
    run.step(conditions(BELOW, WARNING, CRITICAL), 400);
    expect(run.told).toEqual([
      '40 ResponseTime/warning firing',
      '130 ResponseTime/critical firing',
      '270 ResponseTime/warning resolved',
      '270 ResponseTime/critical resolved',
    ]);
    expect(run.book.history.map(({ rule, to }) => `${rule} ${to}`)).toEqual([
      'ResponseTime/warning resolved',
      'ResponseTime/critical resolved',
      'ResponseTime/critical firing',
      'ResponseTime/warning firing',
    ]);
  });

  it('that is too short is told to nobody', () => {
    const run = new Run();
    run.step(conditions(ABOVE, WARNING), 30);
    run.step(conditions(BELOW, WARNING), 60);
    expect(run.told).toEqual([]);
    expect(isQuiet(run.book)).toBe(true);
  });

  it('keeps the warning quiet while the critical alert fires, and tells of it afterwards', () => {
    const run = new Run();
    run.step(conditions(ABOVE, CRITICAL), 130);
    run.step(conditions(ABOVE, WARNING, CRITICAL), 60);
    expect(run.told).toEqual(['130 ResponseTime/critical firing']);
    expect(run.book.history[0]).toMatchObject({ rule: WARNING, muted: 'inhibited' });
    run.step(
      new Map([
        [WARNING, ABOVE],
        [CRITICAL, BELOW],
      ]),
      70,
    );
    expect(run.told.slice(1)).toEqual(['260 ResponseTime/warning firing', '260 ResponseTime/critical resolved']);
  });
});

describe('a silence', () => {
  it('keeps an alert quiet from its beginning to its end', () => {
    const run = new Run({ ...EMPTY_BOOK, silences: [SILENCE] });
    run.step(conditions(ABOVE, WARNING), 100);
    run.step(conditions(BELOW, WARNING), 150);
    expect(entryOf(run.book, WARNING).state.kind).toBe('resolved');
    run.step(conditions(BELOW, WARNING), 400);
    expect(run.told).toEqual([]);
    expect(run.book.silences).toEqual([]);
  });

  it('that ends while the alert fires lets it be told', () => {
    const run = new Run({ ...EMPTY_BOOK, silences: [SILENCE] });
    run.step(conditions(ABOVE, WARNING), 310);
    expect(run.told).toEqual(['300 ResponseTime/warning firing']);
  });

  it('holds back the end of an alert that was told, and no longer than it lasts', () => {
    const run = new Run();
    run.step(conditions(ABOVE, WARNING), 100);
    run.book = { ...run.book, silences: [SILENCE] };
    run.step(conditions(BELOW, WARNING), 190);
    expect(run.told).toEqual(['40 ResponseTime/warning firing']);
    expect(isQuiet(run.book)).toBe(false);
    run.step(conditions(BELOW, WARNING), 10);
    expect(run.told.slice(1)).toEqual(['300 ResponseTime/warning resolved']);
  });

  it('of one alert leaves the others alone', () => {
    const run = new Run({ ...EMPTY_BOOK, silences: [{ ...SILENCE, matchers: { severity: 'warning' } }] });
    run.step(conditions(ABOVE, WARNING, CRITICAL), 130);
    expect(run.told).toEqual(['130 ResponseTime/critical firing']);
  });
});

it('an alert that ends for want of calls says so', () => {
  const run = new Run();
  run.step(conditions(ABOVE, WARNING), 40);
  run.step(new Map(), 3_600);
  expect(run.told).toHaveLength(1);
  run.step(new Map(), 10);
  expect(run.told).toHaveLength(2);
  expect(run.book.history[0]).toMatchObject({ to: 'resolved', reason: 'no_data' });
});

it('nothing is written when nothing happens', () => {
  const { book } = advance(EMPTY_BOOK, {
    rules: RULES,
    conditions: conditions(BELOW, WARNING),
    nowMs: 1,
    hasReceiver: true,
    historyMs: 1_000,
  });
  expect(book).toBe(EMPTY_BOOK);
});

it('the history has a bound, and forgets', () => {
  const item = { rule: WARNING, severity: 'warning', to: 'firing', startedAtMs: 0, condition: ABOVE } as const;
  const book = {
    ...EMPTY_BOOK,
    history: Array.from({ length: 300 }, (_, index) => ({ ...item, atMs: 1_000 - index })),
  };
  const after = (nowMs: number) =>
    advance(book, { rules: RULES, conditions: new Map(), nowMs, hasReceiver: true, historyMs: 1_000 }).book.history;
  expect(after(1_000)).toHaveLength(MAX_HISTORY);
  expect(after(1_950)).toHaveLength(50);
});

it('a book survives being written down, and what is none is not taken for one', () => {
  const run = new Run({ ...EMPTY_BOOK, silences: [SILENCE] });
  run.step(conditions(ABOVE, WARNING), 60);
  expect(bookFromText(bookToText(run.book))).toEqual(run.book);
  for (const text of ['', 'null', '[]', '{"format":2}']) expect(bookFromText(text)).toBeUndefined();
});
