/** The store over a database of either dialect. */
import { AppError } from '../../errors/app-error.ts';
import type { PoolHealth, Store, StoreHealth } from '../store.ts';
import type { Database, Statement } from './database.ts';
import { SqlAlertStore } from './alerts.ts';
import { SqlAnalyticsStore } from './analytics.ts';
import { SqlFeedbackStore } from './feedback.ts';
import { SqlImprovementStore } from './improvements.ts';
import { SqlMetricStore } from './metrics.ts';
import { SqlRetentionStore } from './retention.ts';
import { SqlPageStore } from './pages.ts';
import { SqlReportStore } from './reports.ts';
import { SqlRuleStore } from './rules.ts';
import { SqlSessionStore } from './sessions.ts';

interface HealthRow {
  readonly server_version: string;
  readonly schema_version: number;
}

/** Asks for the version recorded now: another process may have migrated since this one started. */
const HEALTH: Readonly<Record<StoreHealth['kind'], Statement>> = {
  embedded: {
    name: 'health',
    text: 'SELECT sqlite_version() AS server_version, max(version) AS schema_version FROM prompt_improver_migrations',
  },
  postgres: {
    name: 'health',
    text: `SELECT current_setting('server_version') AS server_version, max(version) AS schema_version
      FROM prompt_improver_migrations`,
  },
};

export class SqlStore implements Store {
  readonly sessions: SqlSessionStore;
  readonly improvements: SqlImprovementStore;
  readonly feedback: SqlFeedbackStore;
  readonly rules: SqlRuleStore;
  readonly analytics: SqlAnalyticsStore;
  readonly retention: SqlRetentionStore;
  readonly pages: SqlPageStore;
  readonly metrics: SqlMetricStore;
  readonly alerts: SqlAlertStore;
  readonly reports: SqlReportStore;
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    this.sessions = new SqlSessionStore(database);
    this.improvements = new SqlImprovementStore(database);
    this.feedback = new SqlFeedbackStore(database);
    this.rules = new SqlRuleStore(database);
    this.analytics = new SqlAnalyticsStore(database);
    this.retention = new SqlRetentionStore(database);
    this.pages = new SqlPageStore(database);
    this.metrics = new SqlMetricStore(database);
    this.alerts = new SqlAlertStore(database);
    this.reports = new SqlReportStore(database);
  }

  async health(): Promise<StoreHealth> {
    const { kind, location } = this.#database;
    const startMs = performance.now();
    const [row] = await this.#database.query<HealthRow>(HEALTH[kind], []);
    if (row === undefined) throw new AppError('STORE_CORRUPT', 'The store has lost its record of migrations.');
    const latencyMs = performance.now() - startMs;
    return {
      kind,
      location,
      schemaVersion: row.schema_version,
      latencyMs,
      serverVersion: row.server_version,
      ...(await this.#database.details?.()),
    };
  }

  pool(): PoolHealth | undefined {
    return this.#database.pool?.();
  }

  identity(): Promise<string> {
    return this.#database.identity();
  }

  async close(): Promise<void> {
    await this.improvements.close();
    await this.#database.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
