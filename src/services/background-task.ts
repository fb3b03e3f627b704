/** Does something now and then for as long as the process serves. A failure waits for the next round. */
export class BackgroundTask implements Disposable {
  readonly #intervalMs: number;
  readonly #round: (signal: AbortSignal) => Promise<void>;
  readonly #stopped = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  /** @param round what to do; gets to know by `signal` when it should end early */
  constructor(intervalMs: number, round: (signal: AbortSignal) => Promise<void>) {
    this.#intervalMs = intervalMs;
    this.#round = round;
  }

  /** @param firstAfterMs delay of the first round */
  start(firstAfterMs: number): void {
    this.#timer ??= this.#schedule(firstAfterMs);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#stopped.abort();
  }

  #schedule(afterMs: number): NodeJS.Timeout {
    const timer = setTimeout(() => void this.#run(), afterMs);
    timer.unref();
    return timer;
  }

  async #run(): Promise<void> {
    try {
      await this.#round(this.#stopped.signal);
    } catch {
      // Reported by whoever needs what has failed here; upkeep can wait.
    }
    if (!this.#stopped.signal.aborted) this.#timer = this.#schedule(this.#intervalMs);
  }
}
