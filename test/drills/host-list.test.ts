/**
 * PostgreSQL changes its primary, and `DATABASE_URL` names both servers. `FAILOVER_TIMES=<n>` does it n times and prints what
 * was measured.
 */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Replica } from '../replicas/server.ts';
import { type PostgresServer, startPostgres, startStandby, withClient } from '../services/postgres.ts';
import { openPostgresAt } from '../store/open-store.ts';

/** It takes a fraction of that (docs/operations.md); the machine may be busy. */
const BACK_WITHIN_MS = 10_000;
/** After which a statement that the server does not answer is given up. */
const SILENCE_MS = 8_000;
const TIMES = Number(process.env['FAILOVER_TIMES'] ?? 1);

const binaries = inject('postgresBinaries');

function urlOf(...servers: readonly PostgresServer[]): string {
  const [url] = servers.map((server) => server.url);
  return `${url?.replace(/@[^/]*/, `@${servers.map(({ port }) => `127.0.0.1:${port}`).join(',')}`)}?target_session_attrs=read-write`;
}

describe.skipIf(!binaries)('with both servers in DATABASE_URL', () => {
  let primary: PostgresServer;
  let standby: PostgresServer;
  let replica: Replica;

  beforeAll(async () => {
    if (binaries === undefined) return;
    primary = await startPostgres(binaries);
    await (await openPostgresAt(primary.url)).close();
    standby = await startStandby(binaries, primary);
    replica = await Replica.start({ databaseUrl: urlOf(standby, primary), redisUrl: '' });
  });
  afterAll(async () => {
    await replica?.[Symbol.asyncDispose]();
    await standby?.[Symbol.asyncDispose]();
    await primary?.[Symbol.asyncDispose]();
  });

  const set = () => replica.call('set_session', { session_id: 'a', data: {} });

  /** From the promotion to the first session that is written. */
  async function promoted(what: string): Promise<number> {
    await standby.promote();
    const startedMs = performance.now();
    while ((await set()).isError);
    const tookMs = performance.now() - startedMs;
    if (process.env['FAILOVER_TIMES']) process.stderr.write(`${what}: ${Math.round(tookMs)} ms\n`);
    return tookMs;
  }

  /** The old primary becomes the standby. */
  async function rejoin(): Promise<void> {
    await primary.follow(standby);
    [primary, standby] = [standby, primary];
  }

  it('the one that is the primary is used, wherever it stands', async () => {
    expect(await set()).toMatchObject({ isError: false });
    const rows = await withClient(primary.url, (client) => client.query('SELECT id FROM sessions'));
    expect(rows.rows).toEqual([{ id: 'a' }]);
  });

  it('a killed primary is told of by name and without its password, and the promoted one is written soon', async () => {
    for (let i = 0; i < TIMES; i++) {
      await set();
      await primary.kill();
      await expect.poll(set).toMatchObject({
        isError: true,
        error: { code: 'STORE_UNAVAILABLE', retryable: true },
        text: expect.stringContaining(`:${primary.port}/postgres cannot be reached: ECONNREFUSED.`),
      });
      const { text } = await set();
      expect(text).toContain(`:${standby.port}/postgres is a standby.`);
      expect(text).not.toContain(new URL(primary.url).password);
      expect(await promoted('killed')).toBeLessThan(BACK_WITHIN_MS);
      await rejoin();
    }
  });

  it('one that is made read-only is left for the promoted one', async () => {
    for (let i = 0; i < TIMES; i++) {
      await set();
      await withClient(primary.url, async (client) => {
        await client.query('ALTER SYSTEM SET default_transaction_read_only = on');
        await client.query('SELECT pg_reload_conf()');
      });
      await expect.poll(set).toMatchObject({ error: { code: 'STORE_READ_ONLY', retryable: true } });
      // It is still the primary.
      expect(await replica.call('get_session', { session_id: 'a' })).toMatchObject({ isError: false });
      expect(await promoted('read-only')).toBeLessThan(BACK_WITHIN_MS);
      await rejoin();
    }
  });

  it('one that falls silent is left after the time limit of a statement', async () => {
    for (let i = 0; i < TIMES; i++) {
      await set();
      await primary.pause();
      expect(await promoted('silent')).toBeLessThan(SILENCE_MS + BACK_WITHIN_MS);
      await rejoin();
    }
  });
});
