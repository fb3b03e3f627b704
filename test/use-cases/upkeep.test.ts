/** Retention as the server does it, on a real store. */
import { v7 as uuidv7 } from 'uuid';
import { expect, inject, test } from 'vitest';
import { keepHistory, keepRetention, sweepSessions } from '../../src/services/upkeep.ts';
import { createTestDatabase } from '../services/test-database.ts';
import { improvementOf } from '../store/records.ts';
import { openEmbeddedAt, openPostgresAt } from '../store/open-store.ts';
import { startApp } from './app.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 5, 1);

test.each([
  [90, [60, 83]],
  [30, []],
  [0, [60, 83, 98, 400]],
])('with a retention of %i days, of improvements of many ages those of %j days stay', async (retentionDays, kept) => {
  await using started = await startApp();
  await using store = await openEmbeddedAt(started.dataDir);
  const ages = [60, 83, 98, 400];
  const records = ages.flatMap((age) =>
    Array.from({ length: 150 }, () =>
      improvementOf('o', { id: uuidv7({ msecs: NOW - age * DAY_MS }), createdAtMs: NOW - age * DAY_MS }),
    ),
  );
  await store.improvements.insertMany(records);
  await keepRetention(store, NOW, retentionDays, new AbortController().signal);
  const left = await Promise.all(records.map(({ owner, id }) => store.improvements.get(owner, id)));
  const agesLeft = new Set(left.flatMap((record) => (record ? [(NOW - record.createdAtMs) / DAY_MS] : [])));
  expect([...agesLeft]).toEqual(kept);
});

test.skipIf(!inject('postgres'))(
  'a process whose clock is a year ahead removes nothing that others still use',
  async () => {
    await using database = await createTestDatabase();
    await using store = await openPostgresAt(database.url);
    const nowMs = Date.now();
    const record = improvementOf('o', { id: uuidv7({ msecs: nowMs }), createdAtMs: nowMs });
    const session = { owner: 'o', id: 's', data: {}, ttlSeconds: 3_600, maxSessions: 10 };
    const minute = {
      minuteMs: nowMs,
      replica: 'r',
      part: 0,
      sinceMs: nowMs,
      untilMs: nowMs + 1,
      total: '',
      operations: {},
      process: {},
    };
    await store.improvements.insert(record);
    await store.sessions.set(session, nowMs);
    await store.metrics.write([minute]);

    const { signal } = new AbortController();
    const aheadMs = nowMs + 365 * DAY_MS;
    await sweepSessions(store, aheadMs, signal);
    await keepRetention(store, aheadMs, 90, signal);
    await keepHistory(store, aheadMs, 30, signal);

    expect(await store.sessions.get(session, nowMs)).toMatchObject({ version: 1 });
    expect(await store.improvements.get('o', record.id)).toEqual(record);
    expect(await store.metrics.minutes({ sinceMs: 0, untilMs: nowMs + 1 })).toHaveLength(1);
  },
);
