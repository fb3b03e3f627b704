import { Client, type ClientBase, type ClientConfig } from 'pg';
import {
  type AppliedMigration,
  CREATE_MIGRATIONS_TABLE,
  type PendingMigration,
  pendingMigrations,
} from '../sql/migrations.ts';
import { lockStatement } from './advisory-lock.ts';
import { POSTGRES_MIGRATIONS } from './migrations/all.ts';

/**
 * Applies each missing migration in a transaction of its own. Any number of processes may start at once: they take turns
 * by an advisory lock.
 */
export async function migrate(pooled: ClientBase, config: ClientConfig, now: () => number): Promise<void> {
  if ((await nextMigration(pooled)) === undefined) return;
  const client = new Client({ ...config, query_timeout: 0 });
  // Every query reports a broken connection itself.
  client.on('error', () => {});
  await client.connect();
  try {
    while (await applyNext(client, now)) {
      // One transaction a round.
    }
  } finally {
    await client.end().catch(() => {});
  }
}

/** A transaction left open by an error ends with the connection. */
async function applyNext(client: Client, now: () => number): Promise<boolean> {
  // A migration may take longer, and wait longer for its turn, than any statement of the pool is allowed to.
  await client.query(
    'BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0',
  );
  await client.query(lockStatement('migrations'));
  await client.query(CREATE_MIGRATIONS_TABLE);
  const next = await nextMigration(client);
  if (next !== undefined) {
    await client.query(next.sql);
    await client.query('INSERT INTO prompt_improver_migrations VALUES ($1, $2, $3, $4)', [
      next.version,
      next.name,
      next.checksum,
      now(),
    ]);
  }
  await client.query('COMMIT');
  return next !== undefined;
}

async function nextMigration(database: ClientBase): Promise<PendingMigration | undefined> {
  const table = await database.query("SELECT to_regclass('prompt_improver_migrations') IS NOT NULL AS found");
  const applied = table.rows[0]?.found
    ? (await database.query<AppliedMigration>('SELECT version, checksum FROM prompt_improver_migrations')).rows
    : [];
  return pendingMigrations(POSTGRES_MIGRATIONS, applied)[0];
}
