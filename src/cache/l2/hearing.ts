/**
 * Whether the replicas have heard what they were told. Redis says how many it handed a message to, and each of them answers its
 * sender; so a writer who waits for all knows that none of them serves what it has changed, whichever is asked next.
 */
interface Asked {
  heard: number;
  /** Unknown until Redis has answered, which may be after the replicas have. */
  expected: number;
  readonly resolve: (isHeard: boolean) => void;
}

/**
 * A replica that is stopped, or a stranger who listens on the channel, must not make every write wait. Messages that wait
 * together miss together: that counts once.
 */
const MISSES_TO_PAUSE = 5;
const PAUSE_MS = 5_000;

export class Hearing {
  readonly #limitMs: number;
  readonly #asked = new Map<string, Asked>();
  #misses = 0;
  #missedAtMs = 0;
  #pausedUntilMs = 0;
  #unheard = 0;

  /** @param limitMs how long a message is waited for */
  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /** Messages that were not confirmed by all in time, or not waited for because others had not been. */
  get unheard(): number {
    return this.#unheard;
  }

  /** One more has heard it. */
  heard(id: string): void {
    const asked = this.#asked.get(id);
    if (asked === undefined) return;
    asked.heard += 1;
    if (asked.heard >= asked.expected) asked.resolve(true);
  }

  /**
   * Sends, and resolves when all have heard it, or the limit has passed. Rejects with what `send` rejects with.
   *
   * @param send resolves with the number of those the message was handed to; undefined: that cannot be told
   */
  async all(id: string, send: () => Promise<number | undefined>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const asked: Asked = { heard: 0, expected: Number.POSITIVE_INFINITY, resolve };
    this.#asked.set(id, asked);
    let timer: NodeJS.Timeout | undefined;
    try {
      const expected = await send();
      if (expected === undefined || asked.heard >= expected) return;
      const nowMs = performance.now();
      if (nowMs < this.#pausedUntilMs) {
        this.#unheard += 1;
        return;
      }
      asked.expected = expected;
      timer = setTimeout(resolve, this.#limitMs, false);
      this.#count(await promise, nowMs);
    } finally {
      clearTimeout(timer);
      this.#asked.delete(id);
    }
  }

  #count(isHeard: boolean, sentAtMs: number): void {
    if (isHeard) {
      this.#misses = 0;
      return;
    }
    this.#unheard += 1;
    if (sentAtMs < this.#missedAtMs) return;
    this.#missedAtMs = performance.now();
    this.#misses += 1;
    if (this.#misses < MISSES_TO_PAUSE) return;
    this.#misses = 0;
    this.#pausedUntilMs = this.#missedAtMs + PAUSE_MS;
  }
}
