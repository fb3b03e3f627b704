export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';

  constructor(deadlineMs: number) {
    super(`no answer within ${deadlineMs} ms`);
  }
}

/** A timer that is later than this was kept by a busy event loop. */
const BUSY_MS = 2;

/**
 * How much longer to wait, once, because the event loop was busy for `lateMs` past the deadline: the client writes at the end
 * of a turn, so the request may have left this process just now, and the other side is not to blame.
 */
function owedMs(lateMs: number, deadlineMs: number): number {
  return lateMs < BUSY_MS ? 0 : Math.min(lateMs, deadlineMs);
}

/**
 * `work`, or a rejection with `DeadlineError` after `deadlineMs`, or up to twice that when the event loop was busy meanwhile.
 * Then an answer may lie in the socket unread, too; timers come before sockets in a turn of the loop, so the verdict waits
 * until they were read.
 */
export function withDeadline<T>(work: Promise<T>, deadlineMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const dueMs = performance.now() + deadlineMs;
    const expire = () => setImmediate(reject, new DeadlineError(deadlineMs));
    let timer = setTimeout(() => {
      const owed = owedMs(performance.now() - dueMs, deadlineMs);
      if (owed === 0) expire();
      else timer = setTimeout(expire, owed);
    }, deadlineMs);
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
    if (!this.#isTiming) this.#checkIn(this.#deadlineMs);
    return entry;
  }

  end(entry: Waiting): void {
    this.#waiting.delete(entry);
  }

  #checkIn(pauseMs: number): void {
    this.#isTiming = true;
    this.#dueMs = performance.now() + pauseMs;
    setTimeout(this.#check, pauseMs);
  }

  readonly #check = (): void => {
    this.#isTiming = false;
    const nowMs = performance.now();
    const owed = this.#isSecondLook ? 0 : owedMs(nowMs - this.#dueMs, this.#deadlineMs);
    this.#isSecondLook = owed > 0 && this.#waiting.size > 0;
    if (this.#isSecondLook) return this.#checkIn(owed);
    for (const entry of this.#waiting) {
      // A timer may fire a fraction of a millisecond early.
      if (entry.expiresMs > nowMs + 1) return this.#checkIn(Math.max(1, entry.expiresMs - nowMs));
      this.#waiting.delete(entry);
      setImmediate(entry.expire, new DeadlineError(this.#deadlineMs));
    }
  };
}
