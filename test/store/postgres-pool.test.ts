/** The connections to PostgreSQL: how many, how they are set, what is prepared on them, and how they are replaced. */
import type { ClientBase, PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createLogger } from '../../src/log/logger.ts';
import { connectionConfig } from '../../src/store/postgres/connection.ts';
import { ConnectionPool, type PoolOptions } from '../../src/store/postgres/connection-pool.ts';
import { PostgresDatabase } from '../../src/store/postgres/postgres-database.ts';
import { isConnectionBroken } from '../../src/store/postgres/postgres-error.ts';
import { SqlStore } from '../../src/store/sql/sql-store.ts';
import { withClient } from '../services/postgres.ts';
import { createTestDatabase, type TestDatabase } from '../services/test-database.ts';
import { openPostgresAt, POSTGRES_DEFAULTS } from './open-store.ts';
import { quietLogger } from './quiet-logger.ts';

const SESSION = { owner: 'o', id: 's', data: {}, ttlSeconds: 60, maxSessions: 10 };
const MINUTE_MS = 60_000;

describe.skipIf(!inject('postgres'))('the pool of PostgreSQL connections', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database?.[Symbol.asyncDispose]());

  function newPool(options: Partial<PoolOptions> = {}): ConnectionPool {
    const { config } = connectionConfig(database.url, true);
    return new ConnectionPool(config, { min: 1, max: 2, logger: quietLogger, ...options });
  }

  it('keeps its lower bound of connections open, also after they were lost', async () => {
    await using store = await openPostgresAt(database.url, { poolMin: 4, poolMax: 16 });
    const poolSize = async () => (await store.health()).pool?.size;
    await expect.poll(poolSize).toBeGreaterThanOrEqual(4);
    await withClient(database.url, (client) =>
      client.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      ),
    );
    await expect.poll(async () => (await store.health()).pool?.lost).toBeGreaterThanOrEqual(3);
    await expect.poll(poolSize).toBeGreaterThanOrEqual(4);
  });

  it('has no more connections than its upper bound, and tells how long calls waited for one', async () => {
    await using store = await openPostgresAt(database.url, { poolMin: 1, poolMax: 2 });
    await Promise.all(Array.from({ length: 50 }, () => store.sessions.get(SESSION, 0)));
    const { pool } = await store.health();
    expect(pool).toMatchObject({ min: 1, max: 2, waiting: 0, acquireTimeouts: 0 });
    expect(pool?.size).toBeLessThanOrEqual(2);
    expect(pool?.acquired).toBeGreaterThanOrEqual(51);
    expect(pool?.waitMaxMs).toBeGreaterThan(0);
  });

  it('sets every connection as documented and reads it back', async () => {
    await using store = await openPostgresAt(database.url);
    expect((await store.health()).sessionSettings).toEqual({
      jit: 'off',
      plan_cache_mode: 'force_generic_plan',
      statement_timeout: '5s',
      lock_timeout: '4s',
      idle_in_transaction_session_timeout: '5s',
      default_transaction_isolation: 'read committed',
      idle_session_timeout: '0',
    });
  });

  it('leaves what the URL sets in options as it is', async () => {
    const url = new URL(database.url);
    url.searchParams.set('options', '-c jit=on -c work_mem=5MB');
    await using store = await openPostgresAt(url.href);
    expect((await store.health()).sessionSettings).toMatchObject({ jit: 'on', statement_timeout: '5s' });
  });

  it('sends no startup parameter when session settings are off', async () => {
    await using store = await openPostgresAt(database.url, { sessionSettings: 'off' });
    expect((await store.health()).sessionSettings).toMatchObject({ jit: 'on', statement_timeout: '0' });
  });

  it('replaces a connection whose lifetime is over, when it is given back and when it is idle', async () => {
    let nowMs = 0;
    const pool = newPool({ monotonic: () => nowMs, random: () => 0.5 });
    const pid = () =>
      pool.use(
        async (client) => (await client.query('SELECT pg_backend_pid() AS pid')).rows[0].pid,
        isConnectionBroken,
      );
    const first = await pid();
    // With half of the jitter of a fifth, 30 minutes end after 27.
    nowMs = 26 * MINUTE_MS;
    await pool.checkIdle();
    expect(await pid()).toBe(first);
    nowMs = 27 * MINUTE_MS;
    expect(await pid()).toBe(first);
    const second = await pid();
    expect(second).not.toBe(first);
    nowMs = 60 * MINUTE_MS;
    await pool.checkIdle();
    expect(await pid()).not.toBe(second);
    await pool.close();
  });

  it('drops an idle connection that gives no sign of life', async () => {
    const warnings: string[] = [];
    const logger = createLogger(
      'warn',
      (line) => void warnings.push(line),
      () => 0,
    );
    const pool = newPool({ logger });
    await pool.use((client) => client.query('SELECT 1'), isConnectionBroken);
    // The server ends it without our hearing of it: its socket no longer reads.
    await pool.use(async (client) => {
      const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
      // The driver's types leave out the connection that its documentation names.
      (client as unknown as { connection: { stream: { pause(): void } } }).connection.stream.pause();
      await withClient(database.url, (other) => other.query('SELECT pg_terminate_backend($1)', [rows[0].pid]));
    }, isConnectionBroken);
    await pool.checkIdle();
    expect(pool.health()).toMatchObject({ lost: 1 });
    expect(warnings.join()).toContain('no sign of life');
    await pool.close();
  });

  const pidOf = async (client: ClientBase): Promise<number> =>
    (await client.query('SELECT pg_backend_pid() AS pid')).rows[0].pid;

  it('makes no connection to a server that is not to be used, and makes one as soon as it is', async () => {
    let isStandby = true;
    const serverOf = async () => {
      if (isStandby) throw new Error('a standby');
      return 'primary';
    };
    const pool = newPool({ serverOf });
    await expect(pool.use(pidOf, isConnectionBroken)).rejects.toThrow('a standby');
    expect(pool.health()).toMatchObject({ size: 0, opened: 0 });
    isStandby = false;
    expect(await pool.use(pidOf, isConnectionBroken)).toBeGreaterThan(0);
    expect(pool.server).toBe('primary');
    await pool.close();
  });

  it('uses no connection any more once a newer one has reached another server', async () => {
    const servers = ['old', 'old', 'new'];
    const pool = newPool({ max: 3, serverOf: async () => servers.shift() ?? 'new' });
    const { promise: reached, resolve } = Promise.withResolvers<void>();
    // The first two are in use and idle when the third is made.
    const busy = pool.use(async (client) => {
      await reached;
      return pidOf(client);
    }, isConnectionBroken);
    let idlePid = 0;
    const newPid = await pool.use(async (client) => {
      idlePid = await pidOf(client);
      return pool.use(pidOf, isConnectionBroken);
    }, isConnectionBroken);
    resolve();
    const oldPids = [idlePid, await busy];
    expect(pool.server).toBe('new');
    expect(await pool.use(pidOf, isConnectionBroken)).toBe(newPid);
    expect(pool.health()).toMatchObject({ size: 1, idle: 1 });
    expect(oldPids).not.toContain(newPid);
    await pool.close();
  });

  it('replaces its connections when the server is not the right one, but not again within a second', async () => {
    let nowMs = 0;
    const pool = newPool({ monotonic: () => nowMs });
    const renew = async (client: PoolClient) => pool.renew(client);
    const [first, isRenewed] = await pool.use(
      async (client) => [await pidOf(client), pool.renew(client)] as const,
      isConnectionBroken,
    );
    expect(isRenewed).toBe(true);
    const second = await pool.use(pidOf, isConnectionBroken);
    expect(second).not.toBe(first);
    nowMs = 999;
    expect(await pool.use(renew, isConnectionBroken)).toBe(false);
    expect(await pool.use(pidOf, isConnectionBroken)).toBe(second);
    nowMs = 1_000;
    expect(await pool.use(renew, isConnectionBroken)).toBe(true);
    expect(await pool.use(pidOf, isConnectionBroken)).not.toBe(second);
    await pool.close();
  });

  describe('prepared statements', () => {
    /** On one connection, so that what is asked of it is what the store used. */
    async function open(url: string, preparedStatements: 'on' | 'off' = 'on') {
      const options = { ...POSTGRES_DEFAULTS, poolMax: 1, preparedStatements };
      const connection = await PostgresDatabase.open(url, options, quietLogger, Date.now);
      // Each is asked once: a name stands for one text.
      const ask = (text: string) => connection.query<Record<string, unknown>>({ name: 'ask', text }, []);
      return { store: new SqlStore(connection), ask };
    }

    const USES = "SELECT name, generic_plans, custom_plans FROM pg_prepared_statements WHERE name LIKE 'session-%'";

    it('are kept by the server under their names and used again', async () => {
      const { store, ask } = await open(database.url);
      for (let call = 0; call < 5; call++) await store.sessions.get(SESSION, 0);
      expect(await ask(USES)).toEqual([{ name: 'session-get', generic_plans: 5, custom_plans: 0 }]);
      await store.close();
    });

    it('are not made when they are off', async () => {
      const { store, ask } = await open(database.url, 'off');
      for (let call = 0; call < 5; call++) await store.sessions.get(SESSION, 0);
      expect(await ask(USES)).toEqual([]);
      await store.close();
    });

    it('that a change of the schema made stale are run anew, in a transaction too, unseen by the caller', async () => {
      await using fresh = await createTestDatabase();
      const { store } = await open(fresh.url);
      await store.sessions.set(SESSION, 0);
      const change = (type: string) =>
        withClient(fresh.url, (client) => client.query(`ALTER TABLE sessions ALTER COLUMN version TYPE ${type}`));
      await store.sessions.get(SESSION, 0);
      await change('int');
      expect(await store.sessions.get(SESSION, 0)).toMatchObject({ version: 1 });
      expect((await store.health()).replans).toBe(1);
      // Prepared on the connection that came in place of the stale one, and stale again.
      await store.sessions.set({ ...SESSION, id: 'second', expectedVersion: 0 }, 0);
      await change('bigint');
      expect(await store.sessions.set({ ...SESSION, id: 'third', expectedVersion: 0 }, 0)).toMatchObject({
        version: 1,
      });
      expect((await store.health()).replans).toBe(2);
      await store.close();
    });

    it('that the connection has lost are run anew', async () => {
      const { store, ask } = await open(database.url);
      await store.sessions.get(SESSION, 0);
      await ask('DEALLOCATE ALL');
      expect(await store.sessions.get(SESSION, 0)).toBeUndefined();
      expect((await store.health()).replans).toBe(1);
      await store.close();
    });
  });
});
