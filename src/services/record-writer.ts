/**
 * The way of improvements and feedback into the store: those that arrive together are committed together. A promise that
 * resolves means that the row is committed.
 */
import { AppError } from '../errors/app-error.ts';
import { Batcher, type BatcherFigures } from '../resilience/batcher.ts';
import type { FeedbackRecord, ImprovementRecord, InsertOutcomes, Store } from '../store/store.ts';

/** SQLite writes a batch on the event loop: at some 30 µs a record this many take a few milliseconds. */
const MAX_BATCH_RECORDS = 64;
/** Larger records go alone: what a batch saves is nothing beside what they cost. */
const MAX_BATCH_BYTES = 262_144;
/** A batch that hangs does not hold up the others. */
const MAX_CONCURRENT_BATCHES = 2;
const MAX_PENDING_RECORDS = 1_024;
const MAX_PENDING_BYTES = 64 * 1_048_576;
/** What a record takes beside its texts, roughly. */
const RECORD_BYTES = 1_000;

export interface RecordWriterOptions {
  readonly store: () => Promise<Store>;
  /** The longest a record waits for others; 0: records are written one by one. */
  readonly windowMs: number;
}

export interface RecordWriterFigures {
  readonly improvements: BatcherFigures;
  readonly feedback: BatcherFigures;
}

export class RecordWriter implements AsyncDisposable {
  readonly #improvements: Batcher<ImprovementRecord>;
  readonly #feedback: Batcher<FeedbackRecord>;

  constructor({ store, windowMs }: RecordWriterOptions) {
    this.#improvements = newBatcher(
      windowMs,
      async (records) => (await store()).improvements.insertMany(records),
      ({ prompt = '', improved = '' }) => prompt.length + improved.length,
    );
    this.#feedback = newBatcher(
      windowMs,
      async (records) => (await store()).feedback.insertMany(records),
      ({ comment = '' }) => comment.length,
    );
  }

  /** Rejects with what `ImprovementStore.insertMany` says, or `STORE_UNAVAILABLE` when too many records wait. */
  writeImprovement(record: ImprovementRecord): Promise<void> {
    return this.#improvements.add(record);
  }

  /** Rejects with what `FeedbackStore.insertMany` says, or `STORE_UNAVAILABLE` when too many records wait. */
  writeFeedback(record: FeedbackRecord): Promise<void> {
    return this.#feedback.add(record);
  }

  figures(): RecordWriterFigures {
    return { improvements: this.#improvements.figures(), feedback: this.#feedback.figures() };
  }

  /** Writes what waits. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#improvements.flush(), this.#feedback.flush()]);
  }
}

function newBatcher<T>(
  windowMs: number,
  run: (records: readonly T[]) => Promise<InsertOutcomes>,
  textLength: (record: T) => number,
): Batcher<T> {
  return new Batcher<T>({
    run,
    sizeBytes: (record) => RECORD_BYTES + textLength(record),
    windowMs,
    maxItems: MAX_BATCH_RECORDS,
    maxBytes: MAX_BATCH_BYTES,
    maxConcurrent: MAX_CONCURRENT_BATCHES,
    maxPending: MAX_PENDING_RECORDS,
    maxPendingBytes: MAX_PENDING_BYTES,
    overflow: () => new AppError('STORE_UNAVAILABLE', 'Too many records wait for the store.'),
  });
}
