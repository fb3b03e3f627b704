/** Figures of a stretch of time, as alerts, grades, trends, reports and the status read them. */
import type { Histogram } from '../stats/histogram.ts';
import type { Outcome } from './operation.ts';

export interface WindowFigures {
  /** Milliseconds since 1970, the start inclusive, the end exclusive. */
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly count: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Sum of the outcomes that are errors (`isError`). */
  readonly errors: number;
  /** Of the durations of all outcomes but `shed`, as the quantiles are; the mean is `sumMs / (count - outcomes.shed)`. */
  readonly sumMs: number;
  /** 0 when nothing was recorded. */
  readonly maxMs: number;
  /**
   * Nearest-rank quantile of the durations of all outcomes but `shed` (a refusal is fast for no good reason), within 1 % of
   * the exact one.
   *
   * @param q 0 to 1
   * @returns milliseconds; null when there is nothing to take it of. Says nothing of whether there are enough samples
   */
  quantileMs(q: number): number | null;
  /** How many took longer than `ms`, to the resolution of the histogram. */
  countAboveMs(ms: number): number;
  /** Adds the durations that the quantiles are of, so that stretches of time can be merged (`mergeFigures`). */
  addDurationsTo(histogram: Histogram): void;
}

/** The last hour of this process, by the second. */
export interface LiveWindows {
  /**
   * The figures say when the window begins: not before the process did, and earlier than asked where the load was so high that
   * the seconds of that time are no longer told apart.
   *
   * @param seconds 1 to 3,600, ending with the last whole second
   * @param operation as `operationName` says; all together when absent
   */
  window(seconds: number, operation?: string): WindowFigures;
}

export interface MinuteQuery {
  /** Whole minutes: those that begin in `sinceMs` ≤ t < `untilMs`. */
  readonly sinceMs: number;
  readonly untilMs: number;
  /**
   * Merged to stretches of this many whole minutes, which begin at multiples of it since 1970; 1 when absent. A week is asked
   * for by the hour, so that nobody holds 10,080 histograms.
   */
  readonly stepMinutes?: number;
  readonly operation?: string;
  /** This process, or all that share the store, merged. */
  readonly scope: 'process' | 'all';
}

/** By the minute, as long as the store keeps them. */
export interface MinuteHistory {
  /** Oldest first; minutes without a call are left out. Rejects with `STORE_…` when the store cannot be read. */
  minutes(query: MinuteQuery): Promise<readonly WindowFigures[]>;
}
