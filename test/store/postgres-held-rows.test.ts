/** Changes of sessions that are made together while another process holds the row of one of them. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Session, SessionChange } from '../../src/store/store.ts';
import { withClient } from '../services/postgres.ts';
import { createTestDatabase, type TestDatabase } from '../services/test-database.ts';
import { openPostgresAt } from './open-store.ts';

const IDS = ['a', 'held', 'b'];
const set = { data: { n: 2 }, ttlSeconds: 60, maxSessions: 10 };

describe.skipIf(!inject('postgres'))('a row that another process holds', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.[Symbol.asyncDispose]());

  it.each<[SessionChange['kind'], (session: Session | undefined) => boolean]>([
    ['set', (session) => session?.version === 2],
    ['touch', (session) => session?.ttlSeconds === 90],
    ['delete', (session) => session === undefined],
  ])('keeps nothing waiting but the %s of its own session', async (kind, isChanged) => {
    await using store = await openPostgresAt(database.url);
    const sessions = IDS.map((id) => ({ ...set, owner: kind, id, nowMs: 0 }));
    for (const session of sessions) await store.sessions.set(session, 0);
    const changed = async () => {
      const found = await Promise.all(IDS.map((id) => store.sessions.get({ owner: kind, id }, 0)));
      return IDS.filter((_, n) => isChanged(found[n]));
    };
    const toChange = (session: (typeof sessions)[number]): SessionChange => ({ ...session, kind, ttlSeconds: 90 });
    const outcomes = await withClient(database.url, async (client) => {
      await client.query("BEGIN; SELECT FROM sessions WHERE id = 'held' FOR UPDATE");
      const changing = store.sessions.changeMany(sessions.map(toChange));
      await expect.poll(changed, { timeout: 3_000 }).toEqual(['a', 'b']);
      await client.query('COMMIT');
      return changing;
    });
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    expect(await changed()).toEqual(IDS);
  });
});
