import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { autoregressive, rising, type Uniform } from '../../benchmarks/trend/noise.ts';
import { autocorrelation, slopeVarianceInflation } from './persistence.ts';
import { seededRandom } from '../../test/random.ts';
import { points, type Series } from './series.ts';
import { estimateTrend, MIN_TREND_POINTS } from './trend.ts';

const RUNS = 400;
/** Three standard errors above the rate that is allowed. */
const allowed = (rate: number) => rate + 3 * Math.sqrt((rate * (1 - rate)) / RUNS);

function share(seed: number, make: (uniform: Uniform) => Series, is: (series: Series) => boolean): number {
  const uniform = seededRandom(seed);
  let count = 0;
  for (let run = 0; run < RUNS; run++) count += Number(is(make(uniform)));
  return count / RUNS;
}
const isTrend = (series: Series) => (estimateTrend(series)?.pValue ?? 1) < 0.05;

describe('a trend', () => {
  test.each([
    { n: 30, phi: 0 },
    { n: 30, phi: 0.7 },
    { n: 60, phi: 0.5 },
    { n: 90, phi: 0.7 },
  ])('is seen in at most 5 % of series of $n values without one, with memory $phi', ({ n, phi }) => {
    expect(share(n, (uniform) => autoregressive(uniform, n, phi, 1), isTrend)).toBeLessThan(allowed(0.05));
  });

  it('is no more often seen where minutes are missing', () => {
    const make = (uniform: Uniform) =>
      autoregressive(uniform, 72, 0.6, 1).map((value) => (uniform() < 0.2 ? null : value));
    expect(share(1, make, isTrend)).toBeLessThan(allowed(0.05));
  });

  test.each([
    { sd: 0.05, phi: 0.5 },
    { sd: 0.1, phi: 0 },
    { sd: 0.1, phi: 0.3 },
  ])('of 30 % in an hour is seen under noise of $sd with memory $phi', ({ sd, phi }) => {
    const make = (uniform: Uniform) => rising(autoregressive(uniform, 60, phi, sd), 1.3);
    expect(share(7, make, isTrend)).toBeGreaterThanOrEqual(0.95);
  });

  it('has its slope in the interval 95 times of 100', () => {
    const slope = Math.log(1.3) / 59;
    const make = (uniform: Uniform) => rising(autoregressive(uniform, 60, 0.5, 0.1), 1.3);
    const isCovered = (series: Series) => {
      const { low, high } = estimateTrend(series)?.slopeInterval ?? { low: 1, high: 0 };
      return low <= slope && slope <= high;
    };
    expect(share(11, make, isCovered)).toBeGreaterThan(1 - allowed(0.05));
  });

  it('of a straight line is the line', () => {
    const estimate = estimateTrend(Array.from({ length: 40 }, (_, at) => 3 + 0.5 * at));
    expect(estimate?.pValue).toBeLessThan(0.001);
    expect(estimate).toMatchObject({ slope: 0.5, slopeInterval: { low: 0.5, high: 0.5 }, intercept: 3 });
  });

  it('is not there in values that are all the same', () => {
    expect(estimateTrend(Array.from({ length: 40 }, () => 5))).toMatchObject({ pValue: 1, slope: 0 });
  });

  it('needs enough values, whatever the holes', () => {
    const series = [...Array.from({ length: MIN_TREND_POINTS - 1 }, (_, at) => at), ...Array<null>(50).fill(null)];
    expect(estimateTrend(series)).toBeNull();
    expect(estimateTrend([...series, 80])).not.toBeNull();
  });

  it('turns round with the series, and does not change with its unit', () => {
    const series = fc.array(fc.option(fc.integer({ min: 0, max: 20 })), { minLength: 50, maxLength: 80 });
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 9 }), (values, unit) => {
        const estimate = estimateTrend(values);
        const turned = estimateTrend(values.map((value) => (value === null ? null : -unit * value)));
        if (estimate === null || turned === null) return;
        expect(turned.pValue).toBeCloseTo(estimate.pValue, 9);
        expect(turned.slope).toBeCloseTo(-unit * estimate.slope, 9);
        expect(estimate.slopeInterval.low).toBeLessThanOrEqual(estimate.slope);
        expect(estimate.slopeInterval.high).toBeGreaterThanOrEqual(estimate.slope);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the memory of a series', () => {
  it('is its autocorrelation, holes left out', () => {
    expect(autocorrelation([1, -1, 1, -1, 1, -1, 1, -1], 1)).toBeCloseTo(-7 / 8, 9);
    expect(autocorrelation([1, 1, -1, -1, null, 1, 1, -1, -1], 1)).toBeCloseTo((2 / 6) * (8 / 9), 9);
    expect(autocorrelation([4, 4, 4], 1)).toBe(0);
  });

  it('makes the slope of n values vary as the double sum over all pairs says', () => {
    const known = points([1, 1, null, 1, 1, null, null, 1]);
    const centre = known.reduce((sum, { at }) => sum + at, 0) / known.length;
    let squares = 0;
    let all = 0;
    for (const a of known) {
      squares += (a.at - centre) ** 2;
      for (const b of known) all += (a.at - centre) * (b.at - centre) * 0.6 ** Math.abs(a.at - b.at);
    }
    expect(slopeVarianceInflation(known, 0.6)).toBeCloseTo(all / squares, 9);
    expect(slopeVarianceInflation(known, 0)).toBe(1);
  });
});
