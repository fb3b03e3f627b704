/** A report that was made on schedule, as text; what is in it is the business of who writes it. */
export interface StoredReport {
  /** The end of the time it tells of. */
  readonly untilMs: number;
  readonly schedule: string;
  readonly text: string;
}

export interface ReportStore {
  has(schedule: string, untilMs: number): Promise<boolean>;
  /**
   * False if there is one of this schedule and time already. Then all but the newest `keep` are removed, whatever their schedule.
   */
  add(report: StoredReport, nowMs: number, keep: number): Promise<boolean>;
  latest(): Promise<StoredReport | undefined>;
}
