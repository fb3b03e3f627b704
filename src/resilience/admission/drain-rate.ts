/** How fast a queue empties, measured only while something waits: without that, it is the callers who set the pace. */
const WINDOW_DONE = 4;
const SMOOTHING = 0.4;
/** What was measured longer ago says nothing about now. */
const EXPIRES_MS = 5_000;

export class DrainRate {
  readonly #windowMs: number;
  #perMs: number | undefined;
  #measuredMs = 0;
  #busySinceMs: number | undefined;
  #done = 0;

  /** @param windowMs over which the rate is taken at least: much shorter than the waits it foretells says little about them */
  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** Something waits from now on. */
  busy(nowMs: number): void {
    if (this.#busySinceMs !== undefined) return;
    this.#busySinceMs = nowMs;
    this.#done = 0;
  }

  /** Nothing waits any more. */
  idle(): void {
    this.#busySinceMs = undefined;
  }

  /** One was done. */
  done(nowMs: number): void {
    if (this.#busySinceMs === undefined) return;
    this.#done += 1;
    const tookMs = nowMs - this.#busySinceMs;
    if (tookMs < this.#windowMs || this.#done < WINDOW_DONE) return;
    const perMs = this.#done / tookMs;
    const before = this.perMs(nowMs) ?? perMs;
    this.#perMs = before + (perMs - before) * SMOOTHING;
    this.#measuredMs = nowMs;
    this.#busySinceMs = nowMs;
    this.#done = 0;
  }

  /** Undefined: not known. */
  perMs(nowMs: number): number | undefined {
    return nowMs - this.#measuredMs > EXPIRES_MS ? undefined : this.#perMs;
  }
}
