import { describe, expect, it } from 'vitest';
import { WEEK_MS } from '../sql/weeks.ts';
import { endedWeeks, missingWeeks } from './partitions.ts';

/** A Thursday. */
const START = Date.UTC(2026, 0, 1);
const NOW = START + 3 * 86_400_000;
const starts = (...weeks: readonly number[]) => weeks.map((week) => START + week * WEEK_MS);

describe('missingWeeks', () => {
  it.each([
    ['there is none yet', [], starts(0, 1, 2, 3, 4)],
    ['the last one is missing', ['20260101', '20260108', '20260115', '20260122'], starts(4)],
    ['all are there', ['20260129', '20260101'], []],
    ['the server was away for long', ['20251106', '20251113'], starts(0, 1, 2, 3, 4)],
    ['one before the newest was left out', ['20260115'], starts(3, 4)],
    ['the clock was set back', ['20260326'], []],
  ])('when %s', (_when, weeks, missing) => {
    expect(missingWeeks(weeks, NOW)).toEqual(missing);
  });
});

it('endedWeeks are those that ended at the moment or before, the oldest first', () => {
  const weeks = ['20260108', '20260101', '20260115'];
  expect(endedWeeks(weeks, START)).toEqual([]);
  expect(endedWeeks(weeks, START + WEEK_MS - 1)).toEqual([]);
  expect(endedWeeks(weeks, START + WEEK_MS)).toEqual(['20260101']);
  expect(endedWeeks(weeks, START + 2 * WEEK_MS)).toEqual(['20260101', '20260108']);
});
