/** By what name a database goes in keys that others share. */
import { expect, inject, test } from 'vitest';
import { withClient } from '../services/postgres.ts';
import { createTestDatabase } from '../services/test-database.ts';
import { openPostgresAt } from './open-store.ts';

test.skipIf(!inject('postgres'))(
  'a database is the same by each address and for each account, and no other is',
  async () => {
    await using database = await createTestDatabase();
    await using other = await createTestDatabase();
    const role = new URL(database.url).pathname.slice(1).replace('test', 'role');
    await withClient(database.url, (client) => client.query(`CREATE ROLE ${role} LOGIN PASSWORD 'for-tests-only'`));
    try {
      await withClient(database.url, (client) =>
        client.query(
          `GRANT USAGE, CREATE ON SCHEMA public TO ${role}; GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`,
        ),
      );
      const byName = new URL(database.url);
      byName.hostname = 'localhost';
      const plain = new URL(database.url);
      plain.username = role;
      plain.password = 'for-tests-only';
      const identities: string[] = [];
      for (const url of [database.url, byName.href, plain.href, other.url]) {
        await using store = await openPostgresAt(url);
        identities.push(await store.identity());
      }
      const [first, ...rest] = identities;
      expect(first).toMatch(/^\d+\/[0-9A-F]{8}\/prompt_improver_test_\w+\/public$/);
      expect(rest.slice(0, 2)).toEqual([first, first]);
      expect(rest[2]).not.toBe(first);
    } finally {
      await withClient(database.url, (client) => client.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`));
    }
  },
);

test.skipIf(!inject('postgres'))('a database that does not tell which it is goes by its address', async () => {
  await using database = await createTestDatabase();
  const role = new URL(database.url).pathname.slice(1).replace('test', 'role');
  await withClient(database.url, (client) =>
    client.query(
      `REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC;
       CREATE ROLE ${role} LOGIN PASSWORD 'for-tests-only'; GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`,
    ),
  );
  try {
    const plain = new URL(database.url);
    plain.username = role;
    plain.password = 'for-tests-only';
    await using store = await openPostgresAt(plain.href);
    expect(await store.identity()).toBe(`${plain.host}${plain.pathname}`);
    expect(
      await store.sessions.set({ owner: 'o', id: 's', data: {}, ttlSeconds: 60, maxSessions: 1 }, 0),
    ).toMatchObject({
      version: 1,
    });
  } finally {
    await withClient(database.url, (client) => client.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`));
  }
});

test.skipIf(!inject('postgres'))('a database that is too slow to tell which it is goes by no other name', async () => {
  await using database = await createTestDatabase();
  await withClient(database.url, (client) =>
    client.query(`CREATE SCHEMA slow;
      CREATE FUNCTION slow.pg_control_system(OUT system_identifier bigint) LANGUAGE sql
        AS 'SELECT 1 FROM pg_sleep(5)'`),
  );
  const slow = new URL(database.url);
  slow.searchParams.set('options', '-c search_path=slow,pg_catalog,public -c statement_timeout=50');
  const opening = openPostgresAt(slow.href).then(async (store) => {
    await using opened = store;
    return opened.identity();
  });
  await expect(opening).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
});
