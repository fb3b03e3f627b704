/** How much may be under way at once, and what it learns from. Implementations have no clock of their own. */
export interface Sample {
  /** What is compared with each other: operations that take about the same when nothing else is under way. */
  readonly operation: string;
  /** From the moment it was let in until it was done. */
  readonly durationMs: number;
  /** How much was under way when it was let in, itself included. */
  readonly inFlight: number;
  /** How many others were under way at any time during it: those it found, and those that came. */
  readonly beside: number;
}

export interface ConcurrencyLimit {
  /** At least 1. */
  readonly limit: number;
  /** @param nowMs monotonic milliseconds */
  sample(sample: Sample, nowMs: number): void;
}

/** One that never changes; `Number.POSITIVE_INFINITY` is none at all. */
export class FixedLimit implements ConcurrencyLimit {
  readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  sample(): void {}
}
