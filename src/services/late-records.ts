/**
 * Records that the store could not take, although it will when it is back: its primary is being replaced, for example. Nobody
 * waits for them any more. They are tried again one batch at a time, the oldest first, and bounded in number, bytes and time.
 */
import { type AppError, toAppError } from '../errors/app-error.ts';
import type { InsertOutcomes } from '../store/store.ts';

/** Longer than a failover that nobody has to help. */
const KEEP_MS = 120_000;

export interface LateRecordsOptions<T> {
  /** As `ImprovementStore.insertMany`: a record that is there already is not inserted again. */
  readonly insert: (records: readonly T[]) => Promise<InsertOutcomes>;
  readonly inserted: (record: T) => void;
  readonly sizeBytes: (record: T) => number;
  readonly maxRecords: number;
  readonly maxBytes: number;
  /** Of one batch; a record that is larger than `maxBatchBytes` goes alone. */
  readonly maxBatchRecords: number;
  readonly maxBatchBytes: number;
  /** Between two tries. */
  readonly pauseMs: number;
  /** Monotonic milliseconds. */
  readonly monotonic?: () => number;
}

interface Kept<T> {
  readonly record: T;
  readonly sizeBytes: number;
  readonly untilMs: number;
}

export class LateRecords<T> {
  readonly #options: Required<LateRecordsOptions<T>>;
  /** Oldest first. */
  #kept: Kept<T>[] = [];
  #bytes = 0;
  #inserted = 0;
  #trying: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: LateRecordsOptions<T>) {
    this.#options = { monotonic: () => performance.now(), ...options };
  }

  get waiting(): number {
    return this.#kept.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Records that were inserted after all. */
  get inserted(): number {
    return this.#inserted;
  }

  /** Takes a record that failed, if the failure may pass and there is room. */
  keep(record: T, failure: AppError): void {
    const { sizeBytes, maxRecords, maxBytes, monotonic } = this.#options;
    const bytes = sizeBytes(record);
    if (this.#isClosed || !mayPass(failure)) return;
    if (this.#kept.length >= maxRecords || this.#bytes + bytes > maxBytes) return;
    this.#kept.push({ record, sizeBytes: bytes, untilMs: monotonic() + KEEP_MS });
    this.#bytes += bytes;
    this.#schedule();
  }

  /** Tries once more, unless a try is under way, and takes no more records. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await (this.#trying ?? this.#try());
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#trying !== undefined || this.#kept.length === 0 || this.#isClosed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#trying = this.#try().finally(() => {
        this.#trying = undefined;
        this.#schedule();
      });
    }, this.#options.pauseMs);
    this.#timer.unref();
  }

  /** Until nothing is left, or the store is still away. */
  async #try(): Promise<void> {
    const { insert, inserted, monotonic } = this.#options;
    this.#keepOnly(({ untilMs }) => untilMs > monotonic());
    while (this.#kept.length > 0) {
      const batch = this.#nextBatch();
      const failures = await insert(batch.map(({ record }) => record)).catch((thrown: unknown) =>
        batch.map(() => toAppError(thrown)),
      );
      const done = new Set(batch.filter((_, n) => !mayPass(failures[n])));
      this.#keepOnly((kept) => !done.has(kept));
      batch.forEach(({ record }, n) => {
        if (failures[n] !== undefined) return;
        this.#inserted += 1;
        inserted(record);
      });
      if (failures.some(mayPass)) return;
    }
  }

  #nextBatch(): readonly Kept<T>[] {
    const { maxBatchRecords, maxBatchBytes } = this.#options;
    let bytes = 0;
    const end = this.#kept.findIndex((kept, n) => (bytes += kept.sizeBytes) > maxBatchBytes && n > 0);
    return this.#kept.slice(0, Math.min(maxBatchRecords, end === -1 ? maxBatchRecords : end));
  }

  #keepOnly(isWanted: (kept: Kept<T>) => boolean): void {
    this.#kept = this.#kept.filter(isWanted);
    this.#bytes = this.#kept.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }
}

/** What is of the record, and a store that is full or that only somebody can mend, does not. */
function mayPass(failure: AppError | undefined): boolean {
  if (failure === undefined || !failure.retryable) return false;
  return failure.code === 'STORE_UNAVAILABLE' || failure.code === 'STORE_READ_ONLY';
}
