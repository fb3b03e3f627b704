/** The minutes of the last hours, as the slow burn rate needs them: fetched in the background, and only when they matter. */
import type { MinuteHistory, WindowFigures } from '../../performance/window.ts';

const MINUTE_MS = 60_000;

export class MinuteCache {
  readonly #history: MinuteHistory;
  readonly #now: () => number;
  #minutes: readonly WindowFigures[] | undefined;
  #askedAtMs = Number.NEGATIVE_INFINITY;

  constructor(history: MinuteHistory, now: () => number) {
    this.#history = history;
    this.#now = now;
  }

  /** Those of the last `seconds` over all replicas, at most a minute old; undefined until they are there. */
  last(seconds: number): readonly WindowFigures[] | undefined {
    const nowMs = this.#now();
    if (nowMs - this.#askedAtMs >= MINUTE_MS) {
      this.#askedAtMs = nowMs;
      void this.#fetch(nowMs - seconds * 1_000, nowMs);
    }
    return this.#minutes;
  }

  async #fetch(sinceMs: number, untilMs: number): Promise<void> {
    try {
      this.#minutes = await this.#history.minutes({ sinceMs, untilMs, scope: 'all' });
    } catch {
      // Nothing is known without the store: the rule then says nothing.
      this.#minutes = undefined;
    }
  }
}
