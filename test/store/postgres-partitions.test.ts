/** Improvements and feedback by week on PostgreSQL, and the way there from a database without weeks. */
import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, inject, it } from 'vitest';
import type { ImprovementRecord } from '../../src/store/store.ts';
import { POSTGRES_MIGRATIONS } from '../../src/store/postgres/migrations/all.ts';
import { createLogger } from '../../src/log/logger.ts';
import { PostgresDatabase } from '../../src/store/postgres/postgres-database.ts';
import { SqlStore } from '../../src/store/sql/sql-store.ts';
import { CREATE_MIGRATIONS_TABLE, pendingMigrations } from '../../src/store/sql/migrations.ts';
import { WEEK_MS, weekStart } from '../../src/store/sql/weeks.ts';
import { withClient } from '../services/postgres.ts';
import { createTestDatabase } from '../services/test-database.ts';
import { openPostgresAt, POSTGRES_DEFAULTS } from './open-store.ts';
import { quietLogger } from './quiet-logger.ts';
import { feedbackOf, improvementOf } from './records.ts';

const NOW = Date.now();
const OWNER = 'weekly';

function improvementAt(createdAtMs: number): ImprovementRecord {
  return improvementOf(OWNER, { id: uuidv7({ msecs: createdAtMs }), createdAtMs });
}

function tableOf(table: string, ms: number): string {
  return `${table}_${new Date(weekStart(ms)).toISOString().slice(0, 10).replaceAll('-', '')}`;
}

function ask(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  return withClient(url, async (client) => (await client.query(sql)).rows);
}

/** Of each row, the partition that holds it. */
async function whereabouts(url: string, table: string): Promise<readonly unknown[]> {
  const rows = await ask(url, `SELECT tableoid::regclass::text AS name FROM ${table} ORDER BY name`);
  return rows.map(({ name }) => name);
}

async function weeksOf(url: string): Promise<readonly unknown[]> {
  const rows = await ask(
    url,
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'improvements'::regclass ORDER BY name",
  );
  return rows.map(({ name }) => name);
}

/** With some 20 MB, which are more than are looked through while others wait. */
async function fillDefault(url: string): Promise<void> {
  await ask(
    url,
    `INSERT INTO improvements_default (owner, id, created_at_ms, prompt, prompt_bytes, changed, verdict, language, task, target,
        score_before, score_after, score_potential, rules, questions, ruleset_hash, duration_ms)
      SELECT 'many', '00000000-' || n, 1, repeat(md5(n::text), 30), 1, TRUE, 'ask', 'en', 'code', 'unknown', 1, 1, 1, '[]', 1, 'hash', 1
      FROM generate_series(1, 20000) AS n`,
  );
}

/** A role that may read and write all tables, and owns none. */
async function roleWithoutTables(databaseUrl: string): Promise<{ readonly url: string } & AsyncDisposable> {
  const role = `writer_${randomBytes(6).toString('hex')}`;
  const tables = `GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`;
  await ask(databaseUrl, `CREATE ROLE ${role} LOGIN PASSWORD 'pass'; ${tables}`);
  const url = new URL(databaseUrl);
  url.username = role;
  url.password = 'pass';
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      await ask(databaseUrl, `DROP OWNED BY ${role}; DROP ROLE ${role}`);
    },
  };
}

describe.skipIf(!inject('postgres'))('improvements on PostgreSQL', () => {
  it('lie with their feedback in the partition of their week; of weeks without one, in the default', async () => {
    await using database = await createTestDatabase();
    await using store = await openPostgresAt(database.url);
    const records = [NOW, NOW + WEEK_MS, NOW - 3 * WEEK_MS, NOW + 50 * WEEK_MS].map(improvementAt);
    await store.improvements.insertMany(records);
    await store.feedback.insertMany(records.map((record) => feedbackOf(record, { rating: 4 })));
    for (const table of ['improvements', 'feedback']) {
      const expected = [`${table}_default`, `${table}_default`, tableOf(table, NOW), tableOf(table, NOW + WEEK_MS)];
      expect(await whereabouts(database.url, table)).toEqual(expected.toSorted());
    }
    for (const record of records) {
      expect(await store.improvements.get(OWNER, record.id)).toEqual(record);
      expect(await store.feedback.listByImprovement(OWNER, record.id)).toHaveLength(1);
    }
  });

  it('get their weeks made ahead once, however many replicas do it at the same time, while they are written', async () => {
    await using database = await createTestDatabase();
    const stores = await Promise.all(Array.from({ length: 5 }, () => openPostgresAt(database.url)));
    const laterMs = NOW + 10 * WEEK_MS;
    const writes = Array.from({ length: 100 }, (_, n) => stores[n % 5]?.improvements.insert(improvementAt(NOW)));
    await Promise.all([...stores.map((store) => store.retention.prepare(laterMs)), ...writes]);
    await Promise.all(stores.map((store) => store.close()));
    const weeks = await weeksOf(database.url);
    expect(weeks).toContain(tableOf('improvements', laterMs + 4 * WEEK_MS));
    // The default, the 5 from the migration, and the 5 from `laterMs` on.
    expect(weeks).toHaveLength(11);
    expect(await ask(database.url, 'SELECT count(*)::int AS n FROM improvements')).toEqual([{ n: 100 }]);
  });

  it('are dropped by whole weeks once those are past retention, once by several replicas', async () => {
    await using database = await createTestDatabase();
    await using store = await openPostgresAt(database.url);
    await using other = await openPostgresAt(database.url);
    const [old, kept] = [improvementAt(NOW), improvementAt(NOW + WEEK_MS)];
    await store.improvements.insertMany([old, kept]);
    await store.feedback.insertMany([feedbackOf(old), feedbackOf(kept)]);
    const keepSinceMs = weekStart(NOW) + WEEK_MS;
    expect(await store.retention.expire(keepSinceMs - 1, 10)).toBe(0);
    await Promise.all([store, other].map((one) => one.retention.expire(keepSinceMs, 10)));
    expect(await weeksOf(database.url)).not.toContain(tableOf('improvements', NOW));
    expect(await store.improvements.get(OWNER, old.id)).toBeUndefined();
    expect(await store.feedback.listByImprovement(OWNER, old.id)).toEqual([]);
    expect(await store.improvements.get(OWNER, kept.id)).toEqual(kept);
    expect(await store.retention.expire(keepSinceMs, 10)).toBe(0);
  });

  it('go to the default partition, with a warning, when the role may not make weeks, and leave it when their time is over', async () => {
    await using database = await createTestDatabase();
    await using owning = await openPostgresAt(database.url);
    const ended = improvementAt(NOW);
    await owning.improvements.insert(ended);
    await using role = await roleWithoutTables(database.url);
    const warnings: string[] = [];
    const logger = createLogger(
      'warn',
      (line) => void warnings.push(line),
      () => 0,
    );
    const [missing, later] = [3, 4].map((weeks) => tableOf('improvements', NOW + weeks * WEEK_MS).slice(-8));
    await ask(
      database.url,
      `DROP TABLE feedback_${missing}, improvements_${missing}, feedback_${later}, improvements_${later}`,
    );
    const opened = await PostgresDatabase.open(role.url, POSTGRES_DEFAULTS, logger, () => NOW);
    await using store = new SqlStore(opened);
    const strays = [NOW + 3 * WEEK_MS, NOW + 4 * WEEK_MS].map(improvementAt);
    await store.improvements.insertMany(strays);
    expect(await whereabouts(database.url, 'improvements')).toEqual(
      [tableOf('improvements', NOW), 'improvements_default', 'improvements_default'].toSorted(),
    );
    expect(warnings.join()).toContain('partitions');

    // Weeks it cannot drop; that must be told, and not keep it from removing what it can.
    await expect(store.retention.expire(NOW + 4 * WEEK_MS, 10)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    const left = await Promise.all([ended, ...strays].map(({ id }) => store.improvements.get(OWNER, id)));
    expect(left).toEqual([ended, undefined, strays[1]]);
  });

  it('get no weeks for the time of a process whose clock is ahead: those before them would never be made', async () => {
    await using database = await createTestDatabase();
    const weeks = await weeksOf(database.url);
    const opened = await PostgresDatabase.open(database.url, POSTGRES_DEFAULTS, quietLogger, () => NOW + 50 * WEEK_MS);
    await opened.close();
    expect(await weeksOf(database.url)).toEqual(weeks);
  });

  it('get their weeks beside a large default partition without it being looked through for each, while all others wait', async () => {
    await using database = await createTestDatabase();
    await using store = await openPostgresAt(database.url, { poolMax: 1 });
    await store.improvements.insertMany([NOW - 3 * WEEK_MS, NOW + 10 * WEEK_MS].map(improvementAt));
    await fillDefault(database.url);
    const looks = async () => {
      // A server tells what a connection has done when it does something else a second later, or idles for long.
      await store.health();
      const counted = "SELECT seq_scan::int AS n FROM pg_stat_user_tables WHERE relname = 'improvements_default'";
      return (await ask(database.url, counted))[0]?.['n'];
    };
    const looksBefore = Number(await looks());

    await store.retention.prepare(NOW + 10 * WEEK_MS);
    expect(await weeksOf(database.url)).toHaveLength(6 + 4);
    await expect.poll(looks).toBe(looksBefore + 1);
    // This week lies in the default partition already, and those that come later may have to: nothing is shut out.
    expect(await weeksOf(database.url)).not.toContain(tableOf('improvements', NOW + 10 * WEEK_MS));
    for (const weeks of [10, 11, 15]) {
      const record = improvementAt(NOW + weeks * WEEK_MS);
      await store.improvements.insert(record);
      expect(await store.improvements.get(OWNER, record.id)).toEqual(record);
    }
    expect(await ask(database.url, "SELECT FROM pg_constraint WHERE conname = 'weeks_to_come'")).toEqual([]);
  });

  it('that lie in a large default partition, of a week to come, keep that week from being made and lose nothing', async () => {
    await using database = await createTestDatabase();
    await using store = await openPostgresAt(database.url);
    await fillDefault(database.url);
    const stray = improvementAt(NOW + 11 * WEEK_MS);
    await store.improvements.insert(stray);
    await expect(store.retention.prepare(NOW + 10 * WEEK_MS)).rejects.toThrow('23514');
    expect(await store.improvements.get(OWNER, stray.id)).toEqual(stray);
    expect(await ask(database.url, "SELECT FROM pg_constraint WHERE conname = 'weeks_to_come'")).toEqual([]);
    await store.improvements.insert(improvementAt(NOW + 12 * WEEK_MS));
  });

  it('that were there before there were weeks are kept, counted, and go when they are past retention', async () => {
    await using database = await createTestDatabase({ empty: true });
    const old = [improvementAt(NOW - 30 * WEEK_MS), improvementAt(NOW)];
    await withClient(database.url, async (client) => {
      await client.query(CREATE_MIGRATIONS_TABLE);
      for (const { version, name, checksum, sql } of pendingMigrations(POSTGRES_MIGRATIONS.slice(0, 2), [])) {
        await client.query(sql);
        await client.query('INSERT INTO prompt_improver_migrations VALUES ($1, $2, $3, 0)', [version, name, checksum]);
      }
      for (const { owner, id, createdAtMs } of old) {
        await client.query(
          `INSERT INTO improvements VALUES ($1, $2, NULL, $3, NULL, NULL, 10, TRUE, 'ask', 'en', 'code', 'unknown', 1, 2, 3,
            '["Q05"]', 1, 'hash', 0.5)`,
          [owner, id, createdAtMs],
        );
        await client.query('INSERT INTO feedback VALUES ($1, $2, $2, 1, 5, TRUE, NULL, NULL)', [owner, id]);
      }
    });
    const stores = await Promise.all(Array.from({ length: 10 }, () => openPostgresAt(database.url)));
    const [store] = stores;
    const fresh = improvementAt(NOW);
    await store?.improvements.insert(fresh);
    for (const { id } of [...old, fresh]) {
      expect(await store?.improvements.get(OWNER, id)).toMatchObject({ id });
      await store?.feedback.insert(feedbackOf(fresh, { improvementId: id, accepted: false }));
    }
    const period = { owner: OWNER, sinceMs: 0, untilMs: NOW + WEEK_MS, bucket: 'period' } as const;
    expect(await store?.analytics.usage({ ...period, task: 'code' })).toEqual([
      expect.objectContaining({ rules: ['Q05'], improvements: 2, feedback: 4, ratingSum: 10, scoreAfterSum: 4 }),
      expect.objectContaining({ rules: fresh.rules, improvements: 1, feedback: 1, rejected: 1 }),
    ]);
    // This week began in the default partition and stays there; the next ones are apart.
    expect(await weeksOf(database.url)).not.toContain(tableOf('improvements', NOW));
    expect(await weeksOf(database.url)).toContain(tableOf('improvements', NOW + WEEK_MS));
    expect(await store?.retention.expire(NOW - WEEK_MS, 100)).toBe(2);
    expect(await whereabouts(database.url, 'improvements')).toHaveLength(2);
    expect(await whereabouts(database.url, 'feedback')).toHaveLength(3);
    await Promise.all(stores.map((one) => one.close()));
  });
});
