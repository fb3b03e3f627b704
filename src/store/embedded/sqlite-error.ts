import { accessSync, constants, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../errors/app-error.ts';

/** Primary result codes of SQLite, https://sqlite.org/rescode.html. An extended code has the primary in its low byte. */
const SQLITE_PERM = 3;
const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_IOERR = 10;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;
const SQLITE_PROTOCOL = 15;
const SQLITE_NOTADB = 26;

/** A write that ended with anything but ENOSPC, such as a quota or a limit on the size of files. */
const SQLITE_IOERR_WRITE = 778;
const SQLITE_IOERR_SHMSIZE = 4874;

/** The extended result code, if it was SQLite that threw. */
function sqliteCode(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !('errcode' in thrown)) return undefined;
  return typeof thrown.errcode === 'number' ? thrown.errcode : undefined;
}

/** Another process holds the lock: the same statement can succeed a moment later. */
export function isBusy(thrown: unknown): boolean {
  const primary = (sqliteCode(thrown) ?? 0) & 0xff;
  return primary === SQLITE_BUSY || primary === SQLITE_PROTOCOL;
}

/** What went wrong with the database file at `path`, in the terms of the error catalogue. */
export function toStoreError(thrown: unknown, path: string): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = sqliteCode(thrown);
  const error = (...args: ConstructorParameters<typeof AppError>) =>
    new AppError(args[0], args[1], { cause: thrown, ...args[2] });
  switch (code === undefined ? undefined : code & 0xff) {
    case SQLITE_PERM:
    case SQLITE_READONLY:
      return error('STORE_READ_ONLY', `The database ${path} cannot be written.`);
    case SQLITE_CANTOPEN:
      return isWritable(dirname(path))
        ? error('STORE_UNAVAILABLE', `The database ${path} cannot be opened.`, {
            hint: 'Check that the path is a file that the server may read and write.',
          })
        : error('STORE_READ_ONLY', `The database ${path} cannot be opened: its folder is not writable.`);
    case SQLITE_FULL:
      return error('STORE_FULL', `There is no space left for the database ${path}.`);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return error('STORE_CORRUPT', `The database ${path} is damaged or is not a database.`);
    case SQLITE_BUSY:
    case SQLITE_PROTOCOL:
      return error('STORE_UNAVAILABLE', `The database ${path} is locked by another process.`);
    case SQLITE_IOERR:
      return code === SQLITE_IOERR_WRITE || code === SQLITE_IOERR_SHMSIZE || isFull(dirname(path))
        ? error('STORE_FULL', `The database ${path} cannot grow: the disk is full, or a quota or limit is reached.`)
        : error('STORE_UNAVAILABLE', `Reading or writing the database ${path} failed (SQLite error ${code}).`);
    case undefined:
      return error('INTERNAL', 'The embedded database failed.');
    default:
      return error('INTERNAL', `The embedded database failed (SQLite error ${code}).`);
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function isFull(folder: string): boolean {
  try {
    return statfsSync(folder).bavail === 0;
  } catch {
    return false;
  }
}
