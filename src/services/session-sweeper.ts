/** Removes expired sessions now and then, so that they do not fill the disk. A failure waits for the next round. */
import type { Store } from '../store/store.ts';

const INTERVAL_MS = 60_000;
const BATCH = 1_000;

export class SessionSweeper implements Disposable {
  readonly #store: () => Promise<Store>;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;

  constructor(store: () => Promise<Store>, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** @param firstAfterMs delay of the first round */
  start(firstAfterMs: number): void {
    this.#timer ??= this.#schedule(firstAfterMs);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #schedule(afterMs: number): NodeJS.Timeout {
    const timer = setTimeout(() => void this.#sweep(), afterMs);
    timer.unref();
    return timer;
  }

  async #sweep(): Promise<void> {
    try {
      const store = await this.#store();
      while ((await store.sessions.sweep(this.#now(), BATCH)) === BATCH && this.#timer);
    } catch {
      // Reported by whoever needs the store; sweeping can wait.
    }
    if (this.#timer) this.#timer = this.#schedule(INTERVAL_MS);
  }
}
