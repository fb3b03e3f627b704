import type { RetentionStore } from '../store.ts';
import type { Database, Statement } from './database.ts';
import { firstIdAt, weekStart } from './weeks.ts';

/** Each owner once, by jumps along the key instead of a reading of every row. */
function ownersOf(table: string): string {
  return `WITH RECURSIVE owners (owner) AS (
    SELECT min(owner) FROM ${table}
    UNION ALL
    SELECT (SELECT min(owner) FROM ${table} WHERE owner > owners.owner) FROM owners WHERE owners.owner IS NOT NULL
  )`;
}

/** Their feedback goes with them, by its foreign key. */
const EXPIRE_IMPROVEMENTS: Statement = {
  name: 'improvement-expire',
  text: `${ownersOf('improvements')}
    DELETE FROM improvements WHERE id < $1 AND (owner, id) IN (
      SELECT improvements.owner, improvements.id
      FROM owners CROSS JOIN improvements WHERE improvements.owner = owners.owner AND improvements.id < $1 LIMIT $2
    )
    RETURNING id`,
};

const EXPIRE_USAGE: Statement = {
  name: 'usage-expire',
  text: `${ownersOf('usage_hourly')}
    DELETE FROM usage_hourly WHERE (owner, hour_ms) IN (
      SELECT usage_hourly.owner, usage_hourly.hour_ms
      FROM owners CROSS JOIN usage_hourly
      WHERE usage_hourly.owner = owners.owner AND usage_hourly.hour_ms < $1 LIMIT $2
    )
    RETURNING hour_ms`,
};

export class SqlRetentionStore implements RetentionStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async prepare(nowMs: number): Promise<void> {
    await this.#database.prepareWeeks?.(nowMs);
  }

  async expire(keepSinceMs: number, limit: number): Promise<number> {
    const beforeMs = weekStart(keepSinceMs);
    if (beforeMs <= 0) return 0;
    const weeks = (await this.#database.dropWeeks?.(beforeMs)) ?? 0;
    // Two replicas at once would wait for each other's rows, possibly in a circle.
    const expire = async (statement: Statement, bound: string | number) =>
      (await this.#database.queryLocked('retention', statement, [bound, limit])).length;
    const removed =
      weeks + (await expire(EXPIRE_IMPROVEMENTS, firstIdAt(beforeMs))) + (await expire(EXPIRE_USAGE, beforeMs));
    if (removed > 0) await this.#database.reclaim?.();
    return removed;
  }
}
