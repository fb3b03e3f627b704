/** Figures by the minute on a real store: what outlives a process, what a store that is away costs, and what is forgotten. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Monitor } from '../../src/performance/monitor/monitor.ts';
import { MinuteRecorder, type MinuteRecorderOptions } from '../../src/services/metrics/minute-recorder.ts';
import { StoredMinutes } from '../../src/services/metrics/stored-minutes.ts';
import { keepHistory } from '../../src/services/upkeep.ts';
import type { Store } from '../../src/store/store.ts';
import { openEmbeddedAt } from '../store/open-store.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let dataDir: string;
let store: Store;
/** A time of its own for each test: tests share the store. */
let startMs = Date.UTC(2026, 0, 1);
let processes = 0;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'prompt-improver-test-'));
  store = await openEmbeddedAt(dataDir);
});

afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function newTime(): number {
  return (startMs += 30 * DAY_MS);
}

/** What keeps the figures of one process, with a clock of its own. */
function startProcess(clock: { ms: number }, options: Partial<MinuteRecorderOptions> = {}) {
  const replicaId = `process-${(processes += 1)}`;
  const now = () => clock.ms;
  const monitor = new Monitor({ now, monotonic: now, onMinute: (minute) => recorder.add(minute) });
  const recorder = new MinuteRecorder({
    store: async () => store,
    monitor,
    replica: { id: replicaId, host: 'host', pid: 1, version: '0.0.0-test', startedAtMs: clock.ms },
    processFigures: async () => ({}),
    isAlwaysSeen: false,
    now,
    ...options,
  });
  const call = (target: string, durationMs = 10) =>
    monitor.record({
      method: 'tools/call',
      target,
      transport: 'stdio',
      outcome: 'ok',
      endedAtMs: clock.ms,
      durationMs,
      phaseMs: [],
    });
  return {
    replicaId,
    monitor,
    recorder,
    call,
    history: new StoredMinutes({ store: async () => store, replicaId, now }),
  };
}

test('what a process measured is told by the next one, to the last call', async () => {
  const clock = { ms: newTime() };
  const since = { sinceMs: clock.ms, untilMs: clock.ms + DAY_MS, scope: 'all' } as const;
  const first = startProcess(clock);
  for (let i = 0; i < 150; i++) {
    first.call(i % 3 === 0 ? 'a' : 'b', i);
    clock.ms += 1_000;
  }
  first.call('a');
  await first.recorder[Symbol.asyncDispose]();

  const second = startProcess(clock);
  second.call('a');
  clock.ms += 1_000;
  await second.recorder.write();
  const minutes = await second.history.minutes(since);
  expect(minutes.map(({ count }) => count)).toEqual([60, 60, 32]);
  expect(minutes[1]).toMatchObject({
    sinceMs: since.sinceMs + MINUTE_MS,
    untilMs: since.sinceMs + 2 * MINUTE_MS,
    maxMs: 119,
  });
  expect(minutes[1]?.quantileMs(0.5)).toBeCloseTo(89, -1);
  expect((await second.history.minutes({ ...since, operation: 'tools/call/a' })).map(({ count }) => count)).toEqual([
    20, 20, 12,
  ]);
  expect((await second.history.minutes({ ...since, stepMinutes: 60 })).map(({ count }) => count)).toEqual([152]);
  expect((await second.history.minutes({ ...since, scope: 'process' })).map(({ count }) => count)).toEqual([1]);
});

test('the minute under way is written as far as it has come, and never counted twice', async () => {
  const clock = { ms: newTime() };
  const { recorder, call, history } = startProcess(clock);
  const since = { sinceMs: clock.ms, untilMs: clock.ms + DAY_MS, scope: 'all' } as const;
  const counts: number[] = [];
  for (let i = 0; i < 9; i++) {
    call('a');
    clock.ms += 10_000;
    await recorder.write();
    counts.push((await history.minutes(since)).reduce((sum, { count }) => sum + count, 0));
  }
  expect(counts).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(await history.minutes(since)).toHaveLength(2);
});

test('a process in which nothing is called writes nothing', async () => {
  const clock = { ms: newTime() };
  const { recorder } = startProcess(clock, { store: () => Promise.reject(new Error('not to be opened')) });
  for (let i = 0; i < 10; i++) {
    clock.ms += 10_000;
    await recorder.write();
  }
  await recorder[Symbol.asyncDispose]();
  expect(recorder.figures()).toMatchObject({ written: 0, failedWrites: 0 });
});

test('minutes wait for a store that is away, nobody waits for them, and what does not fit is counted', async () => {
  const clock = { ms: newTime() };
  let isAway = true;
  const { recorder, call, history } = startProcess(clock, {
    store: async () => {
      if (isAway) throw new Error('away');
      return store;
    },
  });
  const since = { sinceMs: clock.ms, untilMs: clock.ms + DAY_MS, scope: 'all' } as const;
  for (let i = 0; i < 250; i++) {
    call('a');
    clock.ms += MINUTE_MS;
    await recorder.write().catch(() => {});
  }
  expect(recorder.figures()).toMatchObject({ pending: 240, dropped: 10, written: 0, failedWrites: 250 });
  isAway = false;
  while (recorder.figures().pending > 0) await recorder.write();
  expect(await history.minutes(since)).toHaveLength(240);
});

test('a store that hangs does not keep the process from ending', async () => {
  const clock = { ms: newTime() };
  const { recorder, call } = startProcess(clock, { store: () => new Promise(() => {}) });
  call('a');
  clock.ms += 1_000;
  void recorder.write();
  const startedMs = performance.now();
  await recorder[Symbol.asyncDispose]();
  expect(performance.now() - startedMs).toBeLessThan(10_000);
  expect(recorder.figures().pending).toBe(1);
});

test('figures of an unknown format are left out and counted', async () => {
  const clock = { ms: newTime() };
  const { recorder, call, history } = startProcess(clock);
  call('a');
  clock.ms += 1_000;
  await recorder.write();
  const [row] = await store.metrics.minutes({ sinceMs: clock.ms - MINUTE_MS, untilMs: clock.ms + 1 });
  if (row === undefined) throw new Error('nothing was written');
  await store.metrics.write([{ ...row, replica: 'newer', total: Buffer.from([9, 1, 2]).toString('base64') }]);
  const minutes = await history.minutes({ sinceMs: clock.ms - MINUTE_MS, untilMs: clock.ms + 1, scope: 'all' });
  expect(minutes.map(({ count }) => count)).toEqual([1]);
  expect(history.unreadable).toBe(1);
});

test('minutes past retention are forgotten', async () => {
  const clock = { ms: newTime() };
  const { recorder, call, history } = startProcess(clock);
  const sinceMs = clock.ms;
  for (const days of [10, 10, 10]) {
    call('a');
    clock.ms += days * DAY_MS;
    await recorder.write();
  }
  await keepHistory(store, clock.ms, 15, new AbortController().signal);
  const left = await history.minutes({ sinceMs, untilMs: clock.ms, stepMinutes: 1_440, scope: 'all' });
  expect(left.map((day) => (day.sinceMs - sinceMs) / DAY_MS)).toEqual([20]);
});
