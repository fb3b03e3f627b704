/** What a monitor tells minute by minute, also when the clock on the wall is set. */
import { describe, expect, test } from 'vitest';
import { bench, START_MS, totals } from '../../../test/performance/monitor-bench.ts';

describe('minutes', () => {
  test('each is told once, when it is over, under the time on the wall', () => {
    const { monitor, call, pass, minutes } = bench();
    call('a', 10);
    pass(29_900);
    call('b', 30, 'timeout');
    expect(minutes).toEqual([]);
    pass(100);
    monitor.tick();
    expect(minutes).toHaveLength(1);
    expect(minutes[0]).toMatchObject({ sinceMs: START_MS, untilMs: START_MS + 30_000 });
    expect([...(minutes[0]?.operations.keys() ?? [])]).toEqual(['tools/call/a', 'tools/call/b']);
    expect(totals(minutes)).toMatchObject({ count: 2, errors: 1, sumMs: 40 });
    pass(60_000);
    monitor.tick();
    expect(minutes).toHaveLength(1);
  });

  test('the one under way is told at the end of the process, to the last call', () => {
    const { monitor, call, pass, minutes } = bench();
    call('a');
    pass(1_200);
    call('a');
    monitor.flush();
    expect(totals(minutes).count).toBe(2);
    expect(minutes).toHaveLength(1);
    monitor.flush();
    expect(minutes).toHaveLength(1);
  });

  test('the one under way can be looked at, second by second, and is the one told later', () => {
    const { monitor, call, pass, minutes } = bench();
    expect(monitor.minuteUnderWay()).toBeUndefined();
    for (let second = 1; second <= 3; second++) {
      call('a');
      pass(1_000);
      const soFar = monitor.minuteUnderWay();
      expect(soFar).toMatchObject({ part: 0, sinceMs: START_MS, untilMs: START_MS + second * 1_000 });
      expect(totals(soFar ? [soFar] : []).count).toBe(second);
    }
    pass(60_000);
    monitor.tick();
    call('a');
    pass(1_000);
    expect(minutes[0]).toMatchObject({ part: 0 });
    expect(totals(minutes).count).toBe(3);
    expect(monitor.minuteUnderWay()).toMatchObject({ part: 1 });
  });

  test('what a minute tells stays as it is, whatever comes after', () => {
    const { monitor, call, pass, minutes } = bench();
    for (let minute = 0; minute < 3; minute++) {
      call('a', 1 + minute);
      pass(60_000);
      monitor.tick();
    }
    expect(minutes.map((minute) => totals([minute]).maxMs)).toEqual([1, 2, 3]);
  });
});

describe('the clock on the wall is set', () => {
  test.each([
    ['an hour back', -3_600_000],
    ['an hour ahead', 3_600_000],
    ['ten years ahead', 10 * 365 * 86_400_000],
    ['to before 1970', -2 * START_MS],
  ])('%s: windows go on, and no call is lost', (_name, byMs) => {
    const { monitor, call, pass, setClock, minutes, nowMs } = bench();
    for (let i = 0; i < 10; i++) {
      call('a');
      pass(1_000);
    }
    setClock(byMs);
    for (let i = 0; i < 10; i++) {
      call('a');
      pass(1_000);
    }
    expect(monitor.window(20).count).toBe(20);
    expect(monitor.window(5)).toMatchObject({ count: 5, untilMs: nowMs() });
    expect(monitor.window(15).count).toBe(15);
    pass(60_000);
    monitor.tick();
    expect(totals(minutes).count).toBe(20);
    // The minute in which it was set is told in two parts.
    expect(minutes.map(({ sinceMs }) => sinceMs)).toEqual([START_MS, START_MS + 10_000 + byMs]);
  });

  test('over and over: the memory of minutes has a bound, and the seconds stay', () => {
    const { monitor, call, pass, setClock } = bench();
    for (let i = 0; i < 3_600; i++) {
      call('a');
      pass(1_000);
      setClock(i % 2 === 0 ? 5_000 : -5_000);
    }
    expect(monitor.window(100).count).toBe(100);
    expect(monitor.window(3_600).count).toBeGreaterThan(200);
  });

  test('a call that says it ended in another year does no harm', () => {
    const { monitor, call, pass } = bench();
    call('a');
    monitor.record({
      method: 'ping',
      target: '',
      transport: 'http',
      outcome: 'ok',
      endedAtMs: Number.MAX_SAFE_INTEGER,
      durationMs: 1,
      phaseMs: [],
    });
    pass(1_000);
    expect(monitor.window(1).count).toBe(2);
    expect(monitor.window(1, 'ping').count).toBe(1);
  });
});
