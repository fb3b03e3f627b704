import type { ReportStore, StoredReport } from '../store.ts';
import type { Database, Statement } from './database.ts';

const HAS: Statement = {
  name: 'report-has',
  text: 'SELECT 1 AS found FROM performance_reports WHERE schedule = $1 AND until_ms = CAST($2 AS BIGINT)',
};

const ADD: Statement = {
  name: 'report-add',
  text: `INSERT INTO performance_reports (until_ms, schedule, report, created_at_ms)
    VALUES (CAST($1 AS BIGINT), $2, $3, CAST($4 AS BIGINT)) ON CONFLICT (until_ms, schedule) DO NOTHING RETURNING until_ms`,
};

const TRIM: Statement = {
  name: 'report-trim',
  text: `DELETE FROM performance_reports WHERE (until_ms, schedule) IN (
      SELECT until_ms, schedule FROM performance_reports ORDER BY until_ms DESC, schedule DESC
        LIMIT 1000 OFFSET CAST($1 AS INTEGER)
    ) RETURNING until_ms`,
};

const LATEST: Statement = {
  name: 'report-latest',
  text: 'SELECT until_ms, schedule, report FROM performance_reports ORDER BY until_ms DESC, schedule DESC LIMIT 1',
};

interface ReportRow {
  readonly until_ms: number;
  readonly schedule: string;
  readonly report: string;
}

export class SqlReportStore implements ReportStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async has(schedule: string, untilMs: number): Promise<boolean> {
    return (await this.#database.query(HAS, [schedule, untilMs])).length > 0;
  }

  async add({ untilMs, schedule, text }: StoredReport, nowMs: number, keep: number): Promise<boolean> {
    const added = await this.#database.query(ADD, [untilMs, schedule, text, nowMs]);
    // Two replicas at once would wait for each other's rows.
    if (added.length > 0) await this.#database.queryLocked('retention', TRIM, [keep]);
    return added.length > 0;
  }

  async latest(): Promise<StoredReport | undefined> {
    const [row] = await this.#database.query<ReportRow>(LATEST, []);
    return row && { untilMs: row.until_ms, schedule: row.schedule, text: row.report };
  }
}
