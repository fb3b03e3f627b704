/** Reports on a real store: what they hold, and that one is made on schedule, by one of several processes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Monitor } from '../../src/performance/monitor/monitor.ts';
import { MinuteRecorder } from '../../src/services/metrics/minute-recorder.ts';
import { StoredMinutes } from '../../src/services/metrics/stored-minutes.ts';
import { Reports, type ReportsOptions } from '../../src/services/reports/reports.ts';
import type { Store } from '../../src/store/store.ts';
import { openEmbeddedAt } from '../store/open-store.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 0, 1);
const LOST_MS = START_MS + 3 * HOUR_MS;

let dataDir: string;
let store: Store;
const clock = { ms: START_MS };
const now = () => clock.ms;

/** Three hours of a server that is twice as slow in the last one. */
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'prompt-improver-test-'));
  store = await openEmbeddedAt(dataDir);
  const monitor = new Monitor({ now, monotonic: now, onMinute: (minute) => recorder.add(minute) });
  const recorder = new MinuteRecorder({
    store: async () => store,
    monitor,
    replica: { id: 'one', host: 'host', pid: 1, version: '0.0.0-test', startedAtMs: START_MS },
    processFigures: async () => ({}),
    isAlwaysSeen: false,
    now,
  });
  for (let minute = 0; minute < 180; minute++) {
    for (let call = 0; call < 40; call++) {
      const durationMs = (20 + ((call * 7 + minute * 3) % 40)) * (minute < 120 ? 1 : 2);
      const outcome = call === 0 && minute % 2 === 0 ? 'tool_error' : 'ok';
      monitor.record({
        method: 'tools/call',
        target: 'improve_prompt',
        transport: 'http',
        outcome,
        endedAtMs: clock.ms,
        durationMs,
        phaseMs: [],
      });
    }
    clock.ms += MINUTE_MS;
    monitor.tick();
  }
  await recorder[Symbol.asyncDispose]();
});

afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function reportsOf(options: Partial<ReportsOptions> = {}): Reports {
  return new Reports({
    store: async () => store,
    history: new StoredMinutes({ store: async () => store, replicaId: 'two', now }),
    alerts: async () => [
      { atMs: LOST_MS - MINUTE_MS, rule: 'b', severity: 'warning', to: 'resolved' },
      { atMs: LOST_MS - 2 * MINUTE_MS, rule: 'a', severity: 'warning', to: 'firing' },
      { atMs: START_MS, rule: 'old', severity: 'critical', to: 'firing' },
    ],
    caches: async () => null,
    schedule: 'off',
    kept: 5,
    version: '0.0.0-test',
    targetMs: 200,
    now,
    ...options,
  });
}

test('a report tells the period, and what it is beside the time before', async () => {
  const report = await reportsOf().report({ period: '1h', compare: 'previous' });
  expect(report).toMatchObject({
    period: '1h',
    sinceMs: LOST_MS - HOUR_MS,
    untilMs: LOST_MS,
    totals: { count: 2_400, errors: 30 },
    grades: { average: { letter: 'B' }, tail: { letter: 'C' } },
    trend: { points: 60 },
    forecast: { state: 'insufficient_data', points: 60, neededPoints: 90 },
    comparison: { verdict: 'regression', before: { count: 2_400 } },
    operations: [{ operation: 'tools/call/improve_prompt', count: 2_400, errors: 30, p99Ms: expect.any(Number) }],
    alerts: [{ rule: 'a' }, { rule: 'b' }],
  });
  expect(report.points).toHaveLength(60);
  const p95 = report.comparison?.figures.find(({ figure }) => figure === 'p95');
  expect(p95?.change?.value).toBeCloseTo(1, 1);
});

test('a report of the time of a server that has just begun says what is missing', async () => {
  const report = await reportsOf().report({ period: '24h', compare: '7d' });
  expect(report.totals.count).toBe(7_200);
  expect(report.trend).toMatchObject({ state: 'insufficient_data', points: 18 });
  expect(report.comparison).toMatchObject({ verdict: 'insufficient_data', before: { count: 0 } });
});

test('of several processes one makes the report that is due, and the newest is the latest', async () => {
  clock.ms = LOST_MS + MINUTE_MS - 1;
  const replicas = [1, 2, 3].map(() => reportsOf({ schedule: 'hourly' }));
  const keepSchedule = () => Promise.all(replicas.map((replica) => replica.keepSchedule()));
  const untilMs = async () => (await store.reports.latest())?.untilMs;

  await keepSchedule();
  // The last minute may not be in the store yet.
  expect(await untilMs()).toBe(LOST_MS - HOUR_MS);
  clock.ms += 1;
  await keepSchedule();
  expect(await untilMs()).toBe(LOST_MS);
  const text = (await store.reports.latest())?.text;
  clock.ms += 20 * MINUTE_MS;
  await Promise.all([keepSchedule(), reportsOf({ schedule: 'hourly' }).keepSchedule()]);
  expect((await store.reports.latest())?.text).toBe(text);
  expect(await reportsOf().report({ period: 'latest' })).toMatchObject({
    period: '1h',
    untilMs: LOST_MS,
    comparison: { verdict: 'regression' },
  });
});

test('without a schedule none is made, and the latest is that of the last day', async () => {
  await using other = await openEmbeddedAt(mkdtempSync(join(dataDir, 'other-')));
  const reports = reportsOf({ store: async () => other });
  await reports.keepSchedule();
  expect(await other.reports.latest()).toBeUndefined();
  expect(await reports.report({ period: 'latest' })).toMatchObject({ period: '24h' });
});
