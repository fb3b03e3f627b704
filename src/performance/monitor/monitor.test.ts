import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bench, START_MS } from '../../../test/performance/monitor-bench.ts';
import { isError, type Outcome, OUTCOMES } from '../operation.ts';
import { meanMs } from '../figures.ts';

function exactQuantile(sorted: readonly number[], q: number): number | null {
  return sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1] ?? null;
}

test('a window holds the whole seconds before now, of one operation or of all', () => {
  const { monitor, call, pass } = bench();
  call('a', 10);
  pass(1_000);
  call('a', 20, 'tool_error');
  call('b', 40, 'cancelled');
  pass(1_000);
  call('b', 80);
  expect(monitor.window(1)).toMatchObject({ count: 2, errors: 1, sumMs: 60, maxMs: 40 });
  expect(monitor.window(2)).toMatchObject({ count: 3, sumMs: 70, sinceMs: START_MS, untilMs: START_MS + 2_000 });
  expect(monitor.window(2, 'tools/call/a')).toMatchObject({ count: 2, errors: 1, maxMs: 20 });
  expect(monitor.window(60, 'tools/call/none')).toMatchObject({ count: 0, maxMs: 0 });
  expect(monitor.window(60).quantileMs(0.5)).toBeCloseTo(20, 0);
  expect(monitor.window(60).countAboveMs(15)).toBe(2);
});

test('a window does not begin before the monitor did', () => {
  const { monitor, pass } = bench();
  pass(3_000);
  expect(monitor.window(3_600)).toMatchObject({ sinceMs: START_MS, untilMs: START_MS + 3_000 });
});

test('nothing was recorded: no quantile and no mean', () => {
  const figures = bench().monitor.window(60);
  expect(figures.quantileMs(0.5)).toBeNull();
  expect(meanMs(figures)).toBeNull();
});

test.each([0, -1, 1.5, 3_601, Number.NaN])('a window of %d seconds is refused', (seconds) => {
  expect(() => bench().monitor.window(seconds)).toThrow(RangeError);
});

test('a refused call is counted, but its duration is none', () => {
  const { monitor, call, pass } = bench();
  call('a', 100);
  call('a', 0.1, 'shed');
  pass(1_000);
  const figures = monitor.window(10);
  expect(figures).toMatchObject({ count: 2, errors: 1, sumMs: 100 });
  expect(figures.quantileMs(0)).toBeCloseTo(100, 0);
  expect(meanMs(figures)).toBe(100);
});

test('durations that are none count as 0, and endless ones as the longest', () => {
  const { monitor, call, pass } = bench();
  call('a', Number.NaN);
  call('a', -5);
  pass(1_000);
  expect(monitor.window(1)).toMatchObject({ count: 2, sumMs: 0, maxMs: 0 });
  call('a', Number.POSITIVE_INFINITY);
  pass(1_000);
  expect(monitor.window(1).sumMs).toBe(2 ** 32 / 1_000);
});

test('after an hour a second is forgotten', () => {
  const { monitor, call, pass } = bench();
  call('a');
  pass(1_000);
  call('a');
  pass(3_599_000);
  expect(monitor.window(3_600).count).toBe(2);
  pass(1_000);
  expect(monitor.window(3_600).count).toBe(1);
  pass(1_000);
  expect(monitor.window(3_600).count).toBe(0);
});

test('days without a call leave nothing behind', () => {
  const { monitor, call, pass } = bench();
  call('a');
  pass(3 * 86_400_000 + 500);
  expect(monitor.window(3_600).count).toBe(0);
  call('a');
  pass(1_000);
  expect(monitor.window(3_600).count).toBe(1);
});

test('names beyond the bound are counted together', () => {
  const { monitor, call, pass } = bench({ maxOperations: 3 });
  for (let i = 0; i < 1_000; i++) call(`tool-${i}`);
  pass(1_000);
  expect([...monitor.windows(1).keys()]).toEqual([
    'tools/call/tool-0',
    'tools/call/tool-1',
    'tools/call/tool-2',
    'other',
  ]);
  expect(monitor.window(1, 'other').count).toBe(997);
  expect(monitor.window(1).count).toBe(1_000);
});

describe('under a load that fills the memory', () => {
  test('an old window begins with a whole minute, and says so', () => {
    const { monitor, call, pass } = bench({ secondsBytes: 32_768 });
    for (let second = 0; second < 600; second++) {
      for (let i = 1; i <= 20; i++) call('a', i * i);
      pass(1_000);
    }
    const recent = monitor.window(45);
    expect(recent).toMatchObject({ count: 45 * 20, sinceMs: recent.untilMs - 45_000 });
    // 400 seconds before the end is half a minute into one of those that were told whole.
    const old = monitor.window(400);
    expect(old.sinceMs % 60_000).toBe(0);
    expect(old.sinceMs).toBeLessThan(old.untilMs - 400_000);
    expect(old.sinceMs).toBeGreaterThan(old.untilMs - 460_000);
    expect(old.count).toBe(((old.untilMs - old.sinceMs) / 1_000) * 20);
  });

  test('when even the minutes do not fit, the window begins later, and says so', () => {
    const { monitor, call, pass } = bench({ secondsBytes: 8_192, minutesBytes: 8_192 });
    for (let second = 0; second < 900; second++) {
      for (let i = 1; i <= 20; i++) call(`t${i}`, i * i + second);
      pass(1_000);
    }
    const hour = monitor.window(900);
    expect(hour.sinceMs).toBeGreaterThan(hour.untilMs - 900_000);
    expect(hour.count).toBe(((hour.untilMs - hour.sinceMs) / 1_000) * 20);
  });
});

test('any window equals what was told, and its quantiles are within 1 %', () => {
  const step = fc.record({
    passMs: fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 0, max: 3_000 }) },
      { weight: 2, arbitrary: fc.integer({ min: 0, max: 200_000 }) },
    ),
    setMs: fc.oneof(
      { weight: 20, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: -1e8, max: 1e8 }) },
    ),
    target: fc.constantFrom('a', 'b', 'c'),
    outcome: fc.constantFrom(...OUTCOMES),
    durationMs: fc.double({ min: 0.001, max: 60_000, noNaN: true }),
  });
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 120 }),
      fc.array(fc.integer({ min: 1, max: 3_600 }), { minLength: 1, maxLength: 5 }),
      (steps, windows) => {
        const run = bench();
        // Calls at whole seconds, so that the test need not know where the seconds of a clock begin that was set.
        let atMs = 0;
        const told: { atMs: number; name: string; outcome: Outcome; durationMs: number }[] = [];
        for (const { passMs, setMs, target, outcome, durationMs } of steps) {
          const wholeMs = Math.ceil(passMs / 1_000) * 1_000;
          run.pass(wholeMs);
          run.setClock(Math.round(setMs / 1_000) * 1_000);
          atMs += wholeMs;
          run.call(target, durationMs, outcome);
          told.push({ atMs, name: `tools/call/${target}`, outcome, durationMs });
        }
        run.pass(1_000);
        atMs += 1_000;
        run.monitor.tick();
        for (const seconds of windows) {
          const all = run.monitor.windows(seconds);
          const tools = ['tools/call/a', 'tools/call/b', 'tools/call/c'];
          expect(tools.map((tool) => all.get(tool)?.count ?? 0)).toEqual(
            tools.map((tool) => run.monitor.window(seconds, tool).count),
          );
          for (const name of [undefined, 'tools/call/a', 'tools/call/b']) {
            const figures = run.monitor.window(seconds, name);
            const counted = told.filter(
              (call) => call.atMs >= atMs - seconds * 1_000 && (name === undefined || call.name === name),
            );
            expect(figures.count).toBe(counted.length);
            expect(figures.errors).toBe(counted.filter(({ outcome }) => isError(outcome)).length);
            const durations = counted.filter(({ outcome }) => outcome !== 'shed').map(({ durationMs }) => durationMs);
            durations.sort((a, b) => a - b);
            expect(figures.sumMs).toBeCloseTo(
              durations.reduce((sum, ms) => sum + ms, 0),
              3,
            );
            for (const q of [0.01, 0.5, 0.95, 0.99, 1]) {
              const exact = exactQuantile(durations, q);
              expect(figures.quantileMs(q) === null).toBe(exact === null);
              expect(Math.abs((figures.quantileMs(q) ?? 0) - (exact ?? 0))).toBeLessThanOrEqual(0.01 * (exact ?? 0));
            }
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});
