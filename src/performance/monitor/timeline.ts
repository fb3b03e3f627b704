/**
 * Seconds, counted by a clock that only runs forward and named by the clock on the wall. When that one is set, the count
 * goes on as if nothing had happened, and what follows gets other names.
 */
export interface Clocks {
  /** Milliseconds since 1970; may jump. */
  readonly now: () => number;
  /** Milliseconds since whenever; never goes back. */
  readonly monotonic: () => number;
}

export interface Second {
  /** 0 for the second in which the timeline began; one more with each second that passes. */
  readonly number: number;
  /** Milliseconds since 1970, a whole second. */
  readonly startMs: number;
}

export const SECOND_MS = 1_000;
/** Less than this is drift, which clocks are led out of slowly. */
const STEP_MS = 1_000;

export class Timeline {
  readonly #clocks: Clocks;
  #offsetMs: number;
  #second: Second;

  constructor(clocks: Clocks) {
    this.#clocks = clocks;
    const nowMs = clocks.now();
    this.#offsetMs = nowMs - clocks.monotonic();
    this.#second = { number: 0, startMs: wholeSecond(nowMs) };
  }

  /** The second under way, when the clocks were last looked at. */
  get second(): Second {
    return this.#second;
  }

  /** Looks at the clocks: the second under way, and whether the clock on the wall was set since the last look. */
  look(): { readonly second: Second; readonly wasSet: boolean } {
    const { number, startMs } = this.#second;
    const monotonicMs = this.#clocks.monotonic();
    const nowMs = this.#clocks.now();
    const passed = Math.max(0, Math.floor((monotonicMs + this.#offsetMs - startMs) / SECOND_MS));
    const wasSet = Math.abs(nowMs - monotonicMs - this.#offsetMs) >= STEP_MS;
    if (wasSet) {
      this.#offsetMs = nowMs - monotonicMs;
      this.#second = { number: number + Math.max(1, passed), startMs: wholeSecond(nowMs) };
    } else if (passed > 0) {
      this.#second = { number: number + passed, startMs: startMs + passed * SECOND_MS };
    }
    return { second: this.#second, wasSet };
  }
}

function wholeSecond(ms: number): number {
  return Math.floor(ms / SECOND_MS) * SECOND_MS;
}
