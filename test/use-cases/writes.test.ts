/** Records on their way into the store, through the whole app. */
import { describe, expect, test } from 'vitest';
import type { AppError } from '../../src/errors/app-error.ts';
import { RecordWriter } from '../../src/services/record-writer.ts';
import { improvementOf } from '../store/records.ts';
import { openEmbeddedAt } from '../store/open-store.ts';
import { startApp } from './app.ts';

const caller = { owner: 'local' };

describe('records of calls at the same time', () => {
  test('are committed together, and each caller is told only when its own is', async () => {
    await using started = await startApp({ storeWaitMs: 10_000 });
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
    await using started = await startApp({ storeWaitMs: 10_000, store: { batchWindowMs: 0 } });
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

  test('that come faster than the store takes them are refused once too many wait, and counted', async () => {
    const hanging = new Promise<never>(() => {});
    const writer = new RecordWriter({ store: () => hanging, windowMs: 5 });
    const refusals: string[] = [];
    for (let n = 0; n < 1_100; n++) {
      writer.writeImprovement(improvementOf('local')).catch((error: AppError) => refusals.push(error.code));
    }
    await expect(writer.writeImprovement(improvementOf('local'))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(new Set(refusals)).toEqual(new Set(['STORE_UNAVAILABLE']));
    expect(writer.figures().improvements).toMatchObject({ pending: 1_024, shed: 77 });
  });
});
