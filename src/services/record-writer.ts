/**
 * The way of improvements, feedback and sessions into the store: those that arrive together are committed together. A
 * promise that resolves means that it is committed. Changes of one session keep the order in which they came.
 */
import { AppError, toAppError } from '../errors/app-error.ts';
import { Batcher, type BatcherFigures } from '../resilience/batcher.ts';
import type {
  FeedbackRecord,
  ImprovementRecord,
  InsertOutcomes,
  SessionChange,
  SessionDelete,
  SessionResults,
  SessionSet,
  SessionTouch,
  Store,
} from '../store/store.ts';
import { LateRecords } from './late-records.ts';

/** SQLite writes a batch on the event loop: at some 30 µs a record this many take a few milliseconds. */
const MAX_BATCH_RECORDS = 64;
/** Larger records go alone: what a batch saves is nothing beside what they cost. */
const MAX_BATCH_BYTES = 262_144;
/** A batch that hangs does not hold up the others. */
const MAX_CONCURRENT_BATCHES = 2;
/** A session's row can be held by another process, and then its batch waits; a session is in one batch at a time. */
const MAX_CONCURRENT_SESSION_BATCHES = 4;
const MAX_PENDING_RECORDS = 1_024;
const MAX_PENDING_BYTES = 64 * 1_048_576;
/** What a record takes beside its texts, roughly. */
const RECORD_BYTES = 1_000;
/** A touch brings the session's data back, whose size is not known before: a guess that keeps 32 to a batch. */
const TOUCH_BYTES = 8_192;
const RETRY_AFTER_MS = 1_000;

/** A set that knows how large its data is as JSON. */
export interface SizedSessionSet extends SessionSet {
  readonly dataBytes: number;
}

export type SizedSessionChange = SizedSessionSet | SessionTouch | SessionDelete;

export interface RecordWriterOptions {
  readonly store: () => Promise<Store>;
  /** The longest a record waits for others; 0: records are written one by one. */
  readonly windowMs: number;
  /** An improvement is committed after all, whose `writeImprovement` has rejected. */
  readonly wroteLate?: (record: ImprovementRecord) => void;
}

export interface RecordWriterFigures {
  readonly improvements: BatcherFigures;
  readonly feedback: BatcherFigures;
  /** What `set_session`, `touch_session` and `delete_session` change. */
  readonly sessions: BatcherFigures;
}

const BOUNDS = {
  maxItems: MAX_BATCH_RECORDS,
  maxBytes: MAX_BATCH_BYTES,
  maxPending: MAX_PENDING_RECORDS,
  maxPendingBytes: MAX_PENDING_BYTES,
};

const RECORDS = {
  ...BOUNDS,
  maxConcurrent: MAX_CONCURRENT_BATCHES,
  overflow: () => new AppError('STORE_UNAVAILABLE', 'Too many records wait for the store.'),
};

export class RecordWriter implements AsyncDisposable {
  readonly #store: () => Promise<Store>;
  readonly #improvements: Batcher<ImprovementRecord, undefined>;
  readonly #late: LateRecords<ImprovementRecord>;
  readonly #feedback: Batcher<FeedbackRecord, undefined>;
  readonly #sessions: Batcher<SizedSessionChange, SessionResults[SessionChange['kind']]>;

  constructor({ store, windowMs, wroteLate = () => {} }: RecordWriterOptions) {
    this.#store = store;
    this.#improvements = new Batcher({
      ...RECORDS,
      windowMs,
      run: async (records) => (await this.#insert(records)).map(toSettled),
      sizeBytes: improvementSize,
    });
    this.#late = new LateRecords({
      insert: (records) => this.#insertLate(records),
      inserted: wroteLate,
      sizeBytes: improvementSize,
      maxRecords: MAX_PENDING_RECORDS,
      maxBytes: MAX_PENDING_BYTES,
      maxBatchRecords: MAX_BATCH_RECORDS,
      maxBatchBytes: MAX_BATCH_BYTES,
      pauseMs: RETRY_AFTER_MS,
    });
    this.#feedback = new Batcher({
      ...RECORDS,
      windowMs,
      run: async (records) => (await (await store()).feedback.insertMany(records)).map(toSettled),
      sizeBytes: ({ comment = '' }) => RECORD_BYTES + comment.length,
    });
    this.#sessions = new Batcher({
      ...BOUNDS,
      windowMs,
      run: async (changes) => (await store()).sessions.changeMany(changes),
      sizeBytes: sizeOf,
      keyOf: ({ owner, id }) => JSON.stringify([owner, id]),
      maxConcurrent: MAX_CONCURRENT_SESSION_BATCHES,
      overflow: () =>
        new AppError('OVERLOADED', 'Too many changes of sessions wait for the store.', {
          retryAfterMs: RETRY_AFTER_MS,
        }),
    });
  }

  /**
   * Rejects with what `ImprovementStore.insertMany` says, or `STORE_UNAVAILABLE` when too many records wait. A record that the
   * store could not take for now is kept and tried again for two minutes.
   */
  writeImprovement(record: ImprovementRecord): Promise<void> {
    return this.#improvements.add(record);
  }

  /** Rejects with what `FeedbackStore.insertMany` says, or `STORE_UNAVAILABLE` when too many records wait. */
  writeFeedback(record: FeedbackRecord): Promise<void> {
    return this.#feedback.add(record);
  }

  /** Rejects with what the method of `SessionStore` says, or `OVERLOADED` when too many changes of sessions wait. */
  changeSession<C extends SizedSessionChange>(change: C): Promise<SessionResults[C['kind']]> {
    // `changeMany` gives each change what its kind gives; a batch holds all kinds.
    return this.#sessions.add(change) as Promise<SessionResults[C['kind']]>;
  }

  figures(): RecordWriterFigures {
    const { pending, pendingBytes, written, ...improvements } = this.#improvements.figures();
    return {
      improvements: {
        ...improvements,
        pending: pending + this.#late.waiting,
        pendingBytes: pendingBytes + this.#late.bytes,
        written: written + this.#late.inserted,
      },
      feedback: this.#feedback.figures(),
      sessions: this.#sessions.figures(),
    };
  }

  /** Writes what waits. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#improvements.flush(), this.#late.close(), this.#feedback.flush(), this.#sessions.flush()]);
  }

  async #insert(records: readonly ImprovementRecord[]): Promise<InsertOutcomes> {
    const failures = await this.#store()
      .then((store) => store.improvements.insertMany(records))
      .catch((thrown: unknown) => records.map(() => toAppError(thrown)));
    records.forEach((record, n) => {
      const failure = failures[n];
      if (failure !== undefined) this.#late.keep(record, failure);
    });
    return failures;
  }

  /** A record that is there already has been inserted by a try whose answer was lost. */
  async #insertLate(records: readonly ImprovementRecord[]): Promise<InsertOutcomes> {
    const { improvements } = await this.#store();
    const failures = await improvements.insertMany(records);
    const isThere = async ({ owner, id }: ImprovementRecord) => (await improvements.get(owner, id)) !== undefined;
    return Promise.all(
      records.map(async (record, n) =>
        failures[n]?.code === 'INTERNAL' && (await isThere(record)) ? undefined : failures[n],
      ),
    );
  }
}

function improvementSize({ prompt = '', improved = '' }: ImprovementRecord): number {
  return RECORD_BYTES + prompt.length + improved.length;
}

function sizeOf(change: SizedSessionChange): number {
  switch (change.kind) {
    case 'set':
      return RECORD_BYTES + change.dataBytes;
    case 'touch':
      return TOUCH_BYTES;
    case 'delete':
      return RECORD_BYTES;
  }
}

function toSettled(failure: InsertOutcomes[number]): PromiseSettledResult<undefined> {
  return failure === undefined ? { status: 'fulfilled', value: undefined } : { status: 'rejected', reason: failure };
}
