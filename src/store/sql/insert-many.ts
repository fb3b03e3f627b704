import { type AppError, toAppError } from '../../errors/app-error.ts';
import type { InsertOutcomes } from '../store.ts';
import type { Database, RowWrite, SqlValue } from './database.ts';

export interface RowOf {
  readonly owner: string;
  readonly id: string;
}

export interface BulkInsert<T extends RowOf> {
  readonly insert: RowWrite;
  /** @throws AppError `INVALID_ARGUMENT` for a record that no database could keep */
  readonly toRow: (record: T) => readonly SqlValue[] | Promise<readonly SqlValue[]>;
  /** Why the database left a record out without an error. */
  readonly leftOut: (record: T) => AppError;
}

interface Entry<T> {
  readonly record: T;
  readonly row: readonly SqlValue[];
}

/**
 * Inserts all records at once; when the database refuses because of one of them, halves are tried until it stands alone,
 * so that one bad record among n costs about 2 log n statements and keeps none of the others out.
 */
export async function insertMany<T extends RowOf>(
  database: Database,
  bulk: BulkInsert<T>,
  records: readonly T[],
): Promise<InsertOutcomes> {
  const failures = new Map<T, AppError>();
  const entries = await Promise.all(
    records.map(async (record): Promise<Entry<T> | undefined> => {
      try {
        return { record, row: await bulk.toRow(record) };
      } catch (thrown) {
        failures.set(record, toAppError(thrown));
        return undefined;
      }
    }),
  );
  await insertEntries(
    database,
    bulk,
    entries.filter((entry) => entry !== undefined),
    failures,
  );
  return records.map((record) => failures.get(record));
}

/** @throws AppError what `insertMany` says of the record */
export async function insertOne<T extends RowOf>(database: Database, bulk: BulkInsert<T>, record: T): Promise<void> {
  const [failure] = await insertMany(database, bulk, [record]);
  if (failure !== undefined) throw failure;
}

async function insertEntries<T extends RowOf>(
  database: Database,
  bulk: BulkInsert<T>,
  entries: readonly Entry<T>[],
  failures: Map<T, AppError>,
): Promise<void> {
  if (entries.length === 0) return;
  try {
    const rows = entries.map(({ row }) => ({ values: row }));
    const inserted = new Set((await database.writeRows(bulk.insert, rows)).map(keyOf));
    for (const { record } of entries) {
      // Of two records of one id, the first was inserted.
      if (!inserted.delete(keyOf(record))) failures.set(record, bulk.leftOut(record));
    }
  } catch (thrown) {
    const error = toAppError(thrown);
    if (entries.length === 1 || !isOfOneRow(error)) {
      for (const { record } of entries) failures.set(record, error);
      return;
    }
    const middle = entries.length >> 1;
    await insertEntries(database, bulk, entries.slice(0, middle), failures);
    await insertEntries(database, bulk, entries.slice(middle), failures);
  }
}

/** The store itself works, so it was the data. */
export function isOfOneRow({ code }: AppError): boolean {
  return code === 'INVALID_ARGUMENT' || code === 'INTERNAL';
}

export function keyOf({ owner, id }: RowOf): string {
  return JSON.stringify([owner, id]);
}
