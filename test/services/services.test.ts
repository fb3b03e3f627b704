import { describe, expect, inject, it } from 'vitest';
import { withClient } from './postgres.ts';
import { ping, startRedis } from './redis.ts';
import { createTestDatabase } from './test-database.ts';

describe.skipIf(!inject('postgres'))('the PostgreSQL of the tests', () => {
  it('clones the migrated template', async () => {
    await using database = await createTestDatabase();
    const tables = await withClient(database.url, (client) =>
      client.query<{ table_name: string }>(
        `SELECT relname AS table_name FROM pg_class
          WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname`,
      ),
    );
    expect(tables.rows.map((row) => row.table_name)).toEqual([
      'alert_book',
      'alert_reports',
      'feedback',
      'improvements',
      'metric_minutes',
      'metric_replicas',
      'performance_reports',
      'prompt_improver_migrations',
      'rules',
      'sessions',
      'usage_hourly',
    ]);
  });

  it('keeps one test database apart from another', async () => {
    await using first = await createTestDatabase();
    await using second = await createTestDatabase();
    const insert = "INSERT INTO rules VALUES ('X01', true, '{}', 1, 0)";
    await withClient(first.url, (client) => client.query(insert));
    const found = await withClient(second.url, (client) => client.query('SELECT id FROM rules'));
    expect(found.rows).toEqual([]);
  });

  it('drops a test database with the connections that are open to it', async () => {
    const database = await createTestDatabase({ empty: true });
    await withClient(database.url, async () => {
      await database[Symbol.asyncDispose]();
    });
    await expect(withClient(database.url, async () => {})).rejects.toMatchObject({ code: '3D000' });
  });
});

describe.skipIf(!inject('redisUrl'))('the Redis of the tests', () => {
  it('answers PING', async () => {
    expect(await ping(inject('redisUrl') ?? '')).toBe('+PONG\r\n');
  });
});

describe('a Redis of a test of its own', () => {
  it('can be crashed and started again on the same port', async (context) => {
    const binaries = inject('redisBinaries');
    if (binaries === undefined) return context.skip('there is no Redis');
    await using server = await startRedis(binaries);
    expect(await ping(server.url)).toBe('+PONG\r\n');
    await server.crash();
    await expect(ping(server.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await server.start();
    expect(await ping(server.url)).toBe('+PONG\r\n');
  });
});
