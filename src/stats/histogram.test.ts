import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Histogram, minimumSamples } from './histogram.ts';

const exactQuantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1] ?? Number.NaN;
};

const durations = fc.array(fc.double({ min: 0.001, max: 3_600_000, noNaN: true }), { minLength: 1, maxLength: 400 });

describe('Histogram', () => {
  test('has no quantile before the first sample', () => {
    expect(new Histogram().quantileMs(0.5)).toBeNull();
  });

  test('gives quantiles within 1 % of the exact ones', () => {
    fc.assert(
      fc.property(durations, fc.constantFrom(0.5, 0.9, 0.95, 0.99, 1), (values, q) => {
        const histogram = new Histogram();
        for (const value of values) histogram.record(value);
        const exact = exactQuantile(values, q);
        const estimate = histogram.quantileMs(q) ?? Number.NaN;
        expect(Math.abs(estimate - exact) / exact).toBeLessThan(0.01);
      }),
    );
  });

  test('merged is the same as recorded in one', () => {
    fc.assert(
      fc.property(durations, durations, (left, right) => {
        const both = new Histogram();
        const a = new Histogram();
        const b = new Histogram();
        for (const value of [...left, ...right]) both.record(value);
        for (const value of left) a.record(value);
        for (const value of right) b.record(value);
        a.merge(b);
        expect([a.count, a.maxMs, a.quantileMs(0.95)]).toEqual([both.count, both.maxMs, both.quantileMs(0.95)]);
      }),
    );
  });

  test('counts durations outside of its range at its ends', () => {
    const histogram = new Histogram();
    for (const value of [0, -1, Number.NaN, 1e12]) histogram.record(value);
    expect(histogram.count).toBe(4);
    expect(histogram.maxMs).toBe(1e12);
  });
});

test('the fewest samples for an interval are those of the order statistics', () => {
  expect([0.5, 0.95, 0.99].map(minimumSamples)).toEqual([6, 72, 368]);
});
