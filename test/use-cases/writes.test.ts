/** Records on their way into the store, through the whole app. */
import { describe, expect, test } from 'vitest';
import { AppError } from '../../src/errors/app-error.ts';
import { RecordWriter } from '../../src/services/record-writer.ts';
import { feedbackOf, improvementOf } from '../store/records.ts';
import { openEmbeddedAt } from '../store/open-store.ts';
import { startApp } from './app.ts';

const caller = { owner: 'local' };

const LIMIT = 1_024;

describe('records of calls at the same time', () => {
  test('are committed together, and each caller is told only when its own is', async () => {
    await using started = await startApp();
    const { services } = started.app;
    const prompts = Array.from({ length: 200 }, (_, n) => `Write a haiku about the number ${n}.`);
    const results = await Promise.all(prompts.map((prompt) => services.improvements.improve(caller, { prompt })));
    expect(results.every(({ stored }) => stored)).toBe(true);
    await using other = await openEmbeddedAt(started.dataDir);
    for (const [n, { improvementId = '' }] of results.entries()) {
      expect((await other.improvements.get('local', improvementId))?.prompt).toBe(prompts[n]);
    }
    const ratings = results.map(({ improvementId = '' }) =>
      services.feedback.record(caller, { improvementId, rating: 4 }),
    );
    await Promise.all(ratings);
    const { writes } = await services.status.status();
    for (const { written, batches, pending, shed } of [writes.improvements, writes.feedback]) {
      expect({ written, pending, shed }).toEqual({ written: 200, pending: 0, shed: 0 });
      expect(batches).toBeLessThan(100);
    }
  });

  test('are committed one by one with a window of 0', async () => {
    await using started = await startApp({ store: { batchWindowMs: 0 } });
    const { services } = started.app;
    const calls = Array.from({ length: 20 }, () => services.improvements.improve(caller, { prompt: 'Sort it.' }));
    await Promise.all(calls);
    expect((await services.status.status()).writes.improvements).toMatchObject({ batches: 20, largestBatch: 1 });
  });

  test('are written before the store closes, also those that nobody waits for', async () => {
    await using started = await startApp();
    await using store = await openEmbeddedAt(started.dataDir);
    const writer = new RecordWriter({ store: async () => store, windowMs: 1_000 });
    const records = Array.from({ length: 200 }, () => improvementOf('local', { sessionId: 's' }));
    for (const record of records) void writer.writeImprovement(record);
    await writer[Symbol.asyncDispose]();
    expect(await store.improvements.listBySession({ owner: 'local', id: 's' }, 1_000, 1)).toHaveLength(200);
  });

  test('are written when the store is back, of which their callers know that it was away', async () => {
    await using started = await startApp();
    await using store = await openEmbeddedAt(started.dataDir);
    const away = new AppError('STORE_UNAVAILABLE', 'away');
    let isAway = true;
    const late: string[] = [];
    const writer = new RecordWriter({
      store: () => (isAway ? Promise.reject(away) : Promise.resolve(store)),
      windowMs: 5,
      wroteLate: ({ id }) => late.push(id),
    });
    const record = improvementOf('local');
    const [improvement, feedback] = await Promise.allSettled([
      writer.writeImprovement(record),
      writer.writeFeedback(feedbackOf(record)),
    ]);
    expect([improvement, feedback]).toMatchObject([{ reason: away }, { reason: away }]);
    expect(writer.figures()).toMatchObject({ improvements: { pending: 1, written: 0 }, feedback: { pending: 0 } });
    isAway = false;
    await expect.poll(() => late).toEqual([record.id]);
    expect(await store.improvements.get('local', record.id)).toEqual(record);
    expect(writer.figures().improvements).toMatchObject({ pending: 0, pendingBytes: 0, written: 1, failed: 1 });
    await writer[Symbol.asyncDispose]();
  });

  test('count as written late when they were written by a try whose answer was lost', async () => {
    await using started = await startApp();
    await using store = await openEmbeddedAt(started.dataDir);
    const away = new AppError('STORE_UNAVAILABLE', 'away');
    const late: string[] = [];
    let tries = 0;
    const insertMany = store.improvements.insertMany.bind(store.improvements);
    store.improvements.insertMany = async (records) => {
      tries += 1;
      if (tries === 2) await insertMany(records.slice(0, 1));
      if (tries < 3) throw away;
      return insertMany(records);
    };
    const writer = new RecordWriter({ store: async () => store, windowMs: 5, wroteLate: ({ id }) => late.push(id) });
    const records = [improvementOf('local'), improvementOf('local')];
    await Promise.allSettled(records.map((record) => writer.writeImprovement(record)));
    await expect.poll(() => late).toEqual(records.map(({ id }) => id));
    expect(writer.figures().improvements).toMatchObject({ pending: 0, written: 2, failed: 2 });
    await writer[Symbol.asyncDispose]();
  });

  test('are sessions, too, of which each is told what came of its own', async () => {
    await using started = await startApp({ sessions: { maxPerOwner: 100 } });
    const { services } = started.app;
    const set = (sessionId: string, expectedVersion: number) =>
      services.sessions.set(caller, { sessionId, data: { of: sessionId }, expectedVersion });
    const ids = Array.from({ length: 100 }, (_, n) => `s${n}`);
    await Promise.all(ids.map((id) => set(id, 0)));
    const outcomes = await Promise.allSettled(ids.map((id, n) => set(id, n % 2 ? 1 : 7)));
    await using other = await openEmbeddedAt(started.dataDir);
    for (const [n, outcome] of outcomes.entries()) {
      const stored = await other.sessions.get({ owner: 'local', id: `s${n}` }, Date.now());
      expect(stored?.version).toBe(n % 2 ? 2 : 1);
      expect(outcome).toMatchObject(n % 2 ? { value: stored } : { reason: { code: 'SESSION_CONFLICT' } });
    }
    const { sessions } = (await services.status.status()).writes;
    expect(sessions).toMatchObject({ written: 150, failed: 50, pending: 0, shed: 0 });
    expect(sessions.batches).toBeLessThan(50);
  });

  test('are touches and deletes of sessions, too', async () => {
    await using started = await startApp({ sessions: { maxPerOwner: 100 } });
    const { sessions, status } = started.app.services;
    const ids = Array.from({ length: 60 }, (_, n) => `s${n}`);
    await Promise.all(ids.map((sessionId) => sessions.set(caller, { sessionId, data: { of: sessionId } })));
    const { batches } = (await status.status()).writes.sessions;
    const touched = await Promise.allSettled([...ids, 'absent'].map((id) => sessions.touch(caller, id, 60)));
    for (const [n, id] of ids.entries()) {
      expect(touched[n]).toMatchObject({ value: { id, data: { of: id }, version: 1, ttlSeconds: 60 } });
    }
    expect(touched.at(-1)).toMatchObject({ reason: { code: 'SESSION_NOT_FOUND' } });
    const deleted = await Promise.allSettled([...ids, 'absent'].map((id) => sessions.delete(caller, id)));
    expect(deleted.map(({ status: outcome }) => outcome)).toEqual([...ids.map(() => 'fulfilled'), 'rejected']);
    for (const id of ids) await expect(sessions.get(caller, id)).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' });
    const figures = (await status.status()).writes.sessions;
    expect(figures).toMatchObject({ written: 182, failed: 0, pending: 0 });
    expect(figures.batches - batches).toBeLessThan(12);
  });

  test('of one session end as if one had followed the other, whatever the kinds', async () => {
    await using started = await startApp();
    const { sessions } = started.app.services;
    const set = (n: number) => sessions.set(caller, { sessionId: 'one', data: { n } });
    const outcomes = await Promise.allSettled([
      set(1),
      sessions.touch(caller, 'one', 60),
      sessions.delete(caller, 'one'),
      sessions.touch(caller, 'one'),
      set(2),
      sessions.touch(caller, 'one', 90),
    ]);
    expect(outcomes).toMatchObject([
      { value: { version: 1, data: { n: 1 }, ttlSeconds: 3_600 } },
      { value: { version: 1, data: { n: 1 }, ttlSeconds: 60 } },
      { status: 'fulfilled' },
      { reason: { code: 'SESSION_NOT_FOUND' } },
      { value: { version: 1, data: { n: 2 }, ttlSeconds: 3_600 } },
      { value: { version: 1, data: { n: 2 }, ttlSeconds: 90 } },
    ]);
    expect(await sessions.get(caller, 'one')).toEqual(outcomes[5]?.status === 'fulfilled' && outcomes[5].value);
  });

  test('are carried out in the order of their calls where they are of one session', async () => {
    await using started = await startApp();
    const { services } = started.app;
    const calls = Array.from({ length: 30 }, (_, n) =>
      services.sessions.set(caller, { sessionId: 'one', data: { n }, expectedVersion: n }),
    );
    const versions = (await Promise.all(calls)).map(({ version, data }) => [version, data['n']]);
    expect(versions).toEqual(Array.from({ length: 30 }, (_, n) => [n + 1, n]));
    expect(await services.sessions.get(caller, 'one')).toMatchObject({ version: 30, data: { n: 29 } });
  });

  test('are sessions written one by one with a window of 0', async () => {
    await using started = await startApp({ store: { batchWindowMs: 0 } });
    const { services } = started.app;
    const calls = Array.from({ length: 10 }, (_, n) => services.sessions.set(caller, { sessionId: `s${n}`, data: {} }));
    await Promise.all(calls);
    expect((await services.status.status()).writes.sessions).toMatchObject({ batches: 10, largestBatch: 1 });
  });

  test('are sessions refused as overload once too many wait, and counted', async () => {
    const hanging = new Promise<never>(() => {});
    const writer = new RecordWriter({ store: () => hanging, windowMs: 5 });
    const write = (n: number) =>
      writer.changeSession({
        kind: 'set',
        owner: 'local',
        id: `s${n}`,
        data: {},
        dataBytes: 2,
        ttlSeconds: 60,
        maxSessions: 9,
        nowMs: 0,
      });
    for (let n = 0; n < LIMIT; n++) void write(n);
    await expect(write(LIMIT)).rejects.toMatchObject({ code: 'OVERLOADED', retryable: true, retryAfterMs: 1_000 });
    expect(writer.figures().sessions).toMatchObject({ pending: LIMIT, shed: 1 });
  });

  test('that come faster than the store takes them are refused once too many wait, and counted', async () => {
    const hanging = new Promise<never>(() => {});
    const writer = new RecordWriter({ store: () => hanging, windowMs: 5 });
    const refusals: string[] = [];
    for (let n = 0; n < 1_100; n++) {
      writer.writeImprovement(improvementOf('local')).catch((error: AppError) => refusals.push(error.code));
    }
    await expect(writer.writeImprovement(improvementOf('local'))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(new Set(refusals)).toEqual(new Set(['STORE_UNAVAILABLE']));
    expect(writer.figures().improvements).toMatchObject({ pending: LIMIT, shed: 77 });
  });
});
