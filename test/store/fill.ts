/**
 * Any number of improvements on PostgreSQL, made by the server itself: nine weeks of them, one in two of the owner `busy`,
 * the others of 100 owners, 40 in each session, feedback on one in ten. Whatever their number (from 10,000), `busy` has
 * the same hours, tasks and rules.
 */
import type { Store } from '../../src/store/store.ts';
import { WEEK_MS, weekStart } from '../../src/store/sql/weeks.ts';
import { withClient } from '../services/postgres.ts';
import { PostgresDatabase } from '../../src/store/postgres/postgres-database.ts';
import { SqlStore } from '../../src/store/sql/sql-store.ts';
import { POSTGRES_DEFAULTS } from './open-store.ts';
import { quietLogger } from './quiet-logger.ts';

export const FILLED_WEEKS = 9;
export const FILL_START_MS = weekStart(Date.now()) - FILLED_WEEKS * WEEK_MS;
const CELLS = 4_320;
const SLICE = 100_000;

/** Row n of `total`; `n` may be any expression. */
const TIME = `(${FILL_START_MS}::bigint + (n / 2 % ${CELLS}) / 3 * 3600000::bigint + n % 3600000)`;
const HEX = `lpad(to_hex(${TIME}), 12, '0')`;
const HASH = `md5('improvement ' || n)`;
const ID = `left(${HEX}, 8) || '-' || right(${HEX}, 4) || '-7' || left(${HASH}, 3) || '-8' || substr(${HASH}, 4, 3) || '-' || right(${HASH}, 12)`;
const OWNER = `CASE WHEN n % 2 = 0 THEN 'busy' ELSE 'owner-' || n % 100 END`;

function improvementsFrom(first: number, last: number): string {
  return `INSERT INTO improvements
    SELECT ${OWNER}, ${ID}, 'session-' || n / 80, ${TIME}, to_json(repeat('Sort the list. ', 6)), NULL, 90, TRUE, 'ask', 'en',
      (ARRAY['code', 'writing', 'other'])[1 + n / 2 % 3], 'unknown', 40, 50, 90, '["Q05"]', 1, 'hash', 0.5
    FROM generate_series(${first}, ${last}) AS n`;
}

function feedbackFrom(first: number, last: number): string {
  return `INSERT INTO feedback
    SELECT ${OWNER}, 'feedback-' || n, ${ID}, ${TIME}, 1 + n % 5, TRUE, NULL, NULL
    FROM generate_series(${first}, ${last}, 10) AS n`;
}

const SESSIONS = `INSERT INTO sessions
  SELECT 'owner-' || n % 100, 'session-' || n, '{}', 1, 0, 0, ${FILL_START_MS + 1_000 * WEEK_MS}, 60
  FROM generate_series(0, 19999) AS n`;

/** Keys of rows that are there, to ask for. */
export interface Sample {
  readonly owner: string;
  readonly id: string;
  readonly sessionId: string;
}

export interface FilledStore {
  readonly store: Store;
  /** Of the store's only connection. */
  readonly ask: (text: string) => Promise<readonly Record<string, unknown>[]>;
  readonly samples: readonly Sample[];
}

/** Opens the store on an empty database at `url`, with its weeks made from `FILL_START_MS` on, and `rows` improvements. */
export async function openFilled(url: string, rows: number): Promise<FilledStore> {
  const options = { ...POSTGRES_DEFAULTS, poolMax: 1 };
  const database = await PostgresDatabase.open(url, options, quietLogger, () => FILL_START_MS);
  const store = new SqlStore(database);
  for (let week = 4; week <= FILLED_WEEKS; week += 4) await store.retention.prepare(FILL_START_MS + week * WEEK_MS);
  const samples = await withClient(url, async (client) => {
    await client.query(SESSIONS);
    for (let first = 0; first < rows; first += SLICE) {
      const last = Math.min(first + SLICE, rows) - 1;
      await client.query(improvementsFrom(first, last));
      await client.query(feedbackFrom(first, last));
    }
    await client.query('VACUUM ANALYZE');
    const stride = 2 * Math.ceil(rows / 2_000);
    const { rows: found } = await client.query<{ n: number; owner: string; id: string }>(
      `SELECT n, ${OWNER} AS owner, ${ID} AS id FROM generate_series(0, ${rows - 1}, ${stride}) AS n`,
    );
    return found.map(({ n, owner, id }) => ({ owner, id, sessionId: `session-${Math.floor(n / 80)}` }));
  });
  // Each is asked once: a name stands for one text.
  return { store, samples, ask: (text) => database.query({ name: `ask ${(asked += 1)}`, text }, []) };
}

let asked = 0;
