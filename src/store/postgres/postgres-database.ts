import type { PoolClient, QueryResultRow } from 'pg';
import type { Logger } from '../../log/logger.ts';
import type { PoolHealth, StoreHealth } from '../store.ts';
import type { Database, RowToWrite, RowWrite, SqlValue, Statement } from '../sql/database.ts';
import { Gate } from '../sql/gate.ts';
import { lockStatement } from './advisory-lock.ts';
import { connectionTargets } from './connection.ts';
import { ConnectionPool } from './connection-pool.ts';
import { migrate } from './migrate.ts';
import { isConnectionBroken, isReadOnlyServer, toStoreError } from './postgres-error.ts';
import { PrimarySearch } from './primary-search.ts';
import { serverIdentity } from './server-identity.ts';
import { SESSION_SETTINGS } from './session-settings.ts';
import { isStalePlan } from './stale-plan.ts';
import { dropEndedWeeks, makeWeeks } from './upkeep-of-weeks.ts';

export interface PostgresOptions {
  /** Connections that are kept open, as far as `poolMax` allows. */
  readonly poolMin: number;
  readonly poolMax: number;
  /** Statements are prepared on the server once per connection. Off: parsed and planned at every call. */
  readonly preparedStatements: 'on' | 'off';
  /** The settings of `SESSION_SETTINGS`. Off: the server's own. */
  readonly sessionSettings: 'on' | 'off';
}

type Parameter = SqlValue | readonly SqlValue[];

/** Connections are made when needed; one that breaks is dropped, and the next query makes another. */
export class PostgresDatabase implements Database {
  readonly kind = 'postgres';
  readonly location: string;
  readonly #pool: ConnectionPool;
  readonly #options: PostgresOptions;
  readonly #gate = new Gate();
  #replans = 0;
  #closing: Promise<void> | undefined;

  private constructor(pool: ConnectionPool, location: string, options: PostgresOptions) {
    this.#pool = pool;
    this.location = location;
    this.#options = options;
  }

  static async open(
    databaseUrl: string,
    options: PostgresOptions,
    logger: Logger,
    now: () => number,
  ): Promise<PostgresDatabase> {
    const targets = connectionTargets(databaseUrl, options.sessionSettings === 'on');
    const [{ config, location: firstLocation }] = targets;
    const search = targets.length === 1 ? undefined : new PrimarySearch(targets);
    const location = search === undefined ? firstLocation : targets.map((target) => target.location).join(', ');
    const pool = new ConnectionPool(config, {
      min: Math.min(options.poolMin, options.poolMax),
      max: options.poolMax,
      logger,
      serverOf: (client) => serverIdentity(client, search?.location ?? location),
      search,
    });
    try {
      await pool.use((client) => migrate(client, search?.config ?? config, now), isConnectionBroken);
    } catch (thrown) {
      await pool.close();
      throw toStoreError(thrown, location);
    }
    void pool.fill();
    const database = new PostgresDatabase(pool, location, options);
    try {
      await database.prepareWeeks(await database.clock(now()));
    } catch (thrown) {
      // Without rights, for example. Rows go to the default partition then.
      logger.warn('the partitions of the weeks to come could not be made', { reason: String(thrown) });
    }
    return database;
  }

  query<Row>(statement: Statement, values: readonly SqlValue[], signal?: AbortSignal): Promise<readonly Row[]> {
    const begin = statement.isInIndexOrder && BEGIN_IN_INDEX_ORDER;
    return this.#guard((client) => this.#runFresh<Row>(client, statement, values, begin), signal);
  }

  queryLocked<Row>(
    lock: string,
    statement: Statement,
    values: readonly SqlValue[],
    signal?: AbortSignal,
  ): Promise<readonly Row[]> {
    return this.#guard((client) => this.#runFresh<Row>(client, statement, values, beginLocked(lock)), signal);
  }

  writeRows<Row>(write: RowWrite, rows: readonly RowToWrite[], lock?: string): Promise<readonly Row[]> {
    return this.#guard(async (client) => {
      // Some callers may have gone while this waited for a connection.
      const wanted = rows.filter(({ signal }) => signal?.aborted !== true).map(({ values }) => values);
      const [first] = wanted;
      if (first === undefined) return [];
      const columns = () => first.map((_, column) => wanted.map((row) => row[column] ?? null));
      // A large text costs several times as much inside an array.
      const [statement, values] = wanted.length === 1 ? [write.one, first] : [write.many, columns()];
      return this.#runFresh<Row>(client, statement, values, lock === undefined ? undefined : beginLocked(lock));
    });
  }

  pool(): PoolHealth {
    return this.#pool.health();
  }

  async details(): Promise<Pick<StoreHealth, 'pool' | 'sessionSettings' | 'replans'>> {
    const rows = await this.query<{ readonly name: string; readonly setting: string }>(READ_BACK, [
      Object.keys(SESSION_SETTINGS).join(','),
    ]);
    return {
      pool: this.pool(),
      sessionSettings: Object.fromEntries(rows.map(({ name, setting }) => [name, setting])),
      replans: this.#replans,
    };
  }

  async clock(nowMs: number): Promise<number> {
    const [row] = await this.query<{ readonly server_ms: number }>(CLOCK, []);
    return Math.min(nowMs, row?.server_ms ?? nowMs);
  }

  prepareWeeks(nowMs: number): Promise<void> {
    return this.#guard((client) => makeWeeks(client, nowMs));
  }

  dropWeeks(beforeMs: number): Promise<number> {
    return this.#guard((client) => dropEndedWeeks(client, beforeMs));
  }

  /** Opening has made a connection. */
  async identity(): Promise<string> {
    return this.#pool.server;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** The pool itself would leave queries unanswered that still wait for a connection. */
  async #close(): Promise<void> {
    await this.#gate.close();
    await this.#pool.close();
  }

  /** @param begin what begins the transaction, for a statement that is not to be one by itself */
  async #runFresh<Row>(
    client: PoolClient,
    statement: Statement,
    values: readonly Parameter[],
    begin?: string,
  ): Promise<readonly Row[]> {
    try {
      return await this.#run<Row>(client, statement, values, begin);
    } catch (thrown) {
      if (begin !== undefined && !isConnectionBroken(thrown)) await client.query('ROLLBACK');
      if (!isStalePlan(thrown)) throw thrown;
      this.#replanned(client);
      return this.#run<Row>(client, { text: statement.text }, values, begin);
    }
  }

  async #run<Row>(
    client: PoolClient,
    statement: Statement | Pick<Statement, 'text'>,
    values: readonly Parameter[],
    begin: string | undefined,
  ): Promise<readonly Row[]> {
    const { text } = statement;
    const query = this.#options.preparedStatements === 'on' ? statement : { text };
    if (begin !== undefined) await client.query(begin);
    const { rows } = await client.query<QueryResultRow>({ ...query, values: [...values] });
    if (begin !== undefined) await client.query('COMMIT');
    // The columns are those that the statement names; `Row` is the caller's word for them.
    return rows as Row[];
  }

  /** The connection is not used again: its other statements are stale, too. */
  #replanned(client: PoolClient): void {
    this.#replans += 1;
    this.#pool.retire(client);
  }

  async #guard<T>(work: (client: PoolClient) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    let used: PoolClient | undefined;
    const unlessGone = async (client: PoolClient): Promise<T> => {
      used = client;
      // The caller may have gone while it waited for a connection.
      signal?.throwIfAborted();
      return work(client);
    };
    const isGone = (thrown: unknown) => signal?.aborted === true && thrown === signal.reason;
    const attempt = () => this.#pool.use(unlessGone, (thrown) => !isGone(thrown) && isConnectionBroken(thrown));
    try {
      return await this.#gate.pass(async () => {
        try {
          return await attempt();
        } catch (thrown) {
          // Nothing was carried out, and the address may lead to another server by now.
          if (used === undefined || !isReadOnlyServer(thrown) || !this.#pool.renew(used)) throw thrown;
          return attempt();
        }
      });
    } catch (thrown) {
      if (isGone(thrown)) throw thrown;
      throw toStoreError(thrown, this.location);
    }
  }
}

/** Read committed, whatever the default: the statement must see what was committed while it waited for the lock. */
function beginLocked(lock: string): string {
  return `BEGIN ISOLATION LEVEL READ COMMITTED; ${lockStatement(lock)}`;
}

/**
 * A plan without the sort or the bitmap that a statement can do without. What is switched off counts as very expensive where it
 * is needed all the same, and an expensive plan would be compiled: a second for each call.
 */
const BEGIN_IN_INDEX_ORDER =
  'BEGIN READ ONLY; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off; SET LOCAL jit = off';

const CLOCK: Statement = {
  name: 'clock',
  text: 'SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT) AS server_ms',
};

const READ_BACK: Statement = {
  name: 'session-settings',
  text: "SELECT name, current_setting(name) AS setting FROM unnest(string_to_array($1, ',')) AS name",
};
