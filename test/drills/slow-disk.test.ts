/**
 * A server process on a PostgreSQL whose disk takes long for each commit: everybody is answered in time, with what is true, the
 * status tells what waits, and a crash of PostgreSQL takes nothing of what was acknowledged.
 */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Replica } from '../replicas/server.ts';
import { type PostgresServer, startPostgres, withClient } from '../services/postgres.ts';

/** The longest that PostgreSQL can be told to wait before it flushes a commit, and as long as an improvement waits for its record. */
const COMMIT_MS = 100;
/** `performance.deadlineMs`. */
const DEADLINE_MS = 10_000;
const CALLERS = 8;
const ROUNDS = 6;

interface Acknowledged {
  readonly sessions: Map<string, number>;
  readonly improvements: string[];
  readonly feedback: string[];
}

interface Writes {
  readonly improvements: { readonly pending: number; readonly written: number };
}

describe.skipIf(!inject('postgresBinaries'))('on a slow disk', () => {
  let server: PostgresServer;

  beforeAll(async () => {
    const binaries = inject('postgresBinaries');
    if (binaries === undefined) return;
    const settings = { fsync: 'on', commit_delay: String(COMMIT_MS * 1_000), commit_siblings: '0' };
    server = await startPostgres(binaries, settings);
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

  test('every caller is answered in time, what is not said to be stored is stored later, and nothing acknowledged is lost', async () => {
    await using replica = await Replica.start({ databaseUrl: server.url, redisUrl: '' });
    const acknowledged: Acknowledged = { sessions: new Map(), improvements: [], feedback: [] };
    const slowest = new Map<string, number>();
    const call = async (tool: string, args: object) => {
      const startMs = performance.now();
      const result = await replica.ok(tool, args);
      slowest.set(tool, Math.max(slowest.get(tool) ?? 0, performance.now() - startMs));
      return result;
    };
    // It opens the store, whose tables are made with many commits.
    await expect.poll(() => call('set_session', { session_id: 'first', data: {} }), { timeout: 60_000 }).toBeDefined();
    slowest.clear();

    const caller = async (id: string) => {
      for (let round = 0; round < ROUNDS; round++) {
        const session = await call('set_session', { session_id: id, data: { round } });
        acknowledged.sessions.set(id, Number(session['version']));
        const improvement = await call('improve_prompt', { prompt: `Fix bug ${round} of ${id}.`, session_id: id });
        if (improvement['stored'] !== true) continue;
        const improvementId = String(improvement['improvement_id']);
        acknowledged.improvements.push(improvementId);
        const feedback = await call('record_feedback', { improvement_id: improvementId, rating: 4 });
        acknowledged.feedback.push(String(feedback['feedback_id']));
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, (_, n) => caller(`s${n}`)));

    const made = CALLERS * ROUNDS;
    const writes = async () => (await call('get_performance_status', {}))['writes'] as Writes;
    await expect.poll(async () => (await writes()).improvements).toMatchObject({ pending: 0, written: made });
    expect(await call('get_performance_status', {})).toMatchObject({
      store: { state: 'ok' },
      improvements_not_stored: made - acknowledged.improvements.length,
    });
    expect(Math.max(...slowest.values())).toBeLessThan(DEADLINE_MS);
    expect(slowest.get('set_session')).toBeGreaterThan(COMMIT_MS);

    await server.kill();
    await server.start();
    await withClient(server.url, async (client) => {
      const idsIn = async (table: string) =>
        new Set((await client.query<{ readonly id: string }>(`SELECT id FROM ${table}`)).rows.map(({ id }) => id));
      const improvements = await idsIn('improvements');
      expect(improvements.size).toBe(made);
      expect(acknowledged.improvements.filter((id) => !improvements.has(id))).toEqual([]);
      const feedback = await idsIn('feedback');
      expect(acknowledged.feedback.filter((id) => !feedback.has(id))).toEqual([]);
      const { rows } = await client.query<{ readonly id: string; readonly version: string }>(
        "SELECT id, version FROM sessions WHERE id <> 'first'",
      );
      expect(new Map(rows.map(({ id, version }) => [id, Number(version)]))).toEqual(acknowledged.sessions);
    });
  });
});
