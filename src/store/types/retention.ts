export interface RetentionStore {
  /** Makes room for the weeks to come, where the store keeps weeks apart. */
  prepare(nowMs: number): Promise<void>;
  /**
   * Removes improvements, with their feedback and usage, of the weeks (from Thursday, as 1970 began) that ended at
   * `keepSinceMs` or before; at most `limit` rows, beside whole weeks.
   *
   * @returns how many rows and weeks; if not 0, there may be more to remove
   */
  expire(keepSinceMs: number, limit: number): Promise<number>;
}
