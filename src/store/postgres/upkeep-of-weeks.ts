/** Makes the weeks to come and drops those that are over, beside other processes that do the same. */
import type { PoolClient } from 'pg';
import { lockStatement } from './advisory-lock.ts';
import {
  dropWeek,
  endedWeeks,
  excludeWeeks,
  INCLUDE_WEEKS,
  LIMIT_LOCK_WAIT,
  LIST_WEEKS,
  makeWeek,
  missingWeeks,
  PROVE_WEEKS_EXCLUDED,
  SIZE_OF_DEFAULT,
} from './partitions.ts';
import { isConnectionBroken } from './postgres-error.ts';

/** A default partition up to this size is looked through while others wait. */
const SMALL_BYTES = 16 * 1_048_576;
/** Of a larger one; nobody waits for it. */
const PROOF_TIMEOUT_MS = 600_000;

const CHECK_VIOLATION = '23514';

export async function makeWeeks(client: PoolClient, nowMs: number): Promise<void> {
  const missing = missingWeeks(await weeksOf(client), nowMs);
  if (missing.length === 0) return;
  const { rows } = await client.query<{ readonly bytes: number }>(SIZE_OF_DEFAULT);
  if ((rows[0]?.bytes ?? 0) <= SMALL_BYTES) return attach(client, nowMs, missing);
  // Rows of the week under way may arrive meanwhile, and have to go somewhere.
  const later = missing.filter((startMs) => startMs > nowMs);
  if (later.length === 0) return;
  await inTransaction(client, 'partitions', () => client.query(excludeWeeks(later)));
  try {
    await prove(client);
    await attach(client, nowMs, later);
  } catch (thrown) {
    if (!isConnectionBroken(thrown)) await inTransaction(client, 'partitions', () => client.query(INCLUDE_WEEKS));
    throw thrown;
  }
}

export async function dropEndedWeeks(client: PoolClient, beforeMs: number): Promise<number> {
  const ended = endedWeeks(await weeksOf(client), beforeMs);
  for (const week of ended) {
    await inTransaction(client, 'partitions', async () => {
      const stillThere = await weeksOf(client);
      if (stillThere.includes(week)) await client.query(dropWeek(week));
    });
  }
  return ended.length;
}

async function attach(client: PoolClient, nowMs: number, wanted: readonly number[]): Promise<void> {
  await inTransaction(client, 'partitions', async () => {
    // Looked up again: another process may have made them before we got the lock.
    const missing = missingWeeks(await weeksOf(client), nowMs).filter((startMs) => wanted.includes(startMs));
    for (const startMs of missing) await makeWeekUnlessInUse(client, startMs);
    await client.query(INCLUDE_WEEKS);
  });
}

async function prove(client: PoolClient): Promise<void> {
  // `query_timeout` is a setting of the driver for one query that its types leave out of QueryConfig.
  const proof = { text: PROVE_WEEKS_EXCLUDED, query_timeout: PROOF_TIMEOUT_MS } as { text: string };
  await inTransaction(client, 'proof of partitions', async () => {
    await client.query(`SET LOCAL statement_timeout = ${PROOF_TIMEOUT_MS}`);
    await client.query(proof);
  });
}

async function inTransaction(client: PoolClient, lock: string, work: () => Promise<unknown>): Promise<void> {
  await client.query(`BEGIN ISOLATION LEVEL READ COMMITTED; ${lockStatement(lock)}; ${LIMIT_LOCK_WAIT}`);
  try {
    await work();
    await client.query('COMMIT');
  } catch (thrown) {
    if (!isConnectionBroken(thrown)) await client.query('ROLLBACK');
    throw thrown;
  }
}

async function weeksOf(client: PoolClient): Promise<readonly string[]> {
  const { rows } = await client.query<{ readonly week: string }>(LIST_WEEKS);
  return rows.map(({ week }) => week);
}

/** Rows of the week that lie in the default partition stay there, and the week with them. */
async function makeWeekUnlessInUse(client: PoolClient, startMs: number): Promise<void> {
  await client.query('SAVEPOINT week');
  try {
    await client.query(makeWeek(startMs));
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === CHECK_VIOLATION)) throw thrown;
    await client.query('ROLLBACK TO SAVEPOINT week');
  }
}
