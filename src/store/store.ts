/**
 * What the services need from a store. Two implementations keep to it, `embedded/` (SQLite) and `postgres/`; one
 * contract suite (`test/store/contract.ts`) runs on both.
 *
 * Every method rejects with an AppError: `STORE_UNAVAILABLE`, `STORE_READ_ONLY`, `STORE_FULL`, `STORE_CORRUPT`, or what
 * its own comment names. A promise that resolves means the change is committed. Times are milliseconds since 1970 and
 * are passed in by the caller. A `signal` that is aborted before a statement was begun keeps it from being begun, and its
 * reason is what the method rejects with; what has begun goes on to its end, within the bounds of the store. Rows belong to an `owner`; no method reaches a row of another.
 */
import type { SessionStore } from './types/sessions.ts';
import type { ImprovementStore } from './types/improvements.ts';
import type { FeedbackStore } from './types/feedback.ts';
import type { RuleStore } from './types/rules.ts';
import type { AnalyticsStore } from './types/analytics.ts';
import type { RetentionStore } from './types/retention.ts';
import type { PageStore } from './types/pages.ts';
import type { MetricStore } from './types/metrics.ts';
import type { AlertStore } from './types/alerts.ts';
import type { ReportStore } from './types/reports.ts';
import type { PoolHealth, StoreHealth } from './types/health.ts';

export type * from './types/sessions.ts';
export type * from './types/improvements.ts';
export type * from './types/feedback.ts';
export type * from './types/rules.ts';
export type * from './types/analytics.ts';
export type * from './types/retention.ts';
export type * from './types/pages.ts';
export type * from './types/metrics.ts';
export type * from './types/alerts.ts';
export type * from './types/reports.ts';
export type * from './types/health.ts';

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
