import type { RetentionStore } from '../store.ts';
import type { Database, Statement } from './database.ts';
import { firstIdAt, weekStart } from './weeks.ts';

/**
 * Deletes at most `$2` rows whose `column` is below `$1`. The key begins with the owner, so each owner is found by a jump
 * along it and its oldest rows by another: rows that stay are not read.
 */
function expiry(kind: Database['kind'], name: string, table: string, column: string): Statement {
  // By itself PostgreSQL would read the whole table, once to find what has expired and once more to look up its keys: it
  // does not know that hardly anything has. A search of its own for each owner, and places instead of keys, prevent both.
  const isExpired =
    kind === 'postgres'
      ? `ctid = ANY (ARRAY(
          SELECT place FROM owners CROSS JOIN LATERAL (
            SELECT ctid AS place FROM ${table} WHERE owner = owners.owner AND ${column} < $1 ORDER BY ${column} LIMIT $2
          ) AS expired LIMIT $2
        ))`
      : `(owner, ${column}) IN (
          SELECT expired.owner, expired.${column} FROM owners CROSS JOIN ${table} AS expired
          WHERE expired.owner = owners.owner AND expired.${column} < $1 LIMIT $2
        )`;
  return {
    name,
    text: `WITH RECURSIVE owners (owner) AS (
        SELECT min(owner) FROM ${table}
        UNION ALL
        SELECT (SELECT min(owner) FROM ${table} WHERE owner > owners.owner) FROM owners WHERE owners.owner IS NOT NULL
      )
      DELETE FROM ${table} WHERE ${isExpired} RETURNING owner`,
  };
}

/** What PostgreSQL holds apart by week goes by week; the rest is in the default partition. Feedback goes with it, by its foreign key. */
const IMPROVEMENTS = { embedded: 'improvements', postgres: 'improvements_default' } as const;

export class SqlRetentionStore implements RetentionStore {
  readonly #database: Database;
  readonly #expireImprovements: Statement;
  readonly #expireUsage: Statement;
  #hasRemoved = false;

  constructor(database: Database) {
    const { kind } = database;
    this.#database = database;
    this.#expireImprovements = expiry(kind, 'improvement-expire', IMPROVEMENTS[kind], 'id');
    this.#expireUsage = expiry(kind, 'usage-expire', 'usage_hourly', 'hour_ms');
  }

  async prepare(nowMs: number): Promise<void> {
    await this.#database.prepareWeeks?.(nowMs);
  }

  async clock(nowMs: number): Promise<number> {
    return (await this.#database.clock?.(nowMs)) ?? nowMs;
  }

  async expire(keepSinceMs: number, limit: number): Promise<number> {
    const beforeMs = weekStart(keepSinceMs);
    if (beforeMs <= 0) return 0;
    // Two replicas at once would wait for each other's rows, possibly in a circle.
    const expire = async (statement: Statement, bound: string | number) =>
      (await this.#database.queryLocked('retention', statement, [bound, limit])).length;
    const improvements = await expire(this.#expireImprovements, firstIdAt(beforeMs));
    const removed = improvements + (await expire(this.#expireUsage, beforeMs));
    this.#hasRemoved ||= removed > 0;
    if (removed >= limit) return removed;
    // Once at the end: it waits for the disk.
    if (this.#hasRemoved) {
      await this.#database.reclaim?.();
      this.#hasRemoved = false;
    }
    // Last: a role that does not own the weeks cannot drop them, and what it can remove is gone by then.
    return removed + ((await this.#database.dropWeeks?.(beforeMs)) ?? 0);
  }
}
