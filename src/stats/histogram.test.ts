import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Histogram, MAX_ENCODED_BYTES, minimumSamples } from './histogram.ts';

const exactQuantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1] ?? Number.NaN;
};

/** Deterministic durations in milliseconds of a shape that latencies take, from uniform numbers in 0 to 1. */
const SHAPES: Readonly<Record<string, (u: number, v: number) => number>> = {
  uniform: (u) => 1 + 199 * u,
  exponential: (u) => -20 * Math.log(1 - u),
  lognormal: (u, v) => 15 * Math.exp(0.8 * Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v)),
  bimodal: (u, v) => (v < 0.8 ? 2 + u : 150 + 20 * u),
  'heavy-tailed (Pareto)': (u) => 5 * (1 - u) ** (-1 / 1.2),
  discrete: (u) => [0.25, 3, 3, 3, 47.5, 1000][Math.floor(6 * u)] ?? 3,
};
const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const pairs = fc.array(fc.tuple(unit, unit), { minLength: 1, maxLength: 400 });
const quantiles = fc.constantFrom(0.5, 0.9, 0.95, 0.99, 0.999, 1);

const recorded = (values: readonly number[]): Histogram => {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
};

const bytesOf = (histogram: Histogram): Uint8Array => {
  const target = new Uint8Array(MAX_ENCODED_BYTES);
  return target.subarray(0, histogram.encodeInto(target, 0));
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

  describe.each(Object.entries(SHAPES))('%s durations', (_name, shape) => {
    test('gives quantiles within 1 % of the exact ones, merged from parts, as objects and as bytes', () => {
      fc.assert(
        fc.property(fc.array(pairs, { minLength: 1, maxLength: 5 }), quantiles, (parts, q) => {
          // The promise holds from 1 µs to 71 minutes.
          const values = parts.map((part) => part.map(([u, v]) => Math.min(4_000_000, Math.max(0.001, shape(u, v)))));
          const merged = new Histogram();
          for (const [index, part] of values.entries()) {
            if (index % 2 === 0) merged.merge(recorded(part));
            else merged.mergeBytes(bytesOf(recorded(part)));
          }
          const exact = exactQuantile(values.flat(), q);
          expect(Math.abs((merged.quantileMs(q) ?? Number.NaN) - exact) / exact).toBeLessThan(0.01);
        }),
      );
    });
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

  test('counts above a limit what it says the quantiles are', () => {
    fc.assert(
      fc.property(durations, fc.double({ min: 0, max: 4_000_000, noNaN: true }), (values, limitMs) => {
        const histogram = recorded(values);
        const above = histogram.countAboveMs(limitMs);
        const byRank = values.filter((_, index) => (histogram.quantileMs((index + 1) / values.length) ?? 0) > limitMs);
        expect(above).toBe(byRank.length);
        expect(above).toBeGreaterThanOrEqual(values.filter((value) => value > limitMs * 1.01).length);
        expect(above).toBeLessThanOrEqual(values.filter((value) => value > limitMs * 0.99).length);
      }),
    );
  });

  test('cleared is as new', () => {
    const histogram = recorded([1, 2, 3]);
    histogram.clear();
    expect([histogram.count, histogram.maxMs, histogram.quantileMs(0.5)]).toEqual([0, 0, null]);
    expect(bytesOf(histogram)).toEqual(bytesOf(new Histogram()));
  });

  test('comes back from its bytes as it was, wherever they stand', () => {
    fc.assert(
      fc.property(fc.array(fc.double()), fc.nat(50), (values, offset) => {
        const histogram = recorded(values);
        const target = new Uint8Array(offset + MAX_ENCODED_BYTES).subarray(1);
        const end = histogram.encodeInto(target, offset);
        const copy = new Histogram();
        copy.mergeBytes(target.subarray(offset, end));
        expect(copy).toEqual(histogram);
        expect(bytesOf(copy)).toEqual(bytesOf(histogram));
        expect([copy.count, copy.maxMs, copy.quantileMs(0.5)]).toEqual([
          histogram.count,
          histogram.maxMs,
          histogram.quantileMs(0.5),
        ]);
      }),
    );
  });

  test('takes a few bytes: a second of one tool, and a minute of a busy one', () => {
    expect(bytesOf(recorded([12, 13, 14, 250])).length).toBeLessThan(30);
    const shape = SHAPES['lognormal'] ?? ((u) => u);
    const minute = Array.from({ length: 10_000 }, (_, index) => shape(index / 10_000, (index * 0.618) % 1));
    expect(bytesOf(recorded(minute)).length).toBeLessThan(1_500);
  });

  test.each([
    ['nothing', []],
    ['another version', [2, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['a header cut off', [1, 0, 0, 0]],
    ['a longest duration that is no number', [1, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f]],
    ['a count cut off', [1, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 3]],
    ['a count of none', [1, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 3, 0]],
    ['a bucket too far', [1, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0xff, 0x0f, 1, 0, 1]],
    ['a number without end', [1, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
  ])('refuses bytes with %s, and adds none of them', (_name, bytes) => {
    const histogram = recorded([5]);
    const before = bytesOf(histogram);
    expect(() => histogram.mergeBytes(Uint8Array.from(bytes))).toThrow(RangeError);
    expect(bytesOf(histogram)).toEqual(before);
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
