/** Opens the database file: makes folder and file, sets the connection up and brings the schema up to date. */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../errors/app-error.ts';
import {
  type AppliedMigration,
  CREATE_MIGRATIONS_TABLE,
  type PendingMigration,
  pendingMigrations,
} from '../sql/migrations.ts';
import { retryWhileBusy } from './busy-retry.ts';
import { EMBEDDED_MIGRATIONS } from './migrations/all.ts';
import { loadSqlite } from './sqlite.ts';
import { toStoreError } from './sqlite-error.ts';

const FILE_NAME = 'prompt-improver.db';

export function databasePath(dataDir: string): string {
  return join(dataDir, FILE_NAME);
}

/** @throws AppError `STORE_…`, or `CONFIG_INVALID` when `dataDir` is not a folder */
export async function openDatabase(dataDir: string, now: () => number): Promise<DatabaseSync> {
  const path = databasePath(dataDir);
  makeFolder(dataDir);
  makeFile(path);
  let db: DatabaseSync | undefined;
  try {
    // A busy timeout of 0: see retryWhileBusy.
    const opened = new (loadSqlite().DatabaseSync)(path, { timeout: 0 });
    db = opened;
    await retryWhileBusy(() => configure(opened));
    await retryWhileBusy(() => migrate(opened, now));
    return opened;
  } catch (thrown) {
    db?.close();
    throw toStoreError(thrown, path);
  }
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (thrown) {
    switch (errnoOf(thrown)) {
      case 'EEXIST':
      case 'ENOTDIR':
        throw new AppError('CONFIG_INVALID', `The data folder ${dataDir} is a file, or lies below one.`, {
          field: 'dataDir',
          cause: thrown,
        });
      case 'EACCES':
      case 'EPERM':
      case 'EROFS':
        throw new AppError('STORE_READ_ONLY', `The data folder ${dataDir} cannot be made.`, { cause: thrown });
      case 'ENOSPC':
      case 'EDQUOT':
        throw new AppError('STORE_FULL', `There is no space left for the data folder ${dataDir}.`, { cause: thrown });
      default:
        throw new AppError('STORE_UNAVAILABLE', `The data folder ${dataDir} cannot be made.`, { cause: thrown });
    }
  }
}

/**
 * SQLite would make a file that everyone may read; its other files take the rights of this one. An existing file is not
 * opened here: closing it would drop the locks that another connection of this process holds on it.
 */
function makeFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch {
    // It exists, or SQLite fails to open it in a moment and says why.
  }
}

/**
 * `synchronous = NORMAL` in WAL mode: a commit is handed to the operating system and survives the end of the process,
 * `kill -9` included; a power cut may take the last commits with it, but never damages the file. FULL would wait for
 * the disk at each commit, on the event loop. Where a file system cannot do WAL, the default, FULL, stays.
 *
 * What is deleted is overwritten, and its space can be given back (`auto_vacuum` holds for files that are made with it;
 * older ones reuse the space).
 */
function configure(db: DatabaseSync): void {
  db.exec('PRAGMA secure_delete = ON; PRAGMA auto_vacuum = INCREMENTAL');
  const mode = db.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
  if (mode === 'wal') db.exec('PRAGMA synchronous = NORMAL');
}

/** Applies each missing migration in a transaction of its own. */
function migrate(db: DatabaseSync, now: () => number): void {
  while (nextMigration(db) !== undefined) {
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(CREATE_MIGRATIONS_TABLE);
      // Looked up again: another process may have migrated before we got the lock.
      const next = nextMigration(db);
      if (next !== undefined) {
        db.exec(next.sql);
        const record = db.prepare('INSERT INTO prompt_improver_migrations VALUES (?, ?, ?, ?)');
        record.run(next.version, next.name, next.checksum, now());
      }
      db.exec('COMMIT');
    } catch (thrown) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw thrown;
    }
  }
}

function nextMigration(db: DatabaseSync): PendingMigration | undefined {
  const table = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'prompt_improver_migrations'").get();
  const applied = table && db.prepare('SELECT version, checksum FROM prompt_improver_migrations').all();
  // The columns are those of CREATE_MIGRATIONS_TABLE.
  return pendingMigrations(EMBEDDED_MIGRATIONS, (applied ?? []) as unknown as AppliedMigration[])[0];
}

function errnoOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
}
