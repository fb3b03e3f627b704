import { describe, expect, it, test } from 'vitest';
import { hour } from '../../../benchmarks/trend/periods.ts';
import { clusteredShare, difference } from '../../stats/clustered.ts';
import { seededRandom } from '../../../test/random.ts';
import type { WindowFigures } from '../window.ts';
import { comparePeriods } from './comparison.ts';

const RUNS = 40;

const period = (stretches: readonly WindowFigures[]) => ({ sinceMs: 0, untilMs: 3_600_000, stretches });

/** How often the figure gets the verdict. */
function share(seed: number, figure: string, verdict: string, factor: number, errorRate = 0.02): number {
  const uniform = seededRandom(seed);
  let count = 0;
  for (let run = 0; run < RUNS; run++) {
    const { figures } = comparePeriods(
      period(hour(uniform)),
      period(hour(uniform, { medianMs: 40 * factor, errorRate })),
    );
    count += Number(figures.some((compared) => compared.figure === figure && compared.verdict === verdict));
  }
  return count / RUNS;
}

describe('two periods', () => {
  it.each(['p95', 'errors'])('of the same server rarely differ, although its minutes hang together: %s', (figure) => {
    // Three standard errors below 95 %.
    expect(share(1, figure, 'no_difference', 1)).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.95 * 0.05) / RUNS));
  });

  test.each([
    { name: '30 % longer', figure: 'p95', factor: 1.3, errorRate: 0.02, verdict: 'regression' },
    { name: '25 % shorter', figure: 'p95', factor: 0.75, errorRate: 0.02, verdict: 'improved' },
    { name: 'three times the errors', figure: 'errors', factor: 1, errorRate: 0.06, verdict: 'regression' },
  ])('are told apart: $name', ({ figure, factor, errorRate, verdict }) => {
    expect(share(2, figure, verdict, factor, errorRate)).toBeGreaterThanOrEqual(0.95);
  });

  it('differ by what their intervals allow', () => {
    const uniform = seededRandom(3);
    const { figures, reason } = comparePeriods(period(hour(uniform)), period(hour(uniform, { medianMs: 80 })));
    const p95 = figures.find(({ figure }) => figure === 'p95');
    expect(p95).toMatchObject({ verdict: 'regression' });
    expect(p95?.change?.interval.low).toBeLessThan(1);
    expect(p95?.change?.interval.high).toBeGreaterThan(1);
    expect(p95?.before?.interval.low).toBeLessThan(p95?.before?.value ?? 0);
    expect(reason).toMatch(/^p95 worse: \+\d+\.\d % \[\+\d+\.\d, \+\d+\.\d\]; error rate no difference found/);
  });

  it('are not compared with too little, and a p99 not before a p95', () => {
    const uniform = seededRandom(4);
    const few = hour(uniform).slice(0, 9);
    expect(comparePeriods(period(few), period(hour(uniform)))).toMatchObject({
      verdict: 'insufficient_data',
      reason: 'p95: insufficient data; error rate: insufficient data',
    });
    const thin = comparePeriods(
      period(hour(uniform, { callsPerMinute: 4 })),
      period(hour(uniform, { callsPerMinute: 4 })),
    );
    expect(thin.figures.map(({ figure, before }) => [figure, before === null])).toEqual([
      ['p50', false],
      ['p95', false],
      ['p99', true],
      ['errors', false],
    ]);
    expect(comparePeriods(period([]), period([])).verdict).toBe('insufficient_data');
  });
});

describe('a share in batches', () => {
  it('has the plain interval, but for the few batches, where they vary as chance has it', () => {
    const uniform = seededRandom(5);
    const batches = Array.from({ length: 20 }, () => {
      let hits = 0;
      for (let trial = 0; trial < 500; trial++) hits += Number(uniform() < 0.1);
      return { hits, trials: 500 };
    });
    const { effectiveTrials = 0, share } = clusteredShare(batches) ?? {};
    expect(share).toBeCloseTo(0.1, 1);
    expect(effectiveTrials).toBeGreaterThan(5_000);
    expect(effectiveTrials).toBeLessThanOrEqual(10_000);
  });

  it('has a wide one where batches differ', () => {
    const batches = Array.from({ length: 20 }, (_, index) => ({ hits: index === 3 ? 500 : 0, trials: 500 }));
    expect(clusteredShare(batches)?.effectiveTrials).toBeLessThan(30);
  });

  it('has none with fewer than ten batches', () => {
    expect(clusteredShare(Array.from({ length: 9 }, () => ({ hits: 1, trials: 9 })))).toBeNull();
  });

  // Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10, example (a).
  it('minus another has the published interval', () => {
    const a = { value: 56 / 70, interval: { low: 0.692, high: 0.8769 } };
    const b = { value: 48 / 80, interval: { low: 0.4903, high: 0.7006 } };
    const { value, interval } = difference(b, a);
    expect(value).toBeCloseTo(0.2, 9);
    expect(interval.low).toBeCloseTo(0.0524, 3);
    expect(interval.high).toBeCloseTo(0.3339, 3);
  });
});
