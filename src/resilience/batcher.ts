/**
 * Group commit: items that arrive while others are being written leave together in the next batch. A lone item waits for
 * nobody, so batching costs nothing where there is no load. It knows neither what an item is nor where it goes.
 */

export interface BatcherOptions<T> {
  /**
   * Writes the items and says of each, by position, what it failed with; undefined: it is written. A rejection fails them
   * all.
   */
  readonly run: (items: readonly T[]) => Promise<readonly (Error | undefined)[]>;
  readonly sizeBytes: (item: T) => number;
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

interface Entry<T> {
  readonly item: T;
  readonly sizeBytes: number;
  readonly settle: (failure: Error | undefined) => void;
}

export class Batcher<T> {
  readonly #options: BatcherOptions<T>;
  readonly #underWay = new Set<Promise<void>>();
  #queue: Entry<T>[] = [];
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

  constructor(options: BatcherOptions<T>) {
    this.#options = options;
  }

  /** Resolves when the item is written; rejects with its own failure, that of its batch, or what `overflow` makes. */
  add(item: T): Promise<void> {
    const { maxPending, maxPendingBytes, windowMs, overflow } = this.#options;
    const sizeBytes = this.#options.sizeBytes(item);
    if (this.#pending >= maxPending || (this.#pending > 0 && this.#pendingBytes + sizeBytes > maxPendingBytes)) {
      this.#shed += 1;
      return Promise.reject(overflow());
    }
    return new Promise((resolve, reject) => {
      const settle = (failure: Error | undefined) => {
        this.#pending -= 1;
        this.#pendingBytes -= sizeBytes;
        if (failure === undefined) {
          this.#written += 1;
          resolve();
        } else {
          this.#failed += 1;
          reject(failure);
        }
      };
      this.#pending += 1;
      this.#pendingBytes += sizeBytes;
      const entry = { item, sizeBytes, settle };
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
      while (this.#queue.length > 0) this.#send(this.#take());
      await Promise.all(this.#underWay);
    }
  }

  #schedule(): void {
    const { maxItems, maxBytes, maxConcurrent, windowMs } = this.#options;
    if (this.#queue.length === 0 || this.#underWay.size >= maxConcurrent) return;
    if (this.#underWay.size === 0) {
      // At the end of this turn of the event loop: what arrived in it goes together.
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
    if (this.#queue.length > 0 && this.#underWay.size < this.#options.maxConcurrent) this.#send(this.#take());
    this.#schedule();
  }

  #take(): readonly Entry<T>[] {
    const { maxItems, maxBytes } = this.#options;
    let count = 0;
    let bytes = 0;
    for (const { sizeBytes } of this.#queue) {
      if (count === maxItems || (count > 0 && bytes + sizeBytes > maxBytes)) break;
      count += 1;
      bytes += sizeBytes;
    }
    this.#queuedBytes -= bytes;
    return this.#queue.splice(0, count);
  }

  #send(entries: readonly Entry<T>[]): void {
    this.#batches += 1;
    this.#largestBatch = Math.max(this.#largestBatch, entries.length);
    const sent = this.#run(entries).finally(() => {
      this.#underWay.delete(sent);
      this.#schedule();
    });
    this.#underWay.add(sent);
  }

  async #run(entries: readonly Entry<T>[]): Promise<void> {
    try {
      const failures = await this.#options.run(entries.map(({ item }) => item));
      entries.forEach(({ settle }, index) => settle(failures[index]));
    } catch (thrown) {
      const failure = thrown instanceof Error ? thrown : new Error('The batch failed.', { cause: thrown });
      for (const { settle } of entries) settle(failure);
    }
  }
}
