import { expect, test } from 'vitest';
import { AppError } from '../errors/app-error.ts';
import type { InsertOutcomes } from '../store/store.ts';
import { LateRecords, type LateRecordsOptions } from './late-records.ts';

const AWAY = new AppError('STORE_UNAVAILABLE', 'away');
const STANDBY = new AppError('STORE_READ_ONLY', 'a standby', { retryable: true });

class FakeStore {
  failure: AppError | undefined = AWAY;
  readonly tried: string[][] = [];

  readonly insert = async (records: readonly string[]): Promise<InsertOutcomes> => {
    this.tried.push([...records]);
    return records.map(() => this.failure);
  };
}

function newLate(store: FakeStore, options: Partial<LateRecordsOptions<string>> = {}) {
  const inserted: string[] = [];
  const late = new LateRecords<string>({
    insert: store.insert,
    inserted: (record) => inserted.push(record),
    sizeBytes: ({ length }) => length,
    maxRecords: 5,
    maxBytes: 100,
    maxBatchRecords: 2,
    maxBatchBytes: 10,
    pauseMs: 2,
    ...options,
  });
  return { late, inserted };
}

test('records are tried again, a batch at a time, until the store takes them, the oldest first', async () => {
  const store = new FakeStore();
  const { late, inserted } = newLate(store);
  for (const record of ['a', 'b', 'c', 'longer than a batch', 'd']) late.keep(record, AWAY);
  expect(late).toMatchObject({ waiting: 5, bytes: 23 });
  await expect.poll(() => store.tried.length).toBeGreaterThan(2);
  expect(new Set(store.tried.map((batch) => batch.join()))).toEqual(new Set(['a,b']));
  store.tried.length = 0;
  store.failure = undefined;
  await expect.poll(() => late.waiting).toBe(0);
  expect(store.tried.slice(-4)).toEqual([['a', 'b'], ['c'], ['longer than a batch'], ['d']]);
  expect(inserted).toEqual(['a', 'b', 'c', 'longer than a batch', 'd']);
  expect(late).toMatchObject({ inserted: 5, bytes: 0 });
});

test('a store that rejects is away, too', async () => {
  let tries = 0;
  const insert = async (): Promise<InsertOutcomes> => {
    tries += 1;
    if (tries < 3) throw AWAY;
    return [undefined];
  };
  const { late, inserted } = newLate(new FakeStore(), { insert });
  late.keep('a', STANDBY);
  await expect.poll(() => inserted).toEqual(['a']);
});

test.each([
  new AppError('INTERNAL', 'There is an improvement already.'),
  new AppError('INVALID_ARGUMENT', 'cannot be stored'),
  new AppError('STORE_FULL', 'full'),
  new AppError('STORE_READ_ONLY', 'a folder'),
])('$code is a failure that does not pass: the record is neither kept nor kept on ($message)', async (failure) => {
  const store = new FakeStore();
  const { late, inserted } = newLate(store);
  late.keep('a', failure);
  expect(late.waiting).toBe(0);
  late.keep('b', AWAY);
  store.failure = failure;
  await expect.poll(() => late.waiting).toBe(0);
  expect(inserted).toEqual([]);
});

test('there is room for so many records and bytes, and for no more', () => {
  const { late } = newLate(new FakeStore());
  late.keep('x'.repeat(99), AWAY);
  late.keep('yy', AWAY);
  expect(late).toMatchObject({ waiting: 1, bytes: 99 });
  const other = newLate(new FakeStore()).late;
  for (let n = 0; n < 9; n++) other.keep('z', AWAY);
  expect(other.waiting).toBe(5);
});

test('a record is given up after two minutes', async () => {
  let nowMs = 0;
  const store = new FakeStore();
  const { late, inserted } = newLate(store, { monotonic: () => nowMs });
  late.keep('a', AWAY);
  nowMs = 60_000;
  late.keep('b', AWAY);
  nowMs = 120_000;
  await expect.poll(() => late.waiting).toBe(1);
  store.failure = undefined;
  await expect.poll(() => late.waiting).toBe(0);
  expect(inserted).toEqual(['b']);
});

test('closing tries once more, and nothing is kept from then on', async () => {
  const store = new FakeStore();
  const { late, inserted } = newLate(store, { pauseMs: 60_000 });
  late.keep('a', AWAY);
  store.failure = undefined;
  await late.close();
  expect(inserted).toEqual(['a']);
  late.keep('b', AWAY);
  expect(late.waiting).toBe(0);
});
