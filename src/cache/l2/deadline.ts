export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';

  constructor(deadlineMs: number) {
    super(`no answer within ${deadlineMs} ms`);
  }
}

/** A timer that is later than this was kept by a busy event loop. */
const BUSY_MS = 2;

export interface Waiting {
  readonly expiresMs: number;
  readonly expire: (error: DeadlineError) => void;
}

/**
 * Ends many waits after `deadlineMs` each, or up to twice that when the event loop was busy meanwhile: the client writes at the
 * end of a turn, so the request may have left this process just now, and the other side is not to blame. Then an answer may
 * lie in the socket unread, too; timers come before sockets in a turn of the loop, so the verdict waits until they were read.
 *
 * One timer for all, which runs only while something waits: one for each costs as much as a quarter of a read, and a promise
 * for each as much again.
 */
export class Deadline {
  readonly #deadlineMs: number;
  /** In the order in which they expire; what has ended is not held. */
  readonly #waiting = new Set<Waiting>();
  #timer: NodeJS.Timeout | undefined;
  #dueMs = 0;
  /** What the loop owes is being waited for. */
  #isSecondLook = false;

  constructor(deadlineMs: number) {
    this.#deadlineMs = deadlineMs;
  }

  /** @param expire called unless `end` is called before the deadline */
  begin(nowMs: number, expire: Waiting['expire']): Waiting {
    const entry = { expiresMs: nowMs + this.#deadlineMs, expire };
    this.#waiting.add(entry);
    if (this.#timer === undefined) this.#checkIn(this.#deadlineMs);
    return entry;
  }

  end(entry: Waiting): void {
    this.#waiting.delete(entry);
  }

  /** Expires nothing any more, and keeps no process alive. */
  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  #checkIn(pauseMs: number): void {
    this.#dueMs = performance.now() + pauseMs;
    this.#timer = setTimeout(this.#check, pauseMs);
  }

  readonly #check = (): void => {
    this.#timer = undefined;
    const nowMs = performance.now();
    const lateMs = nowMs - this.#dueMs;
    this.#isSecondLook = !this.#isSecondLook && lateMs >= BUSY_MS && this.#waiting.size > 0;
    if (this.#isSecondLook) return this.#checkIn(Math.min(lateMs, this.#deadlineMs));
    for (const entry of this.#waiting) {
      // A timer may fire a fraction of a millisecond early.
      if (entry.expiresMs > nowMs + 1) return this.#checkIn(Math.max(1, entry.expiresMs - nowMs));
      this.#waiting.delete(entry);
      setImmediate(entry.expire, new DeadlineError(this.#deadlineMs));
    }
  };
}

/** `work`, or a rejection with `DeadlineError` as `Deadline` tells it. */
export function withDeadline<T>(work: Promise<T>, deadlineMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const deadline = new Deadline(deadlineMs);
    deadline.begin(performance.now(), reject);
    work.then(resolve, reject).finally(() => deadline[Symbol.dispose]());
  });
}
