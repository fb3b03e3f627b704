/**
 * What the queries need from a dialect. Statements are written once, in the SQL that SQLite and PostgreSQL share, with
 * `$1`-style parameters; a dialect adds its connection, its errors and its migrations.
 */
import type { PoolHealth, StoreHealth } from '../store.ts';

export type SqlValue = string | number | boolean | null;

export interface Statement {
  /** Unique: the name under which the server keeps the prepared statement. */
  readonly name: string;
  readonly text: string;
  /**
   * Its rows are read in the order of an index until there are enough. PostgreSQL plans before it knows the values, expects a
   * row or two between bounds, and would read and sort all that there are.
   */
  readonly isInIndexOrder?: true;
}

/** Writes rows, and returns `owner` and `id` of those that were written. */
export interface RowWrite {
  /** One row, its values as `$1`, `$2`, … */
  readonly one: Statement;
  /** Of PostgreSQL, any number of rows, each column of them as an array: `unnest($1::text[], $2::bigint[], …)`. */
  readonly many: Statement;
}

export interface RowToWrite {
  readonly values: readonly SqlValue[];
  /** Aborted before the statement was begun: the row is left out. */
  readonly signal?: AbortSignal | undefined;
}

export interface WrittenRow {
  readonly owner: string;
  readonly id: string;
}

export interface Database {
  readonly kind: StoreHealth['kind'];
  readonly location: string;
  /**
   * Runs one statement in a transaction of its own; when the promise resolves it is committed. `Row` says which columns
   * the statement returns. Rejects with an AppError; or with the reason of `signal` when that is aborted before the
   * statement was begun, and then nothing has happened. One that has begun goes on to its end.
   */
  query<Row>(statement: Statement, values: readonly SqlValue[], signal?: AbortSignal): Promise<readonly Row[]>;
  /** As `query`, while no other process runs a statement under the same lock. */
  queryLocked<Row>(
    lock: string,
    statement: Statement,
    values: readonly SqlValue[],
    signal?: AbortSignal,
  ): Promise<readonly Row[]>;
  /**
   * Writes all rows in one transaction, or none when it rejects; with `lock`, as `queryLocked`. All rows have the same
   * number of values.
   */
  writeRows<Row extends WrittenRow = WrittenRow>(
    write: RowWrite,
    rows: readonly RowToWrite[],
    lock?: string,
  ): Promise<readonly Row[]>;
  /** See `RetentionStore.clock`; where a server has a clock of its own. */
  clock?(nowMs: number): Promise<number>;
  /** Makes room for the weeks to come, where weeks are kept apart. */
  prepareWeeks?(nowMs: number): Promise<void>;
  /** Drops what is kept apart for the weeks that ended at `beforeMs` or before; says how many weeks. */
  dropWeeks?(beforeMs: number): Promise<number>;
  /** Gives the space of removed rows back, where the server does not do it by itself. */
  reclaim?(): Promise<void>;
  /** See `Store.identity`. */
  identity(): Promise<string>;
  /** Its connections, where it has several. */
  pool?(): PoolHealth;
  /** What the dialect adds to the health of the store. */
  details?(): Promise<Partial<StoreHealth>>;
  /** Finishes what is under way and closes. Safe to call twice. */
  close(): Promise<void>;
}
