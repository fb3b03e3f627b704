/** What one process measured in a minute. */
export interface MetricMinute extends MetricKey {
  /** The part of the minute that it tells of; the end exclusive. */
  readonly sinceMs: number;
  readonly untilMs: number;
  /** Of all operations together: bytes as base64. */
  readonly total: string;
  /** The same by the name of the operation. */
  readonly operations: Readonly<Record<string, string>>;
  /** Of the process itself, as JSON. */
  readonly process: Readonly<Record<string, unknown>>;
}

export interface MetricKey {
  /** Start of the minute, milliseconds since 1970. */
  readonly minuteMs: number;
  /** Id of the process. */
  readonly replica: string;
  /** A process whose clock is set tells of a minute in several parts. */
  readonly part: number;
}

export interface MetricQuery {
  /** Minutes that begin in `sinceMs` ≤ t < `untilMs`. */
  readonly sinceMs: number;
  readonly untilMs: number;
  /** Of this process alone, or of all but this one; of all when both are absent. */
  readonly replica?: string;
  readonly exceptReplica?: string;
}

/** A minute of which one figure was read. */
export interface MetricFigure extends MetricKey {
  /** As in `MetricMinute`. */
  readonly figure: string;
}

/** A process that shares the store. */
export interface MetricReplica {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  readonly startedAtMs: number;
  /** When it last said that it lives. */
  readonly seenAtMs: number;
  /** Of the process itself, as JSON. */
  readonly process: Readonly<Record<string, unknown>>;
}

export interface MetricStore {
  /** All in one transaction. A minute that is there already is replaced, unless it tells of a longer part. */
  write(minutes: readonly MetricMinute[]): Promise<void>;
  /** In the order of their keys, one bounded page a call: what comes behind `after`. An empty page is the end. */
  totals(query: MetricQuery, after?: MetricKey): Promise<readonly MetricFigure[]>;
  /** The same of one operation; minutes without it are left out. */
  operation(query: MetricQuery, name: string, after?: MetricKey): Promise<readonly MetricFigure[]>;
  /** The same with everything. */
  minutes(query: MetricQuery, after?: MetricKey): Promise<readonly MetricMinute[]>;
  sayAlive(replica: MetricReplica): Promise<void>;
  sayGone(replicaId: string): Promise<void>;
  /** Those that were seen since, the last seen first. */
  replicas(seenSinceMs: number, limit: number): Promise<readonly MetricReplica[]>;
  /** Removes minutes that began before, and processes last seen before, at most `limit` of each; says how many. */
  expire(beforeMs: number, limit: number): Promise<number>;
}
