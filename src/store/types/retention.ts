export interface RetentionStore {
  /** Makes room for the weeks to come, where the store keeps weeks apart. */
  prepare(nowMs: number): Promise<void>;
  /**
   * What makes room, or removes rows by their time, asks this first: `nowMs`, or the time by the clock of the server that holds
   * the rows, whichever is earlier. A process whose clock is ahead would remove what all others still use.
   */
  clock(nowMs: number): Promise<number>;
  /**
   * Removes improvements, with their feedback and usage, of the weeks (from Thursday, as 1970 began) that ended at
   * `keepSinceMs` or before; at most `limit` rows, beside whole weeks.
   *
   * @returns how many rows and weeks; if not 0, there may be more to remove
   */
  expire(keepSinceMs: number, limit: number): Promise<number>;
}
