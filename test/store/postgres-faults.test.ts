/** The PostgreSQL store when the server, the network or the rights are not as they should be. */
import { inspect } from 'node:util';
import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startPostgres, type PostgresServer, withClient } from '../services/postgres.ts';
import { createTestDatabase, type TestDatabase } from '../services/test-database.ts';
import { appliedVersions, SCHEMA_VERSION } from './contract-data.ts';
import { TcpProxy } from './tcp-proxy.ts';
import { openPostgresAt } from './open-store.ts';

const SESSION = { owner: 'o', id: 's', data: {}, ttlSeconds: 60, maxSessions: 10 };

function changed(url: string, change: (url: URL) => void): string {
  const copy = new URL(url);
  change(copy);
  return copy.href;
}

function execute(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  return withClient(url, async (client) => (await client.query(sql)).rows);
}

/** Everything that a log could print of a rejection. */
async function failureOf(promise: Promise<unknown>): Promise<{ code: unknown; text: string }> {
  try {
    await promise;
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    return { code, text: inspect(thrown, { depth: 9, showHidden: true }) };
  }
  throw new Error('It did not fail.');
}

function successesOf<T>(results: readonly PromiseSettledResult<T>[]): readonly T[] {
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

function expectOnlyUnavailable(results: readonly PromiseSettledResult<unknown>[]): void {
  const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
  expect(codes.filter((code) => code !== 'STORE_UNAVAILABLE')).toEqual([]);
}

describe.skipIf(!inject('postgres'))('a PostgreSQL database', () => {
  let database: TestDatabase;
  let url: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    url = database.url;
  });

  afterAll(() => database?.[Symbol.asyncDispose]());

  it('that is fresh is migrated once by ten processes at the same time', async () => {
    await using fresh = await createTestDatabase({ empty: true });
    const stores = await Promise.all(Array.from({ length: 10 }, () => openPostgresAt(fresh.url)));
    await Promise.all(stores.map((store, n) => store.sessions.set({ ...SESSION, id: `s${n}` }, 0)));
    await Promise.all(stores.map((store) => store.close()));
    expect(await execute(fresh.url, 'SELECT version FROM prompt_improver_migrations ORDER BY version')).toEqual(
      appliedVersions('postgres'),
    );
    expect(await execute(fresh.url, 'SELECT count(*)::int AS n FROM sessions')).toEqual([{ n: 10 }]);
  });

  it('is used through the schema that the URL names', async () => {
    await using fresh = await createTestDatabase({ empty: true });
    await execute(fresh.url, 'CREATE SCHEMA ours; CREATE TABLE public.sessions (id int)');
    await using store = await openPostgresAt(
      changed(fresh.url, (to) => to.searchParams.set('options', '-csearch_path=ours')),
    );
    await store.sessions.set(SESSION, 0);
    expect(await execute(fresh.url, 'SELECT id FROM ours.sessions')).toEqual([{ id: 's' }]);
  });

  it('whose own defaults are strict is used with ours: a change waits for the one before it, and a connection lasts', async () => {
    await using strict = await createTestDatabase();
    const name = new URL(strict.url).pathname.slice(1);
    await execute(
      strict.url,
      `ALTER DATABASE ${name} SET default_transaction_isolation = 'serializable';
        ALTER DATABASE ${name} SET idle_session_timeout = '100ms'`,
    );
    await using store = await openPostgresAt(strict.url, { poolMin: 1, poolMax: 2 });
    await store.sessions.set(SESSION, 0);
    await withClient(
      changed(strict.url, (to) => to.searchParams.set('options', '-cidle_session_timeout=0')),
      async (client) => {
        await client.query('BEGIN; UPDATE sessions SET version = version + 1');
        const set = store.sessions.set(SESSION, 0);
        await expect
          .poll(() =>
            execute(url, "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'").then((rows) => rows.length),
          )
          .toBeGreaterThan(0);
        await client.query('COMMIT');
        expect(await set).toMatchObject({ version: 3 });
      },
    );
    const opened = store.pool()?.opened;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await store.sessions.get(SESSION, 0)).toBeDefined();
    expect(store.pool()).toMatchObject({ opened, lost: 0 });
  });

  it.each(['LATIN1', 'EUC_JP'])(
    'in the encoding %s is CONFIG_INVALID: it could not hold every prompt',
    async (encoding) => {
      const name = `prompt_improver_test_${encoding.toLowerCase()}_${process.pid}`;
      await execute(
        url,
        `CREATE DATABASE ${name} ENCODING '${encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`,
      );
      try {
        const failure = await failureOf(openPostgresAt(changed(url, (to) => (to.pathname = name))));
        expect(failure.code).toBe('CONFIG_INVALID');
        expect(failure.text).toContain('UTF8');
      } finally {
        await execute(url, `DROP DATABASE ${name} WITH (FORCE)`);
      }
    },
  );

  it('with a table of another application in the way is CONFIG_INVALID, and nothing is left in it', async () => {
    await using fresh = await createTestDatabase({ empty: true });
    await execute(fresh.url, 'CREATE TABLE feedback (id int)');
    expect((await failureOf(openPostgresAt(fresh.url))).code).toBe('CONFIG_INVALID');
    const tables = await execute(fresh.url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
    expect(tables).toEqual([{ tablename: 'feedback' }]);
  });

  it('of a newer version is STORE_TOO_NEW', async () => {
    await using newer = await createTestDatabase();
    await execute(
      newer.url,
      `INSERT INTO prompt_improver_migrations VALUES (${SCHEMA_VERSION.postgres + 1}, 'later', 'x', 0)`,
    );
    expect((await failureOf(openPostgresAt(newer.url))).code).toBe('STORE_TOO_NEW');
  });

  it('that lost a table is STORE_CORRUPT', async () => {
    await using damaged = await createTestDatabase();
    await using store = await openPostgresAt(damaged.url);
    await execute(damaged.url, 'DROP TABLE sessions');
    expect((await failureOf(store.sessions.get(SESSION, 0))).code).toBe('STORE_CORRUPT');
  });

  it('that is read-only is STORE_READ_ONLY for writing, can be read, and does not keep the connection', async () => {
    await using store = await openPostgresAt(
      changed(url, (to) => to.searchParams.set('options', '-cdefault_transaction_read_only=on')),
      { poolMax: 1 },
    );
    const before = store.pool()?.opened ?? 0;
    await expect(store.sessions.set(SESSION, 0)).rejects.toMatchObject({
      code: 'STORE_READ_ONLY',
      retryable: true,
      hint: expect.stringMatching(/^Try again shortly/),
    });
    expect(await store.sessions.get(SESSION, 0)).toBeUndefined();
    expect(store.pool()?.opened).toBeGreaterThan(before);
  });

  it('that lets no further connection in is STORE_UNAVAILABLE until it does', async () => {
    await using crowded = await createTestDatabase();
    await execute(url, 'CREATE ROLE plain LOGIN PASSWORD $$plain$$ CONNECTION LIMIT 0');
    await execute(crowded.url, 'GRANT ALL ON ALL TABLES IN SCHEMA public TO plain');
    const plainUrl = changed(crowded.url, (to) => {
      to.username = 'plain';
      to.password = 'plain';
    });
    try {
      const failure = await failureOf(openPostgresAt(plainUrl));
      expect(failure.code).toBe('STORE_UNAVAILABLE');
      expect(failure.text).toContain('53300');
      await execute(url, 'ALTER ROLE plain CONNECTION LIMIT -1');
      await using store = await openPostgresAt(plainUrl);
      expect(await store.sessions.set(SESSION, 0)).toMatchObject({ version: 1 });
      // The role has no right to make tables in another database.
      await using fresh = await createTestDatabase({ empty: true });
      const emptyUrl = changed(plainUrl, (to) => (to.pathname = new URL(fresh.url).pathname));
      expect((await failureOf(openPostgresAt(emptyUrl))).code).toBe('CONFIG_INVALID');
    } finally {
      await execute(crowded.url, 'DROP OWNED BY plain');
      await execute(url, 'DROP ROLE plain');
    }
  });

  it('that keeps a statement waiting is STORE_UNAVAILABLE at the timeout, and works afterwards', async () => {
    // The statements of the opening are to be done in that time, too.
    await using store = await openPostgresAt(changed(url, (to) => to.searchParams.set('statement_timeout', '1000')));
    await store.sessions.set({ ...SESSION, id: 'locked' }, 0);
    const key = { owner: 'o', id: 'locked' };
    await withClient(url, async (client) => {
      await client.query("BEGIN; SELECT 1 FROM sessions WHERE id = 'locked' FOR UPDATE");
      expect((await failureOf(store.sessions.touch(key, 0))).code).toBe('STORE_UNAVAILABLE');
    });
    expect(await store.sessions.touch(key, 0)).toBeDefined();
  });

  it('whose backends are terminated loses no process and no later call', async () => {
    await using store = await openPostgresAt(url, { poolMax: 3 });
    const name = `"${new URL(url).pathname.slice(1)}"`.replaceAll('"', "'");
    /** @param waitMs for each to have ended */
    const terminate = (waitMs: number) =>
      execute(
        url,
        `SELECT pg_terminate_backend(pid, ${waitMs}) FROM pg_stat_activity WHERE datname = ${name} AND pid <> pg_backend_pid()`,
      );
    for (let round = 0; round < 5; round++) {
      const id = `t${round}`;
      const busy = Array.from({ length: 30 }, (_, n) =>
        store.sessions.set({ ...SESSION, id: `${id}-${n}`, maxSessions: 1_000 }, 0),
      );
      const [results] = await Promise.all([Promise.allSettled(busy), terminate(0)]);
      expectOnlyUnavailable(results);
      for (const session of successesOf(results)) {
        expect(await store.sessions.get({ owner: 'o', id: session.id }, 0)).toEqual(session);
      }
      // Idle ones, too.
      await terminate(10_000);
      expect(await store.sessions.set({ ...SESSION, id, maxSessions: 1_000 }, 0)).toMatchObject({ version: 1 });
    }
  });

  it('that is cut off in the middle of a transaction is STORE_UNAVAILABLE, and reached again later', async () => {
    const { hostname, port } = new URL(url);
    await using proxy = await TcpProxy.to(hostname, Number(port || 5432));
    const proxyUrl = changed(url, (to) => {
      to.hostname = '127.0.0.1';
      to.port = String(proxy.port);
    });
    await using store = await openPostgresAt(proxyUrl);
    const create = { ...SESSION, owner: 'cut', expectedVersion: 0 };
    await withClient(url, async (client) => {
      await client.query('BEGIN; LOCK TABLE sessions IN EXCLUSIVE MODE');
      const failure = failureOf(store.sessions.set(create, 0));
      await new Promise((resolve) => setTimeout(resolve, 200));
      proxy.cut();
      expect((await failure).code).toBe('STORE_UNAVAILABLE');
    });
    expect(await store.sessions.get(create, 0)).toBeUndefined();
    expect(await store.sessions.set({ ...create, id: 'later' }, 0)).toMatchObject({ version: 1 });
  });

  it('serves more callers than it has connections', async () => {
    await using store = await openPostgresAt(url, { poolMax: 2 });
    const sets = Array.from({ length: 200 }, (_, n) =>
      store.sessions.set({ ...SESSION, owner: `many-${n % 20}`, id: `s${n}` }, 0),
    );
    expect(await Promise.all(sets)).toHaveLength(200);
  });

  it.each<[string, string, (url: URL) => void]>([
    ['a wrong password', 'CONFIG_INVALID', (to) => (to.password = 'hunter2-wrong')],
    ['an unknown user', 'CONFIG_INVALID', (to) => ((to.username = 'stranger'), (to.password = 'hunter2-wrong'))],
    ['an unknown database', 'CONFIG_INVALID', (to) => (to.pathname = '/nowhere')],
    ['a server that does not speak TLS', 'STORE_UNAVAILABLE', (to) => to.searchParams.set('sslmode', 'verify-full')],
    ['options that there are not', 'CONFIG_INVALID', (to) => to.searchParams.set('options', '-cno_such_option=1')],
    ['an option without a value', 'CONFIG_INVALID', (to) => to.searchParams.set('options', '-cjit')],
    ['an option that cannot be so', 'CONFIG_INVALID', (to) => to.searchParams.set('options', '-cjit=hunter')],
    ['a port where nobody listens', 'STORE_UNAVAILABLE', (to) => (to.port = '1')],
    ['a host that does not exist', 'STORE_UNAVAILABLE', (to) => (to.hostname = 'no-such-host.invalid')],
  ])('is not reached with %s: %s, and the password is told to nobody', async (_name, code, change) => {
    const wrongUrl = changed(url, change);
    const failure = await failureOf(openPostgresAt(wrongUrl));
    expect(failure.code).toBe(code);
    expect(failure.text).not.toContain(new URL(wrongUrl).password);
  });
});

describe('a DATABASE_URL', () => {
  it.each([
    'postgres://user:p%2F%23%40%3F@localhost:1/db',
    'postgres://user:p@ss@localhost:1/db',
    'postgres://localhost:1/db?user=me@here&password=p@ss',
    'postgres://user@localhost:1/db?options=-capplication_name%3D%23@',
    'postgresql:///db?host=127.0.0.1&port=1',
  ])('with special characters where they may be is used (%#)', async (url) => {
    expect((await failureOf(openPostgresAt(url))).code).toBe('STORE_UNAVAILABLE');
  });

  it.each([
    'hunter2',
    'mysql://user:hunter2@localhost/db',
    'postgres://user:hunter2@local host:port/db',
    'postgres://user:hunter2@localhost:99999/db',
    'postgres://user:hunter2@localhost/db?sslrootcert=/no/such/file',
    'postgres://user:12/hunter2@localhost/db',
    'postgres://user:p@hunter2/x@localhost/db',
    'postgres://user:p@hunter2/x?y@localhost/db',
    'postgres://user:12?hunter2@localhost/db',
    'postgres://user:12#hunter2@localhost/db',
    'postgres://user:p@hunter2#x@localhost/db',
  ])('that cannot be used is CONFIG_INVALID and not repeated (%#)', async (url) => {
    const failure = await failureOf(openPostgresAt(url));
    expect(failure.code).toBe('CONFIG_INVALID');
    expect(failure.text).not.toContain('hunter2');
  });

  it('of a server that accepts and says nothing is STORE_UNAVAILABLE in bounded time', async () => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => void sockets.add(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const startMs = performance.now();
    const failure = await failureOf(openPostgresAt(`postgres://user:hunter2@127.0.0.1:${port}/db`));
    expect(failure.code).toBe('STORE_UNAVAILABLE');
    // A connection is given up after 10 s; the machine may be busy.
    expect(performance.now() - startMs).toBeLessThan(20_000);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
});

describe.skipIf(!inject('postgresBinaries'))('a PostgreSQL server', () => {
  let server: PostgresServer;

  beforeAll(async () => {
    const binaries = inject('postgresBinaries');
    if (binaries !== undefined) server = await startPostgres(binaries);
  });

  afterAll(() => server?.[Symbol.asyncDispose]());

  it.each(['stop', 'crash'] as const)(
    'that goes through %s and comes back is used again without a restart',
    async (end) => {
      await using store = await openPostgresAt(server.url);
      const id = `before-${end}`;
      const session = await store.sessions.set({ ...SESSION, id }, 0);
      const underWay = Array.from({ length: 20 }, (_, n) => store.sessions.set({ ...SESSION, id, data: { n } }, 0));
      const [results] = await Promise.all([Promise.allSettled(underWay), server[end]()]);
      expectOnlyUnavailable(results);
      const failure = await failureOf(store.sessions.get(SESSION, 0));
      expect(failure.code).toBe('STORE_UNAVAILABLE');
      await server.start();
      const found = await store.sessions.get({ owner: 'o', id }, 0);
      expect(found?.version).toBeGreaterThanOrEqual(session.version + successesOf(results).length);
      expect(await store.sessions.delete({ owner: 'o', id }, 0)).toBe(true);
    },
  );
});
