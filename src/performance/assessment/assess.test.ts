import { describe, expect, it, test } from 'vitest';
import { autoregressive, rising } from '../../../benchmarks/trend/noise.ts';
import { Histogram } from '../../stats/histogram.ts';
import { seededRandom } from '../../../test/random.ts';
import { noOutcomes, windowFigures } from '../figures.ts';
import type { WindowFigures } from '../window.ts';
import { assess } from './assess.ts';
import { gradesOf } from './grade.ts';
import { p95Series } from './p95-series.ts';

const MINUTE_MS = 60_000;

interface Stretch {
  readonly durationsMs: readonly number[];
  readonly errors?: number;
  readonly shed?: number;
  readonly minute?: number;
}

function figures({ durationsMs, errors = 0, shed = 0, minute = 0 }: Stretch): WindowFigures {
  const durations = new Histogram();
  for (const duration of durationsMs) durations.record(duration);
  return windowFigures({
    sinceMs: minute * MINUTE_MS,
    untilMs: (minute + 1) * MINUTE_MS,
    outcomes: { ...noOutcomes(), ok: durationsMs.length - errors, tool_error: errors, shed },
    sumMs: durationsMs.reduce((sum, duration) => sum + duration, 0),
    durations,
  });
}
const times = (count: number, durationMs: number) => Array<number>(count).fill(durationMs);

describe('a grade', () => {
  test.each([
    { durationMs: 49, errors: 9, letter: 'A' },
    { durationMs: 50, errors: 0, letter: 'B' },
    { durationMs: 1, errors: 10, letter: 'B' },
    { durationMs: 99, errors: 19, letter: 'B' },
    { durationMs: 100, errors: 0, letter: 'C' },
    { durationMs: 1, errors: 20, letter: 'C' },
    { durationMs: 200, errors: 0, letter: 'D' },
    { durationMs: 1, errors: 50, letter: 'D' },
    { durationMs: 500, errors: 0, letter: 'F' },
    { durationMs: 1, errors: 100, letter: 'F' },
  ])('is $letter at $durationMs ms with $errors errors in 1,000', ({ durationMs, errors, letter }) => {
    const grade = gradesOf(figures({ durationsMs: times(1_000, durationMs), errors })).average;
    expect(grade.letter).toBe(letter);
    expect(grade.reason).toContain(`${durationMs}.0 ms on average, ${(errors / 10).toFixed(2)} % errors`);
    expect(grade.next === null).toBe(letter === 'A');
  });

  it('says what the next better one takes', () => {
    expect(gradesOf(figures({ durationsMs: times(1_000, 120), errors: 35 })).average.next).toBe(
      'B takes 20.0 ms less on average (under 100 ms) and 1.50 points fewer errors (under 2 %).',
    );
    expect(gradesOf(figures({ durationsMs: times(1_000, 900) })).average.next).toBe(
      'D takes 400.0 ms less on average (under 500 ms).',
    );
  });

  it('of the tail looks at the slowest twentieth', () => {
    const { average, tail } = gradesOf(figures({ durationsMs: [...times(90, 10), ...times(10, 300)] }));
    expect([average.letter, tail.letter]).toEqual(['A', 'D']);
    expect(tail.reason).toMatch(/^30\d\.\d ms at p95|^29\d\.\d ms at p95/);
  });

  it('is not given without samples, nor to the tail of too few', () => {
    expect(gradesOf(figures({ durationsMs: [] }))).toEqual({
      average: {
        letter: null,
        reason: 'Nothing was called.',
        next: null,
        durationMs: null,
        errorRate: null,
        samples: 0,
      },
      tail: { letter: null, reason: 'Nothing was called.', next: null, durationMs: null, errorRate: null, samples: 0 },
    });
    const few = gradesOf(figures({ durationsMs: times(71, 5) }));
    expect([few.average.letter, few.tail.letter]).toEqual(['A', null]);
    expect(few.tail.reason).toBe('71 samples: a p95 needs at least 72.');
    expect(gradesOf(figures({ durationsMs: times(72, 5) })).tail.letter).toBe('A');
  });

  it('is an F where everything was refused, however fast', () => {
    const { average, tail } = gradesOf(figures({ durationsMs: [], shed: 5 }));
    expect([average.letter, average.durationMs, tail.letter]).toEqual(['F', null, 'F']);
  });
});

/** Minutes whose p95 is what `logs` say, in calls that all take as long. */
const minutes = (logs: readonly (number | null)[], calls = 30) =>
  logs.flatMap((value, minute) =>
    value === null ? [] : [figures({ durationsMs: times(calls, Math.exp(value)), minute })],
  );
const frame = (steps: number) => ({ sinceMs: 0, untilMs: steps * MINUTE_MS, stepMinutes: 1 });
const around = (ms: number, values: readonly number[]) => values.map((value) => Math.log(ms) + value);

describe('the trend', () => {
  it('of a rise of 30 % in an hour is told with its figures', () => {
    const logs = around(100, rising(autoregressive(seededRandom(1), 60, 0.3, 0.04), 1.3));
    const { trend } = assess({ stretches: minutes(logs), ...frame(60), targetMs: 200 });
    expect(trend).toMatchObject({ state: 'rising', points: 60, spanMinutes: 59 });
    expect(trend).toHaveProperty('change', expect.closeTo(0.3, 1));
    expect(trend.reason).toMatch(
      /^Rising: \+\d+\.\d % \[\+\d+\.\d %, \+\d+\.\d %\] in 59 minutes, .* \(60 of 60 minutes\)\.$/,
    );
  });

  it('of noise is none', () => {
    const logs = around(100, autoregressive(seededRandom(2), 60, 0.5, 0.05));
    const { trend } = assess({ stretches: minutes(logs), ...frame(60), targetMs: 200 });
    expect(trend.state).toBe('steady');
  });

  it('and the forecast say what they lack', () => {
    const { trend, forecast } = assess({ stretches: minutes(around(100, times(20, 0))), ...frame(60), targetMs: 200 });
    expect(trend).toMatchObject({ state: 'insufficient_data', points: 20, neededPoints: 30 });
    expect(trend.reason).toContain('20 of 60 minutes; 40 without a call');
    expect(forecast).toMatchObject({ state: 'insufficient_data', points: 20, neededPoints: 90 });
  });
});

describe('the forecast', () => {
  it('of a steep rise says when the target is passed, from the earliest to the latest', () => {
    const logs = around(100, rising(autoregressive(seededRandom(3), 180, 0.2, 0.01), 1.95));
    const { forecast } = assess({ stretches: minutes(logs), ...frame(180), targetMs: 200 });
    if (forecast.state === 'insufficient_data') throw new Error(forecast.reason);
    const { earliestAtMs, likelyAtMs, latestAtMs } = forecast.target;
    expect(forecast.horizonMinutes).toBe(30);
    expect(earliestAtMs).toBeGreaterThan(180 * MINUTE_MS);
    expect(likelyAtMs ?? Number.NaN).toBeGreaterThanOrEqual(earliestAtMs ?? Number.NaN);
    expect(latestAtMs ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(likelyAtMs ?? Number.NaN);
    expect(forecast.reason).toMatch(/It may pass 200 ms in \d+ minutes at the earliest/);
  });

  it('of a calm hour says that it stays under the target', () => {
    const logs = around(40, autoregressive(seededRandom(4), 180, 0.3, 0.05));
    const { forecast } = assess({ stretches: minutes(logs), ...frame(180), targetMs: 200 });
    expect(forecast).toMatchObject({
      target: { targetMs: 200, earliestAtMs: null, likelyAtMs: null, latestAtMs: null },
    });
    expect(forecast.reason).toContain('It stays under 200 ms for those 30 minutes (9 in 10).');
  });
});

describe('the series', () => {
  it('has a hole for a minute without calls or with too few', () => {
    const stretches = [...minutes([0, null, 0]), ...minutes([null, null, null, 0], 19)];
    const { values, measured, thin, empty } = p95Series(stretches, frame(5));
    expect(values.map((value) => value === null)).toEqual([false, true, false, true, true]);
    expect([measured, thin, empty]).toEqual([2, 1, 2]);
  });

  it('merges minutes until most have enough calls', () => {
    const logs = Array<number>(180).fill(Math.log(80));
    const series = p95Series(minutes(logs, 5), frame(180));
    expect([series.stepMinutes, series.values.length, series.measured]).toEqual([5, 36, 36]);
    expect(series.values[0]).toBeCloseTo(Math.log(80), 1);
  });

  it('does not take in what lies outside of its frame', () => {
    const stretches = minutes(Array<number>(10).fill(1));
    expect(p95Series(stretches, { sinceMs: 2 * MINUTE_MS, untilMs: 5 * MINUTE_MS, stepMinutes: 1 }).measured).toBe(3);
  });
});
