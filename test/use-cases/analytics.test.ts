/** What analytics make of what was stored, on both stores. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { AnalyticsCache } from '../../src/services/analytics/cache.ts';
import { Analytics } from '../../src/services/analytics/analytics.ts';
import type { AnalyticsRequest } from '../../src/services/analytics/types.ts';
import type { Store } from '../../src/store/store.ts';
import { createTestDatabase } from '../services/test-database.ts';
import { newOwner } from '../store/contract-data.ts';
import { openEmbeddedAt, openPostgresAt } from '../store/open-store.ts';
import { feedbackOf, improvementOf } from '../store/records.ts';
import { temporaryFolder } from '../mcp/doors.ts';
import { startApp } from './app.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const analyticsOf = (store: () => Promise<Store>) => {
  const cached = new AnalyticsCache({ store, space: async () => undefined, canTell: async () => false, version: '' });
  return new Analytics({ store, cached, now: () => NOW });
};
/** A quarter past ten. */
const NOW = Date.UTC(2026, 10, 20, 10, 15);

describe('on the embedded store', () => {
  describeAnalytics(async () => {
    const folder = await temporaryFolder();
    return { store: await openEmbeddedAt(folder.path), place: folder };
  });
});

describe.skipIf(!inject('postgres'))('on PostgreSQL', () => {
  describeAnalytics(async () => {
    const database = await createTestDatabase();
    return { store: await openPostgresAt(database.url), place: database };
  });
});

function describeAnalytics(setUp: () => Promise<{ readonly store: Store; readonly place: AsyncDisposable }>): void {
  let opened: Awaited<ReturnType<typeof setUp>>;
  beforeAll(async () => {
    opened = await setUp();
  });
  afterAll(async () => {
    await opened?.store.close();
    await opened?.place[Symbol.asyncDispose]();
  });

  const report = (owner: string, request: AnalyticsRequest = {}) =>
    analyticsOf(async () => opened.store).report({ owner }, request);

  /** `count` improvements at that age; one in four is refused, the others are taken. */
  async function fill(owner: string, count: number, ageMs: number, task = 'code', rules: readonly string[] = ['Q05']) {
    const createdAtMs = NOW - ageMs;
    const records = Array.from({ length: count }, () =>
      improvementOf(owner, { id: uuidv7({ msecs: createdAtMs }), createdAtMs, task, rules }),
    );
    expect((await opened.store.improvements.insertMany(records)).filter((error) => error !== undefined)).toEqual([]);
    await opened.store.feedback.insertMany(
      records.map((record, n) => feedbackOf(record, { accepted: n % 4 !== 0, rating: 4 })),
    );
  }

  test('a report adds up what lies in its period, to the hour or the day', async () => {
    const owner = newOwner();
    await fill(owner, 8, 0);
    await fill(owner, 12, 5 * HOUR_MS, 'plan', ['Q05', 'T05']);
    await fill(owner, 4, 3 * DAY_MS);
    await fill(owner, 1, 60 * DAY_MS);

    const day = await report(owner, { period: '24h' });
    expect(day).toMatchObject({
      period: '24h',
      bucket: 'hour',
      sinceMs: Date.UTC(2026, 10, 19, 11),
      untilMs: Date.UTC(2026, 10, 20, 11),
      asOfMs: NOW,
      totals: {
        improvements: 20,
        scoreBefore: 40,
        scoreAfter: 62.5,
        scorePotential: 90,
        questionsPerPrompt: 1,
        durationMs: 0.42,
        feedback: 20,
        accepted: { n: 20, rate: 0.75, interval: { low: 0.531299, high: 0.888138 } },
        rating: { n: 20, mean: 4 },
        tasks: [
          { name: 'plan', improvements: 12, share: 0.6 },
          { name: 'code', improvements: 8, share: 0.4 },
        ],
      },
      rules: [
        { rule: 'Q05', uses: 20, scoreGain: { n: 20, mean: 22.5 } },
        { rule: 'T05', uses: 12, accepted: { n: 12, rate: 0.75 } },
      ],
    });
    expect(day.series).toHaveLength(24);
    expect(day.series.at(-1)).toMatchObject({ startMs: Date.UTC(2026, 10, 20, 10), improvements: 8, feedback: 8 });
    expect(day.series.at(-6)).toMatchObject({ startMs: Date.UTC(2026, 10, 20, 5), improvements: 12 });

    const counts = [];
    for (const period of ['7d', '30d', '90d'] as const) {
      const { totals, series, bucket } = await report(owner, { period });
      expect(bucket).toBe('day');
      expect(series.reduce((sum, { improvements }) => sum + improvements, 0)).toBe(totals.improvements);
      counts.push([series.length, totals.improvements]);
    }
    expect(counts).toEqual([
      [7, 24],
      [30, 24],
      [90, 25],
    ]);
    expect((await report(owner)).period).toBe('30d');
  });

  test('a task or a rule narrows everything', async () => {
    const owner = newOwner();
    await fill(owner, 3, 0);
    await fill(owner, 2, 0, 'plan', ['T05', 'Q09']);
    expect(await report(owner, { task: 'plan' })).toMatchObject({ task: 'plan', totals: { improvements: 2 } });
    const ofRule = await report(owner, { rule: 'Q05' });
    expect(ofRule).toMatchObject({ rule: 'Q05', totals: { improvements: 3 }, rules: [{ rule: 'Q05', uses: 3 }] });
    expect(ofRule.rules).toHaveLength(1);
    expect((await report(owner, { rule: 'Q05', task: 'plan' })).totals.improvements).toBe(0);
  });

  test('owners see their own alone', async () => {
    const [owner, other] = [newOwner(), newOwner()];
    await fill(owner, 5, 0);
    await fill(other, 2, 0, 'plan', ['T05']);
    expect(await report(owner)).toMatchObject({ totals: { improvements: 5, feedback: 5 }, rules: [{ rule: 'Q05' }] });
    expect(await report(other)).toMatchObject({ totals: { improvements: 2, feedback: 2 }, rules: [{ rule: 'T05' }] });
    expect((await report(newOwner())).totals.improvements).toBe(0);
  });

  test('a report is plain JSON', async () => {
    const result = await report(newOwner());
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });
}

test.each([
  ['period', { period: '1y' }, /^period: must be one of 24h, 7d, 30d, 90d\.$/],
  ['task', { task: 'cooking' }, /^task: must be one of bug-fix, code, .*, other\.$/],
  ['rule', { rule: 'Z99' }, /^rule: must be one of G01, .*, A02\.$/],
])('a %s that there is not is refused with those there are', async (field, request, message) => {
  const analytics = analyticsOf(() => Promise.reject(new Error('not asked')));
  // What a library caller without types may pass.
  const refused = analytics.report({ owner: 'local' }, request as AnalyticsRequest);
  await expect(refused).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    field,
    message: expect.stringMatching(message),
  });
});

test('what the app improves is counted at once', async () => {
  await using started = await startApp();
  const { analytics, improvements, feedback } = started.app.services;
  const caller = { owner: 'local' };
  const { improvementId = '', verdict, task } = await improvements.improve(caller, { prompt: 'Continue.' });
  await feedback.record(caller, { improvementId, accepted: true, rating: 5 });
  expect(await analytics.report(caller, { period: '24h' })).toMatchObject({
    totals: {
      improvements: 1,
      verdicts: [{ name: verdict }],
      tasks: [{ name: task }],
      feedback: 1,
      accepted: { n: 1, rate: null },
    },
    rules: [{ rule: 'Q02', uses: 1, rating: { n: 1, mean: null } }],
  });
});
