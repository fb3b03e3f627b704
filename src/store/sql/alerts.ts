import type { AlertReportRow, AlertStore, StoredAlertBook } from '../store.ts';
import type { Database, Statement } from './database.ts';
import { requireKey } from './keys.ts';

interface BookRow {
  readonly version: number;
  readonly book: string | null;
}

interface ReportRow {
  readonly replica: string;
  readonly conditions: string;
  readonly reported_at_ms: number;
}

/** A reader that has this version already is spared the document. */
const READ: Statement = {
  name: 'alert-book-read',
  text: `SELECT version, CASE WHEN version = CAST($1 AS BIGINT) THEN NULL ELSE book END AS book
    FROM alert_book WHERE id = 1`,
};

const CREATE: Statement = {
  name: 'alert-book-create',
  text: `INSERT INTO alert_book (id, version, book, updated_at_ms) VALUES (1, 1, $1, CAST($2 AS BIGINT))
    ON CONFLICT (id) DO NOTHING RETURNING version`,
};

const REPLACE: Statement = {
  name: 'alert-book-replace',
  text: `UPDATE alert_book SET version = version + 1, book = $1, updated_at_ms = CAST($2 AS BIGINT)
    WHERE id = 1 AND version = CAST($3 AS BIGINT) RETURNING version`,
};

const REPORT: Statement = {
  name: 'alert-report',
  text: `INSERT INTO alert_reports (replica, conditions, reported_at_ms) VALUES ($1, $2, CAST($3 AS BIGINT))
    ON CONFLICT (replica) DO UPDATE SET conditions = excluded.conditions, reported_at_ms = excluded.reported_at_ms`,
};

const REPORTS: Statement = {
  name: 'alert-reports',
  text: `SELECT replica, conditions, reported_at_ms FROM alert_reports
    WHERE reported_at_ms > CAST($1 AS BIGINT) ORDER BY replica`,
};

const WITHDRAW: Statement = {
  name: 'alert-report-withdraw',
  text: 'DELETE FROM alert_reports WHERE replica = $1 OR reported_at_ms < CAST($2 AS BIGINT)',
};

export class SqlAlertStore implements AlertStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async read(knownVersion: number): Promise<StoredAlertBook> {
    const [row] = await this.#database.query<BookRow>(READ, [knownVersion]);
    if (row === undefined) return { version: 0 };
    return { version: row.version, ...(row.book !== null && { text: row.book }) };
  }

  async replace(text: string, expectedVersion: number, nowMs: number): Promise<boolean> {
    const rows =
      expectedVersion === 0
        ? await this.#database.query(CREATE, [text, nowMs])
        : await this.#database.query(REPLACE, [text, nowMs, expectedVersion]);
    return rows.length > 0;
  }

  async report({ replica, conditions, reportedAtMs }: AlertReportRow): Promise<void> {
    requireKey('replica', replica);
    await this.#database.query(REPORT, [replica, conditions, reportedAtMs]);
  }

  async reports(sinceMs: number): Promise<readonly AlertReportRow[]> {
    const rows = await this.#database.query<ReportRow>(REPORTS, [sinceMs]);
    return rows.map(({ replica, conditions, reported_at_ms: reportedAtMs }) => ({ replica, conditions, reportedAtMs }));
  }

  async withdraw(replica: string, beforeMs: number): Promise<void> {
    requireKey('replica', replica);
    await this.#database.query(WITHDRAW, [replica, beforeMs]);
  }
}
