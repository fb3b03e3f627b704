/** Operations whose times are kept; what comes after shares one entry, which no caller can make grow. */
const MAX_OPERATIONS = 100;
const OTHER = '';
/** How far one call moves what is known. */
const SMOOTHING = 0.1;
/** Shorter times say more about the timer than about the work. */
const LEAST_MS = 0.5;

/** How long each operation takes when next to nothing else is under way. Fixed memory. */
export class NoLoadTimes {
  readonly #times = new Map<string, number>();

  /** By how much a call took longer than the operation does alone; 1 when that is not known. */
  stretch(operation: string, durationMs: number): number {
    const aloneMs = this.#times.get(this.#nameOf(operation));
    return aloneMs === undefined ? 1 : Math.max(LEAST_MS, durationMs) / aloneMs;
  }

  /** A call that had next to nothing beside it. */
  learn(operation: string, durationMs: number): void {
    const name = this.#nameOf(operation);
    const tookMs = Math.max(LEAST_MS, durationMs);
    const before = this.#times.get(name) ?? tookMs;
    this.#times.set(name, before + (tookMs - before) * SMOOTHING);
  }

  #nameOf(operation: string): string {
    return this.#times.has(operation) || this.#times.size < MAX_OPERATIONS ? operation : OTHER;
  }
}
