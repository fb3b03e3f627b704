export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';

  constructor(deadlineMs: number) {
    super(`no answer within ${deadlineMs} ms`);
  }
}

/**
 * `work`, or a rejection with `DeadlineError` after `deadlineMs`. When the event loop was busy past the deadline an answer
 * may lie in the socket unread; timers come before sockets in a turn of the loop, so the verdict waits until they were read.
 */
export function withDeadline<T>(work: Promise<T>, deadlineMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => setImmediate(reject, new DeadlineError(deadlineMs)), deadlineMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

export interface Waiting {
  readonly expiresMs: number;
  readonly expire: (error: DeadlineError) => void;
}

/**
 * The same for many pieces of work with one deadline between them: one timer for all, which runs only while something waits.
 * A timer for each costs as much as a quarter of a read, and a promise of its own for each as much again.
 */
export class Deadline {
  readonly #deadlineMs: number;
  /** In the order in which they expire; what has ended is not held. */
  readonly #waiting = new Set<Waiting>();
  #isTiming = false;

  constructor(deadlineMs: number) {
    this.#deadlineMs = deadlineMs;
  }

  /** @param expire called unless `end` is called before the deadline */
  begin(nowMs: number, expire: Waiting['expire']): Waiting {
    const entry = { expiresMs: nowMs + this.#deadlineMs, expire };
    this.#waiting.add(entry);
    if (!this.#isTiming) this.#checkIn(this.#deadlineMs);
    return entry;
  }

  end(entry: Waiting): void {
    this.#waiting.delete(entry);
  }

  #checkIn(pauseMs: number): void {
    this.#isTiming = true;
    setTimeout(this.#check, pauseMs);
  }

  readonly #check = (): void => {
    this.#isTiming = false;
    const nowMs = performance.now();
    for (const entry of this.#waiting) {
      // A timer may fire a fraction of a millisecond early.
      if (entry.expiresMs > nowMs + 1) return this.#checkIn(Math.max(1, entry.expiresMs - nowMs));
      this.#waiting.delete(entry);
      setImmediate(entry.expire, new DeadlineError(this.#deadlineMs));
    }
  };
}
