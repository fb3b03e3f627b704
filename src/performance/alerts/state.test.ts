import { describe, expect, it } from 'vitest';
import type { Condition } from './condition.ts';
import { type AlertState, nextState } from './state.ts';

const NOW_MS = 1_000_000;
const TIMING = { forMs: 30_000, keepFiringMs: 60_000, noDataMs: 600_000 };

const INACTIVE: AlertState = { kind: 'inactive' };
const pending = (sinceMs: number): AlertState => ({ kind: 'pending', sinceMs });
const firing = (ending: Extract<AlertState, { kind: 'firing' }>['ending'] = { kind: 'none' }): AlertState => ({
  kind: 'firing',
  startedAtMs: 500_000,
  ending,
});
const resolved = (
  resolvedAtMs: number,
  reason: 'recovered' | 'no_data' = 'recovered',
  startedAtMs = 500_000,
): AlertState => ({
  kind: 'resolved',
  startedAtMs,
  resolvedAtMs,
  reason,
});

const CONDITIONS: Readonly<Record<Condition['kind'], Condition>> = {
  above: { kind: 'above', value: 250, samples: 100 },
  between: { kind: 'between', value: 140, samples: 100 },
  below: { kind: 'below', value: 20, samples: 100 },
  insufficient: { kind: 'insufficient', samples: 3 },
};

const ago = (ms: number) => NOW_MS - ms;

/** State, and what becomes of it under each condition. Every time bound stands here on both of its sides. */
const TABLE: readonly (readonly [string, AlertState, Readonly<Record<Condition['kind'], AlertState>>])[] = [
  ['inactive', INACTIVE, { above: pending(NOW_MS), between: INACTIVE, below: INACTIVE, insufficient: INACTIVE }],
  [
    'pending for less than it takes',
    pending(ago(29_999)),
    { above: pending(ago(29_999)), between: INACTIVE, below: INACTIVE, insufficient: INACTIVE },
  ],
  [
    'pending for as long as it takes',
    pending(ago(30_000)),
    {
      above: { kind: 'firing', startedAtMs: NOW_MS, ending: { kind: 'none' } },
      between: INACTIVE,
      below: INACTIVE,
      insufficient: INACTIVE,
    },
  ],
  [
    'firing',
    firing(),
    {
      above: firing(),
      between: firing(),
      below: firing({ kind: 'recovered', sinceMs: NOW_MS }),
      insufficient: firing({ kind: 'no_data', sinceMs: NOW_MS }),
    },
  ],
  [
    'firing, below for less than it takes',
    firing({ kind: 'recovered', sinceMs: ago(59_999) }),
    {
      above: firing(),
      between: firing(),
      below: firing({ kind: 'recovered', sinceMs: ago(59_999) }),
      insufficient: firing({ kind: 'no_data', sinceMs: NOW_MS }),
    },
  ],
  [
    'firing, below for as long as it takes',
    firing({ kind: 'recovered', sinceMs: ago(60_000) }),
    {
      above: firing(),
      between: firing(),
      below: resolved(NOW_MS),
      insufficient: firing({ kind: 'no_data', sinceMs: NOW_MS }),
    },
  ],
  [
    'firing, without data for less than it takes',
    firing({ kind: 'no_data', sinceMs: ago(599_999) }),
    {
      above: firing(),
      between: firing(),
      below: firing({ kind: 'recovered', sinceMs: NOW_MS }),
      insufficient: firing({ kind: 'no_data', sinceMs: ago(599_999) }),
    },
  ],
  [
    'firing, without data for as long as it takes',
    firing({ kind: 'no_data', sinceMs: ago(600_000) }),
    {
      above: firing(),
      between: firing(),
      below: firing({ kind: 'recovered', sinceMs: NOW_MS }),
      insufficient: resolved(NOW_MS, 'no_data'),
    },
  ],
  [
    'resolved a moment ago',
    resolved(ago(899_999)),
    {
      above: pending(NOW_MS),
      between: resolved(ago(899_999)),
      below: resolved(ago(899_999)),
      insufficient: resolved(ago(899_999)),
    },
  ],
  [
    'resolved long ago',
    resolved(ago(900_000)),
    { above: pending(NOW_MS), between: INACTIVE, below: INACTIVE, insufficient: INACTIVE },
  ],
];

describe('an alert', () => {
  const cells = TABLE.flatMap(([name, state, row]) =>
    Object.entries(row).map(([kind, next]) => ({ name, state, kind: kind as Condition['kind'], next })),
  );

  it.each(cells)('$name, $kind', ({ state, kind, next }) => {
    const got = nextState(state, CONDITIONS[kind], TIMING, NOW_MS);
    expect(got).toEqual(next);
    // What does not change is not written anew.
    const isSame = JSON.stringify(state) === JSON.stringify(next);
    expect(got === state || got.kind === 'inactive').toBe(isSame || next.kind === 'inactive');
  });

  it('fires at once when it need not last', () => {
    expect(nextState(INACTIVE, CONDITIONS.above, { ...TIMING, forMs: 0 }, NOW_MS).kind).toBe('firing');
    expect(nextState(resolved(ago(1)), CONDITIONS.above, { ...TIMING, forMs: 0 }, NOW_MS).kind).toBe('firing');
  });

  it('is resolved at once when it need not keep firing', () => {
    expect(nextState(firing(), CONDITIONS.below, { ...TIMING, keepFiringMs: 0 }, NOW_MS).kind).toBe('resolved');
  });

  it('never ends for want of data when told so', () => {
    const silent = firing({ kind: 'no_data', sinceMs: 0 });
    expect(nextState(silent, CONDITIONS.insufficient, { ...TIMING, noDataMs: 0 }, 1e15)).toBe(silent);
  });
});
