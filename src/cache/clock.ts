/**
 * Milliseconds that only grow, at most `resolutionMs` (or one turn of the event loop, if that is longer) behind. Reading the
 * real clock costs as much as the whole of a hit; a timer that runs only while the clock is in use makes it a field access.
 */
export class CoarseClock {
  readonly #read: () => number;
  readonly #resolutionMs: number;
  #nowMs = 0;
  #isFresh = false;
  readonly #age = (): void => {
    this.#isFresh = false;
  };

  /** @param resolutionMs 0 reads the real clock each time */
  constructor(read: () => number, resolutionMs: number) {
    this.#read = read;
    this.#resolutionMs = resolutionMs;
  }

  now(): number {
    return this.#isFresh ? this.#nowMs : this.#update();
  }

  #update(): number {
    this.#nowMs = this.#read();
    if (this.#resolutionMs > 0) {
      this.#isFresh = true;
      setTimeout(this.#age, this.#resolutionMs).unref();
    }
    return this.#nowMs;
  }
}
