/** The PostgreSQL store behind a pooler in transaction mode, where each transaction may get another connection. */
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type PgBouncer, startPgBouncer } from '../services/pgbouncer.ts';
import { startPostgres } from '../services/postgres.ts';
import { createTestDatabase, type TestDatabase } from '../services/test-database.ts';
import { openPostgresAt } from './open-store.ts';
import { feedbackOf, improvementOf } from './records.ts';

const THROUGH_POOLER = { preparedStatements: 'off', sessionSettings: 'off' } as const;

describe.skipIf(!inject('postgres') || !inject('pgBouncer'))('behind PgBouncer in transaction mode', () => {
  let database: TestDatabase;
  let pooler: PgBouncer;

  beforeAll(async () => {
    const program = inject('pgBouncer');
    database = await createTestDatabase({ empty: true });
    if (program) pooler = await startPgBouncer(program, database.url, 3);
  });

  afterAll(async () => {
    await pooler?.[Symbol.asyncDispose]();
    await database?.[Symbol.asyncDispose]();
  });

  /** Everything the server does with the store, from many callers at once. */
  async function useFromManyCallers(store: Awaited<ReturnType<typeof openPostgresAt>>): Promise<void> {
    const owner = uuidv7();
    const callers = Array.from({ length: 40 }, async (_, n) => {
      const key = { owner, id: `s${n % 7}` };
      await store.sessions.set({ ...key, data: { n }, ttlSeconds: 60, maxSessions: 10 }, 0);
      expect(await store.sessions.get(key, 0)).toBeDefined();
      const records = Array.from({ length: 3 }, () => improvementOf(owner, { id: uuidv7() }));
      expect(await store.improvements.insertMany(records)).toEqual([undefined, undefined, undefined]);
      for (const record of records) {
        await store.feedback.insert(feedbackOf(record, { rating: 5 }));
        expect(await store.improvements.get(owner, record.id)).toEqual(record);
      }
    });
    await Promise.all(callers);
    const period = { owner, sinceMs: 0, untilMs: Number.MAX_SAFE_INTEGER, bucket: 'period' } as const;
    expect(await store.analytics.usage(period)).toMatchObject([{ improvements: 120, feedback: 120, ratingSum: 600 }]);
    expect(await store.sessions.sweep(60_000, 100)).toBe(7);
  }

  it('the store migrates and works with prepared statements and session settings off', async () => {
    const stores = await Promise.all([1, 2, 3].map(() => openPostgresAt(pooler.url, THROUGH_POOLER)));
    for (const store of stores) await useFromManyCallers(store);
    expect(await Promise.all(stores.map(async (store) => (await store.health()).replans))).toEqual([0, 0, 0]);
    await Promise.all(stores.map((store) => store.close()));
  });

  it('statements prepared on a connection that somebody else has got meanwhile are run anew', async () => {
    await using store = await openPostgresAt(pooler.url, { ...THROUGH_POOLER, preparedStatements: 'on' });
    await useFromManyCallers(store);
    expect((await store.health()).replans).toBeGreaterThan(0);
  });

  it('session settings in the startup packet are refused, and the error names the setting that leaves them out', async () => {
    await expect(openPostgresAt(pooler.url)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      hint: expect.stringContaining('PROMPT_IMPROVER_STORE_SESSION_SETTINGS=off'),
    });
  });

  it('a server that is away behind it is STORE_UNAVAILABLE and worth trying again, and used when it is back', async () => {
    const [program, binaries] = [inject('pgBouncer'), inject('postgresBinaries')];
    if (program === undefined || binaries === undefined) return;
    await using server = await startPostgres(binaries);
    await using inFront = await startPgBouncer(program, server.url, 3);
    await using store = await openPostgresAt(inFront.url, THROUGH_POOLER);
    const read = () => store.sessions.get({ owner: 'o', id: 's' }, 0);
    await server.crash();
    // The first one waits for the pooler; the next ones it answers at once.
    for (let n = 0; n < 3; n++) {
      await expect(read()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
    }
    await server.start();
    // The pooler tries again after 15 s.
    await expect.poll(() => read().catch(({ code }) => code), { timeout: 60_000, interval: 500 }).toBeUndefined();
  });
});
