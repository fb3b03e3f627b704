/**
 * Group commit: items that arrive while others are being written leave together in the next batch. A lone item waits for
 * nobody, so batching costs nothing where there is no load. It knows neither what an item is nor where it goes.
 */

export interface BatcherOptions<T, R> {
  /** Writes the items and says of each, by position, what came of it. A rejection fails them all. */
  readonly run: (items: readonly T[]) => Promise<readonly PromiseSettledResult<R>[]>;
  readonly sizeBytes: (item: T) => number;
  /** Items of one key keep their order: one is not sent before the one ahead of it has ended. */
  readonly keyOf?: (item: T) => string;
  /** The longest an item waits for the batches before it to end, while fewer than `maxConcurrent` are under way. 0: every item goes alone and at once. */
  readonly windowMs: number;
  /** Of one batch; an item that is larger than `maxBytes` goes alone. */
  readonly maxItems: number;
  readonly maxBytes: number;
  /** Batches under way at once. */
  readonly maxConcurrent: number;
  /** Items that wait or are under way; one more is refused with what `overflow` makes. */
  readonly maxPending: number;
  readonly maxPendingBytes: number;
  readonly overflow: () => Error;
}

/** Counts are since the start. */
export interface BatcherFigures {
  /** Items that wait or are under way. */
  readonly pending: number;
  readonly pendingBytes: number;
  readonly written: number;
  readonly failed: number;
  /** Refused because too many were pending. */
  readonly shed: number;
  readonly batches: number;
  /** Items of the largest batch. */
  readonly largestBatch: number;
}

const UNANSWERED: PromiseRejectedResult = {
  status: 'rejected',
  reason: new Error('The batch said nothing of this item.'),
};

interface Entry<T, R> {
  readonly item: T;
  readonly key: string | undefined;
  readonly sizeBytes: number;
  readonly settle: (outcome: PromiseSettledResult<R>) => void;
}

export class Batcher<T, R> {
  readonly #options: BatcherOptions<T, R>;
  readonly #underWay = new Set<Promise<void>>();
  readonly #keysUnderWay = new Set<string>();
  #queue: Entry<T, R>[] = [];
  #queuedBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #pending = 0;
  #pendingBytes = 0;
  #written = 0;
  #failed = 0;
  #shed = 0;
  #batches = 0;
  #largestBatch = 0;

  constructor(options: BatcherOptions<T, R>) {
    this.#options = options;
  }

  /** Resolves when the item is written; rejects with its own failure, that of its batch, or what `overflow` makes. */
  add(item: T): Promise<R> {
    const { maxPending, maxPendingBytes, windowMs, overflow, keyOf } = this.#options;
    const sizeBytes = this.#options.sizeBytes(item);
    if (this.#pending >= maxPending || (this.#pending > 0 && this.#pendingBytes + sizeBytes > maxPendingBytes)) {
      this.#shed += 1;
      return Promise.reject(overflow());
    }
    return new Promise((resolve, reject) => {
      const settle = (outcome: PromiseSettledResult<R>) => {
        this.#pending -= 1;
        this.#pendingBytes -= sizeBytes;
        if (outcome.status === 'fulfilled') {
          this.#written += 1;
          resolve(outcome.value);
        } else {
          this.#failed += 1;
          reject(outcome.reason);
        }
      };
      this.#pending += 1;
      this.#pendingBytes += sizeBytes;
      const entry = { item, key: windowMs === 0 ? undefined : keyOf?.(item), sizeBytes, settle };
      if (windowMs === 0) return this.#send([entry]);
      this.#queue.push(entry);
      this.#queuedBytes += sizeBytes;
      this.#schedule();
    });
  }

  figures(): BatcherFigures {
    return {
      pending: this.#pending,
      pendingBytes: this.#pendingBytes,
      written: this.#written,
      failed: this.#failed,
      shed: this.#shed,
      batches: this.#batches,
      largestBatch: this.#largestBatch,
    };
  }

  /** Sends what waits, and resolves when nothing is pending. */
  async flush(): Promise<void> {
    while (this.#pending > 0) {
      for (let batch = this.#take(); batch.length > 0; batch = this.#take()) this.#send(batch);
      await Promise.all(this.#underWay);
    }
  }

  #schedule(): void {
    const { maxItems, maxBytes, maxConcurrent, windowMs } = this.#options;
    if (this.#queue.length === 0 || this.#underWay.size >= maxConcurrent) return;
    if (this.#underWay.size === 0) {
      // At the end of this turn of the event loop: what arrived in it goes together. Sent at once, items of a store that
      // writes within the turn, as SQLite does, would never meet.
      this.#immediate ??= setImmediate(() => this.#sendNext());
    } else if (this.#queue.length >= maxItems || this.#queuedBytes >= maxBytes) {
      this.#sendNext();
    } else {
      this.#timer ??= setTimeout(() => this.#sendNext(), windowMs);
    }
  }

  #sendNext(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#timer = undefined;
    this.#immediate = undefined;
    if (this.#underWay.size >= this.#options.maxConcurrent) return;
    const batch = this.#take();
    // Nothing that may go: all of it waits for what is under way, whose end looks again.
    if (batch.length === 0) return;
    this.#send(batch);
    this.#schedule();
  }

  #take(): readonly Entry<T, R>[] {
    const { maxItems, maxBytes } = this.#options;
    const batch: Entry<T, R>[] = [];
    const left: Entry<T, R>[] = [];
    const keys = new Set(this.#keysUnderWay);
    let bytes = 0;
    let isFull = false;
    for (const entry of this.#queue) {
      const { key, sizeBytes } = entry;
      isFull ||= batch.length === maxItems || (batch.length > 0 && bytes + sizeBytes > maxBytes);
      if (isFull || (key !== undefined && keys.has(key))) {
        left.push(entry);
      } else {
        batch.push(entry);
        bytes += sizeBytes;
      }
      if (key !== undefined) keys.add(key);
    }
    this.#queue = left;
    this.#queuedBytes -= bytes;
    return batch;
  }

  #send(entries: readonly Entry<T, R>[]): void {
    this.#batches += 1;
    this.#largestBatch = Math.max(this.#largestBatch, entries.length);
    for (const { key } of entries) if (key !== undefined) this.#keysUnderWay.add(key);
    const sent = this.#run(entries).finally(() => {
      this.#underWay.delete(sent);
      for (const { key } of entries) if (key !== undefined) this.#keysUnderWay.delete(key);
      this.#schedule();
    });
    this.#underWay.add(sent);
  }

  async #run(entries: readonly Entry<T, R>[]): Promise<void> {
    let outcomes: readonly PromiseSettledResult<R>[];
    try {
      outcomes = await this.#options.run(entries.map(({ item }) => item));
    } catch (reason) {
      outcomes = entries.map(() => ({ status: 'rejected', reason }));
    }
    entries.forEach(({ settle }, index) => settle(outcomes[index] ?? UNANSWERED));
  }
}
