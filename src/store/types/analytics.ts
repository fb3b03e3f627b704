/** Sums over the improvements of one bucket of time with the same task, verdict and rules. */
export interface Usage {
  /** Start of the bucket, milliseconds since 1970. */
  readonly startMs: number;
  readonly task: string;
  readonly verdict: string;
  readonly rules: readonly string[];
  readonly improvements: number;
  readonly scoreBeforeSum: number;
  readonly scoreAfterSum: number;
  readonly scorePotentialSum: number;
  readonly questionsSum: number;
  readonly durationMsSum: number;
  readonly promptBytesSum: number;
  /** Feedback on these improvements, whenever it came. */
  readonly feedback: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly ratings: number;
  readonly ratingSum: number;
}

export interface UsageQuery {
  readonly owner: string;
  /** Whole hours of UTC are counted: those that begin in `sinceMs` ≤ t < `untilMs`. */
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly task?: string;
  /** Hours or days of UTC, or one bucket for all, which starts at `sinceMs`. */
  readonly bucket: 'hour' | 'day' | 'period';
}

export interface AnalyticsStore {
  /**
   * From hourly sums that are kept in the transaction of each write: what it costs does not depend on the number of
   * improvements. Ordered by start, task, verdict and rules.
   */
  usage(query: UsageQuery, signal?: AbortSignal): Promise<readonly Usage[]>;
}
