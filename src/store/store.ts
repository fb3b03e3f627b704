/**
 * What the services need from a store. Two implementations keep to it, `embedded/` (SQLite) and `postgres/`; one
 * contract suite (`test/store/contract.ts`) runs on both.
 *
 * Every method rejects with an AppError: `STORE_UNAVAILABLE`, `STORE_READ_ONLY`, `STORE_FULL`, `STORE_CORRUPT`, or what
 * its own comment names. A promise that resolves means the change is committed. Times are milliseconds since 1970 and
 * are passed in by the caller. A `signal` that is aborted before a statement was begun keeps it from being begun, and its
 * reason is what the method rejects with; what has begun goes on to its end, within the bounds of the store. Rows belong to an `owner`; no method reaches a row of another.
 */
import type { AppError } from '../errors/app-error.ts';

export interface SessionKey {
  readonly owner: string;
  readonly id: string;
}

export interface Session {
  readonly id: string;
  /** Any JSON object, at most 256 KiB as JSON. */
  readonly data: Readonly<Record<string, unknown>>;
  /** 1 for a new session, one more with each change of `data`. */
  readonly version: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly expiresAtMs: number;
  readonly ttlSeconds: number;
}

export interface SessionWrite extends SessionKey {
  readonly data: Readonly<Record<string, unknown>>;
  readonly ttlSeconds: number;
  /** Write only if the stored version is this one; 0: only if there is no live session of this id. */
  readonly expectedVersion?: number;
  /** A new session is refused once its owner has this many live ones. */
  readonly maxSessions: number;
}

/** One of several changes that are made together. */
export type SessionChange = SessionSet | SessionTouch | SessionDelete;

interface Timed {
  readonly nowMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface SessionSet extends SessionWrite, Timed {
  readonly kind: 'set';
}

export interface SessionTouch extends SessionKey, Timed {
  readonly kind: 'touch';
  readonly ttlSeconds?: number;
}

export interface SessionDelete extends SessionKey, Timed {
  readonly kind: 'delete';
}

/** What comes of a change: that of the method of its name. */
export interface SessionResults {
  readonly set: Session;
  readonly touch: Session | undefined;
  readonly delete: boolean;
}

export interface SessionStore {
  /** The live session, or undefined when there is none or it has expired. */
  get(key: SessionKey, nowMs: number, signal?: AbortSignal): Promise<Session | undefined>;
  /**
   * Creates the session or replaces its data, and starts its time to live anew. An expired row counts as absent.
   * Rejects with `SESSION_CONFLICT` when `expectedVersion` is not the stored one, with `SESSION_LIMIT` at the limit.
   */
  set(write: SessionWrite, nowMs: number, signal?: AbortSignal): Promise<Session>;
  /** Starts the time to live anew, optionally with another length; undefined when there is no live session. */
  touch(key: SessionKey, nowMs: number, ttlSeconds?: number, signal?: AbortSignal): Promise<Session | undefined>;
  /** True if a live session was deleted. */
  delete(key: SessionKey, nowMs: number, signal?: AbortSignal): Promise<boolean>;
  /**
   * Each as the method of its kind, and says of each, by position, what came of it. What can be is committed together; a
   * change that fails fails alone. Several of one session are carried out in their order.
   */
  changeMany<C extends SessionChange>(
    changes: readonly C[],
  ): Promise<readonly PromiseSettledResult<SessionResults[C['kind']]>[]>;
  /** Removes expired rows, at most `limit` at a time, and says how many. */
  sweep(nowMs: number, limit: number): Promise<number>;
}

/** A finished improvement. Secrets are already masked by the caller. */
export interface ImprovementRecord {
  /** UUID version 7: sorts by time. */
  readonly id: string;
  readonly owner: string;
  readonly sessionId?: string;
  readonly createdAtMs: number;
  /** Absent when only metadata is kept. */
  readonly prompt?: string;
  readonly improved?: string;
  readonly promptBytes: number;
  readonly changed: boolean;
  readonly verdict: string;
  readonly language: string;
  readonly task: string;
  readonly target: string;
  readonly scoreBefore: number;
  readonly scoreAfter: number;
  readonly scorePotential: number;
  /** Ids of the rules that edited, asked or warned, in order. */
  readonly rules: readonly string[];
  /** Number of questions asked. */
  readonly questions: number;
  readonly rulesetHash: string;
  readonly durationMs: number;
}

/** What became of each record, by position: undefined when it is committed, else why it is not. */
export type InsertOutcomes = readonly (AppError | undefined)[];

export interface ImprovementStore {
  insert(record: ImprovementRecord): Promise<void>;
  /** As `insert` of each, in few transactions: a record that cannot be stored does not keep the others out. */
  insertMany(records: readonly ImprovementRecord[]): Promise<InsertOutcomes>;
  get(owner: string, id: string): Promise<ImprovementRecord | undefined>;
  /** Improvements of one session, newest first; with texts as long as their prompts have at most `textBytes` in all. */
  listBySession(
    key: SessionKey,
    limit: number,
    textBytes: number,
    signal?: AbortSignal,
  ): Promise<readonly ImprovementRecord[]>;
}

export interface FeedbackRecord {
  readonly id: string;
  readonly owner: string;
  readonly improvementId: string;
  readonly createdAtMs: number;
  /** 1 (worse than before) to 5. */
  readonly rating?: number;
  readonly accepted?: boolean;
  /** Verdicts on single edits, by index into `edits`. */
  readonly edits?: readonly { readonly index: number; readonly accepted: boolean }[];
  readonly comment?: string;
}

export interface FeedbackStore {
  /** Rejects with `IMPROVEMENT_NOT_FOUND` when the owner has no such improvement. */
  insert(record: FeedbackRecord): Promise<void>;
  /** As `insert` of each, in few transactions: a record that cannot be stored does not keep the others out. */
  insertMany(records: readonly FeedbackRecord[]): Promise<InsertOutcomes>;
  listByImprovement(owner: string, improvementId: string): Promise<readonly FeedbackRecord[]>;
}

/** What a rule is, for whoever looks into the store; the code has the last word. */
export interface RuleMetadata {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly summary: string;
  readonly evidence: string;
  /** The parameters with limits and defaults, in words. */
  readonly accepts: string;
  readonly revision: number;
}

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

/** What the store keeps of a rule: the code holds its behaviour, the store whether it is on and how it is tuned. */
export interface StoredRule extends RuleMetadata {
  readonly enabled: boolean;
  /** Unchecked, since people edit the column by hand: any JSON, or the text itself where it is none. */
  readonly params: unknown;
  /** 1 for a new rule, one more with each change of `enabled` or `params`. */
  readonly version: number;
  /** Of the last change of `enabled` or `params`. */
  readonly updatedAtMs: number;
}

/** What is left out stays as it is. */
export interface RuleWrite {
  readonly id: string;
  readonly enabled?: boolean;
  readonly params?: Readonly<Record<string, unknown>>;
  /** Write only if the stored version is this one. */
  readonly expectedVersion?: number;
}

export interface RuleStore {
  list(): Promise<readonly StoredRule[]>;
  /**
   * Adds rules that the store does not know yet, switched on, and brings the metadata of the others up to date, unless a
   * later revision has written it. What a person has switched or tuned stays.
   */
  seed(rules: readonly RuleMetadata[], nowMs: number): Promise<void>;
  /**
   * Undefined when there is no such rule. A write that changes nothing leaves the version as it is. Rejects with
   * `RULE_CONFLICT` when `expectedVersion` is not the stored one.
   */
  update(write: RuleWrite, nowMs: number): Promise<StoredRule | undefined>;
}

/** Which rows pages are made of. */
export interface PageRange {
  readonly owner: string;
  /** Inclusive. */
  readonly sinceMs: number;
  /** Exclusive. */
  readonly untilMs: number;
}

/**
 * All rows of an owner, for an export: in the order of their keys, one page a call, bounded in rows and in bytes (the last
 * row may go over). `after` is the last row of the page before; an empty page is the end. Nothing is held between two calls.
 */
export interface PageStore {
  improvements(range: PageRange, after?: ImprovementRecord): Promise<readonly ImprovementRecord[]>;
  feedback(range: PageRange, after?: FeedbackRecord): Promise<readonly FeedbackRecord[]>;
  /** Live ones. The time that counts is that of their last change. */
  sessions(range: PageRange, nowMs: number, after?: Session): Promise<readonly Session[]>;
}

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

/** The connections of this process. Counts are since the store was opened. */
export interface PoolHealth {
  readonly min: number;
  readonly max: number;
  readonly size: number;
  readonly idle: number;
  readonly inUse: number;
  /** Calls that wait for a connection. */
  readonly waiting: number;
  readonly opened: number;
  /** Idle connections that broke, or gave no sign of life. */
  readonly lost: number;
  readonly acquired: number;
  readonly acquireTimeouts: number;
  /** Time that calls waited for a connection; null before the first. */
  readonly waitP50Ms: number | null;
  readonly waitP99Ms: number | null;
  readonly waitMaxMs: number;
}

export interface StoreHealth {
  readonly kind: 'embedded' | 'postgres';
  /** File path or `host:port/database`, never with a password. */
  readonly location: string;
  readonly schemaVersion: number;
  /** Round trip of a trivial query. */
  readonly latencyMs: number;
  readonly serverVersion: string;
  /** The rest: of PostgreSQL only. */
  readonly pool?: PoolHealth;
  /** Read back from the server: what holds on a connection of the pool. */
  readonly sessionSettings?: Readonly<Record<string, string>>;
  /** Prepared statements that had gone stale and were run anew. */
  readonly replans?: number;
}

export interface Store extends AsyncDisposable {
  readonly sessions: SessionStore;
  readonly improvements: ImprovementStore;
  readonly feedback: FeedbackStore;
  readonly rules: RuleStore;
  readonly analytics: AnalyticsStore;
  readonly retention: RetentionStore;
  readonly pages: PageStore;
  readonly metrics: MetricStore;
  readonly alerts: AlertStore;
  readonly reports: ReportStore;
  health(): Promise<StoreHealth>;
  /** The connections of this process; of PostgreSQL only. Asks nobody. */
  pool(): PoolHealth | undefined;
  /**
   * The same in every process that uses this database, whatever address it uses; another for every other database, and after
   * a failover: the new primary may not have all that the old one had. Asks nobody; a process knows of the failover with its
   * first connection to the new primary.
   */
  identity(): Promise<string>;
  /** Finishes what is under way and closes. Safe to call twice. */
  close(): Promise<void>;
}
