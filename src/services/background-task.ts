/** In a row, before it is told: a store that is away for a moment is no news of this task. */
const LASTING_FAILURES = 2;

/** Does something now and then for as long as the process serves. A failure waits for the next round. */
export class BackgroundTask implements Disposable {
  readonly #intervalMs: number;
  readonly #round: (signal: AbortSignal) => Promise<void>;
  readonly #onLasting: (thrown: unknown) => void;
  readonly #stopped = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;

  /**
   * @param round what to do; gets to know by `signal` when it should end early
   * @param onLasting told once of a failure that the next round did not mend, and again after a round that went well
   */
  constructor(
    intervalMs: number,
    round: (signal: AbortSignal) => Promise<void>,
    onLasting: (thrown: unknown) => void = () => {},
  ) {
    this.#intervalMs = intervalMs;
    this.#round = round;
    this.#onLasting = onLasting;
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
      this.#failures = 0;
    } catch (thrown) {
      this.#failures += 1;
      if (this.#failures === LASTING_FAILURES) this.#onLasting(thrown);
    }
    if (!this.#stopped.signal.aborted) this.#timer = this.#schedule(this.#intervalMs);
  }
}
