/** The document that holds the state of all alerts, as text; what is in it is the business of who writes it. */
export interface StoredAlertBook {
  /** 0: there is none yet. */
  readonly version: number;
  /** Absent when there is none, or when the reader has this version. */
  readonly text?: string;
}

/** What one process sees of the alerts, as text. */
export interface AlertReportRow {
  readonly replica: string;
  readonly conditions: string;
  readonly reportedAtMs: number;
}

export interface AlertStore {
  /** @param knownVersion of the document that the reader has; 0: none */
  read(knownVersion: number): Promise<StoredAlertBook>;
  /** Writes the document if the stored one is of `expectedVersion` (0: there is none); false if it is not. */
  replace(text: string, expectedVersion: number, nowMs: number): Promise<boolean>;
  /** Takes the place of what this replica reported before. */
  report(report: AlertReportRow): Promise<void>;
  /** Later than `sinceMs`. */
  reports(sinceMs: number): Promise<readonly AlertReportRow[]>;
  /** Removes the report of this replica, and those of all from before `beforeMs`. */
  withdraw(replica: string, beforeMs: number): Promise<void>;
}
