import { describe, expect, it, test } from 'vitest';
import { KINDS } from '../../benchmarks/trend/noise.ts';
import { forecast, MIN_FORECAST_POINTS } from './forecast.ts';
import { seededRandom } from '../../test/random.ts';

const KNOWN = 90;
const AHEAD = 15;
const RUNS = 100;

describe('the 80 % interval of a forecast', () => {
  test.each(KINDS.map(({ name, make }) => [name, make] as const))(
    'holds 70 to 90 %% of what comes: %s',
    (_name, make) => {
      const uniform = seededRandom(5);
      let within = 0;
      for (let run = 0; run < RUNS; run++) {
        const series = make(uniform, KNOWN + AHEAD, KNOWN);
        const steps = forecast(series.slice(0, KNOWN))?.steps ?? [];
        expect(steps).toHaveLength(AHEAD);
        for (const [index, { low, high }] of steps.entries()) {
          const value = series[KNOWN + index] ?? Number.NaN;
          if (low <= value && value <= high) within += 1;
        }
      }
      const coverage = within / (RUNS * AHEAD);
      expect(coverage).toBeGreaterThanOrEqual(0.7);
      expect(coverage).toBeLessThanOrEqual(0.9);
    },
  );
});

describe('a forecast', () => {
  it('follows a rise, and not for ever', () => {
    const uniform = seededRandom(3);
    const series = Array.from({ length: 180 }, (_, at) => 0.01 * at + 0.01 * uniform());
    const { method, errorRatio, steps } = forecast(series) ?? { steps: [] };
    expect(method).toBe('damped_holt');
    expect(errorRatio).toBeLessThan(0.9);
    expect(steps.at(0)?.value).toBeGreaterThan(1.79);
    expect(steps.at(-1)?.value).toBeGreaterThan(1.9);
    expect(steps.at(-1)?.value).toBeLessThan(1.8 + 0.01 * 31);
  });

  it('says of most random walks that nothing beats the last value, and then forecasts that', () => {
    const walk = KINDS.find(({ name }) => name === 'random walk');
    const uniform = seededRandom(8);
    const walks = Array.from({ length: 20 }, () => walk?.make(uniform, 180, 180) ?? []);
    const same = walks
      .map((series) => ({ last: series.at(-1), told: forecast(series) }))
      .filter(({ told }) => told?.method === 'last_value');
    expect(same.length).toBeGreaterThan(14);
    expect(same.map(({ told }) => told?.steps.at(-1)?.value)).toEqual(same.map(({ last }) => last));
  });

  it('of a constant is the constant, without doubt', () => {
    const steps = forecast(Array.from({ length: 120 }, () => 4))?.steps;
    expect(steps?.at(-1)).toEqual({ value: 4, low: 4, high: 4 });
  });

  it('bridges holes, also at the end', () => {
    const uniform = seededRandom(4);
    const series = Array.from({ length: 200 }, (_, at) => (at % 7 === 0 || at > 195 ? null : 1 + 0.1 * uniform()));
    for (const { value, low, high } of forecast(series)?.steps ?? []) {
      expect(value).toBeCloseTo(1.05, 1);
      expect(low).toBeLessThan(value);
      expect(high).toBeGreaterThan(value);
    }
  });

  it('needs enough values', () => {
    const series = Array.from({ length: MIN_FORECAST_POINTS - 1 }, (_, at) => at);
    expect(forecast(series)).toBeNull();
    expect(forecast([null, ...series])).toBeNull();
    expect(forecast([...series, 90])).not.toBeNull();
  });
});
