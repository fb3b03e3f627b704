import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Histogram } from '../stats/histogram.ts';
import { meanMs, mergeFigures, noOutcomes, windowFigures } from './figures.ts';
import { OUTCOMES, type Outcome } from './operation.ts';
import type { WindowFigures } from './window.ts';

interface Call {
  readonly outcome: Outcome;
  readonly durationMs: number;
}

const figuresOf = (calls: readonly Call[], sinceMs: number): WindowFigures => {
  const durations = new Histogram();
  const outcomes = noOutcomes();
  let sumMs = 0;
  for (const { outcome, durationMs } of calls) {
    outcomes[outcome] += 1;
    if (outcome === 'shed') continue;
    durations.record(durationMs);
    sumMs += durationMs;
  }
  return windowFigures({ sinceMs, untilMs: sinceMs + 60_000, outcomes, sumMs, durations });
};
const told = ({ addDurationsTo: _add, quantileMs, countAboveMs, ...figures }: WindowFigures) => ({
  ...figures,
  quantiles: [0, 0.5, 0.95, 1].map((q) => quantileMs(q)),
  above: [0, 10, 200].map((ms) => countAboveMs(ms)),
});

const calls = fc.array(
  fc.record({ outcome: fc.constantFrom(...OUTCOMES), durationMs: fc.integer({ min: 1, max: 5_000 }) }),
  { maxLength: 50 },
);

describe('the figures of a stretch of time', () => {
  it('count what callers take back as no error, and a refusal as one without a duration', () => {
    const figures = figuresOf(
      OUTCOMES.map((outcome) => ({ outcome, durationMs: outcome === 'shed' ? 0.01 : 100 })),
      0,
    );
    expect([figures.count, figures.errors, meanMs(figures)]).toEqual([6, 4, 100]);
    expect(figures.quantileMs(0)).toBeCloseTo(100, 0);
  });

  it('have no mean without a duration', () => {
    expect(meanMs(figuresOf([], 0))).toBeNull();
    expect(meanMs(figuresOf([{ outcome: 'shed', durationMs: 1 }], 0))).toBeNull();
  });

  it('merged are those of all calls together', () => {
    fc.assert(
      fc.property(fc.array(calls, { maxLength: 4 }), (minutes) => {
        const parts = minutes.map((minute, index) => figuresOf(minute, index * 60_000));
        expect(told(mergeFigures(0, 60_000, parts))).toEqual(told(figuresOf(minutes.flat(), 0)));
      }),
    );
  });
});
