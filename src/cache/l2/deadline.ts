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

interface Waiting {
  readonly expiresMs: number;
  readonly reject: (error: unknown) => void;
  isSettled: boolean;
}

/**
 * The same for many pieces of work with one deadline between them: one timer for all, which runs only while something waits.
 * A timer for each costs as much as a quarter of a read.
 */
export class Deadline {
  readonly #deadlineMs: number;
  /** In the order in which they expire. */
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(deadlineMs: number) {
    this.#deadlineMs = deadlineMs;
  }

  race<T>(work: Promise<T>, nowMs: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const entry: Waiting = { expiresMs: nowMs + this.#deadlineMs, reject, isSettled: false };
      this.#waiting.push(entry);
      if (this.#timer === undefined) this.#timer = setTimeout(this.#check, this.#deadlineMs);
      work.then(resolve, reject).finally(() => (entry.isSettled = true));
    });
  }

  readonly #check = (): void => {
    const nowMs = performance.now();
    const open = this.#waiting.filter(({ isSettled }) => !isSettled);
    // A timer may fire a fraction of a millisecond early.
    const expired = open.filter(({ expiresMs }) => expiresMs <= nowMs + 1);
    for (const { reject } of expired) setImmediate(reject, new DeadlineError(this.#deadlineMs));
    this.#waiting = open.slice(expired.length);
    const next = this.#waiting[0];
    this.#timer = next && setTimeout(this.#check, Math.max(1, next.expiresMs - nowMs));
  };
}
