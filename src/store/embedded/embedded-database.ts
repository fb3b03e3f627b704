/**
 * SQLite in this process. Each statement runs synchronously on the event loop, to its end, so statements of one process
 * never meet; those of several processes take turns by the lock on the file.
 */
import { statSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { hostname } from 'node:os';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Logger } from '../../log/logger.ts';
import type { Database, RowToWrite, RowWrite, SqlValue, Statement } from '../sql/database.ts';
import { Gate } from '../sql/gate.ts';
import { retryWhileBusy } from './busy-retry.ts';
import { databasePath, openDatabase } from './open.ts';
import { toStoreError } from './sqlite-error.ts';

/** Of 4 KiB; moving more of them at once would hold up the event loop. */
const RECLAIMED_PAGES = 200;

interface Connection {
  readonly db: DatabaseSync;
  readonly inode: number | undefined;
  readonly prepared: Map<string, StatementSync>;
}

export class EmbeddedDatabase implements Database {
  readonly kind = 'embedded';
  readonly location: string;
  readonly #dataDir: string;
  readonly #logger: Logger;
  readonly #now: () => number;
  #connection: Connection | undefined;
  #opening: Promise<void> | undefined;
  readonly #gate = new Gate();
  #closing: Promise<void> | undefined;

  private constructor(dataDir: string, logger: Logger, now: () => number) {
    this.location = databasePath(dataDir);
    this.#dataDir = dataDir;
    this.#logger = logger;
    this.#now = now;
  }

  static async open(dataDir: string, logger: Logger, now: () => number): Promise<EmbeddedDatabase> {
    const database = new EmbeddedDatabase(dataDir, logger, now);
    await database.#open();
    return database;
  }

  query<Row>(statement: Statement, values: readonly SqlValue[], signal?: AbortSignal): Promise<readonly Row[]> {
    return this.#run((connection) => {
      signal?.throwIfAborted();
      return all<Row>(connection, statement, values);
    }, signal);
  }

  /** A statement that writes holds the lock of the whole file from its start to its commit. */
  queryLocked<Row>(
    _lock: string,
    statement: Statement,
    values: readonly SqlValue[],
    signal?: AbortSignal,
  ): Promise<readonly Row[]> {
    return this.query(statement, values, signal);
  }

  writeRows<Row>(write: RowWrite, rows: readonly RowToWrite[]): Promise<readonly Row[]> {
    return this.#run((connection) =>
      inTransaction(connection.db, () =>
        rows.flatMap(({ values, signal }) => (signal?.aborted ? [] : all<Row>(connection, write.one, values))),
      ),
    );
  }

  /**
   * Pages of removed rows are overwritten with zeros (`secure_delete`) and given back to the file system a few at a time;
   * emptying the write-ahead log takes the last traces of the rows away.
   */
  async reclaim(): Promise<void> {
    const freePages = () =>
      this.#run(({ db }) => {
        db.exec(`PRAGMA incremental_vacuum(${RECLAIMED_PAGES})`);
        return Number(db.prepare('PRAGMA freelist_count').get()?.['freelist_count']);
      });
    // A file that was made without `auto_vacuum` keeps its free pages for itself.
    for (let last = Infinity, free = await freePages(); free > 0 && free < last;) {
      await nextTurn();
      last = free;
      free = await freePages();
    }
    await this.#run(({ db }) => db.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
  }

  async identity(): Promise<string> {
    return `${hostname()}:${this.location}`;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#gate.close();
    this.#connection?.db.close();
    this.#connection = undefined;
  }

  /** `work` is run again while the file is locked. */
  async #run<T>(work: (connection: Connection) => T, signal?: AbortSignal): Promise<T> {
    try {
      return await this.#gate.pass(() =>
        retryWhileBusy(async () => {
          for (;;) {
            const connection = this.#current();
            if (connection !== undefined) return work(connection);
            await (this.#opening ??= this.#open().finally(() => (this.#opening = undefined)));
          }
        }),
      );
    } catch (thrown) {
      if (signal?.aborted === true && thrown === signal.reason) throw thrown;
      throw toStoreError(thrown, this.location);
    }
  }

  /**
   * The connection, unless its file was moved away or replaced, as after a repair: SQLite itself would go on writing to
   * a file that nobody finds again.
   */
  #current(): Connection | undefined {
    const connection = this.#connection;
    if (connection === undefined || connection.inode === inodeOf(this.location)) return connection;
    this.#logger.warn('the database file was moved away or replaced, opening it anew');
    this.#connection = undefined;
    connection.db.close();
    return undefined;
  }

  async #open(): Promise<void> {
    const db = await openDatabase(this.#dataDir, this.#now);
    this.#connection = { db, inode: inodeOf(this.location), prepared: new Map() };
  }
}

function all<Row>(connection: Connection, statement: Statement, values: readonly SqlValue[]): readonly Row[] {
  const parameters = Object.fromEntries(
    values.map((value, index) => [`$${index + 1}`, typeof value === 'boolean' ? Number(value) : value]),
  );
  // SQLite gives rows of the columns that the statement names; `Row` is the caller's word for them.
  return prepare(connection, statement).all(parameters) as Row[];
}

/** The lock is taken at the start: a transaction that reads first could not wait for it later. */
function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (thrown) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw thrown;
  }
}

function prepare({ db, prepared }: Connection, { name, text }: Statement): StatementSync {
  let statement = prepared.get(name);
  if (statement === undefined) prepared.set(name, (statement = db.prepare(text)));
  return statement;
}

function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}
