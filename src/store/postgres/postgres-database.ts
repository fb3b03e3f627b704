import { Pool, type QueryResultRow } from 'pg';
import type { Logger } from '../../log/logger.ts';
import type { Database, SqlValue, Statement } from '../sql/database.ts';
import { Gate } from '../sql/gate.ts';
import { lockStatement } from './advisory-lock.ts';
import { connectionConfig } from './connection.ts';
import { migrate } from './migrate.ts';
import { toStoreError } from './postgres-error.ts';

/** Connections are made when needed; one that breaks is dropped, and the next query makes another. */
export class PostgresDatabase implements Database {
  readonly kind = 'postgres';
  readonly location: string;
  readonly #pool: Pool;
  readonly #gate = new Gate();
  #closing: Promise<void> | undefined;

  private constructor(pool: Pool, location: string) {
    this.#pool = pool;
    this.location = location;
  }

  static async open(
    databaseUrl: string,
    maxConnections: number,
    logger: Logger,
    now: () => number,
  ): Promise<PostgresDatabase> {
    const { config, location } = connectionConfig(databaseUrl);
    const pool = new Pool({ ...config, max: maxConnections });
    // Without listeners a connection that breaks would end the process, be it idle (pool) or between two queries (client).
    pool.on('error', (error) => logger.warn('idle PostgreSQL connection lost', { reason: error.message }));
    pool.on('connect', (client) => client.on('error', () => {}));
    try {
      await migrate(pool, config, now);
      return new PostgresDatabase(pool, location);
    } catch (thrown) {
      await pool.end();
      throw toStoreError(thrown, location);
    }
  }

  query<Row>(statement: Statement, values: readonly SqlValue[]): Promise<readonly Row[]> {
    return this.#guard(async () => {
      const { rows } = await this.#pool.query<QueryResultRow>({ ...statement, values: [...values] });
      // The columns are those that the statement names; `Row` is the caller's word for them.
      return rows as Row[];
    });
  }

  queryLocked<Row>(lock: string, statement: Statement, values: readonly SqlValue[]): Promise<readonly Row[]> {
    return this.#guard(async () => {
      const client = await this.#pool.connect();
      try {
        // Read committed, whatever the default: the statement must see what was committed while it waited for the lock.
        await client.query(`BEGIN ISOLATION LEVEL READ COMMITTED; ${lockStatement(lock)}`);
        const { rows } = await client.query<QueryResultRow>({ ...statement, values: [...values] });
        await client.query('COMMIT');
        client.release();
        // See `query`.
        return rows as Row[];
      } catch (thrown) {
        // Ends the connection, and with it its open transaction.
        client.release(true);
        throw thrown;
      }
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** The pool itself would leave queries unanswered that still wait for a connection. */
  async #close(): Promise<void> {
    await this.#gate.close();
    await this.#pool.end();
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.#gate.pass(work);
    } catch (thrown) {
      throw toStoreError(thrown, this.location);
    }
  }
}
