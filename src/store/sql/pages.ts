import type { FeedbackRecord, ImprovementRecord, PageRange, PageStore, Session } from '../store.ts';
import type { Database, Statement } from './database.ts';
import { COLUMNS as FEEDBACK_COLUMNS, type FeedbackRow, toRecord as toFeedback } from './feedback.ts';
import { COLUMNS as IMPROVEMENT_COLUMNS, type ImprovementRow, toRecord as toImprovement } from './improvements.ts';
import { requireKey } from './keys.ts';
import { COLUMNS as SESSION_COLUMNS, type SessionRow, toSession } from './sessions.ts';

const PAGE_ROWS = 100;
/** Of text in the rows. Small: on the embedded store a page is read on the event loop. */
const PAGE_BYTES = 250_000;

interface Pages {
  readonly table: string;
  readonly columns: string;
  /** Column of the time by which rows are chosen. */
  readonly time: string;
  /** Bytes of the texts of a row. */
  readonly bytes: string;
  readonly condition?: string;
}

/**
 * The inner query looks at ids and sizes alone and finds the last id that still fits, so that no more texts are read than
 * the page holds. It is bounded by a literal, because a plan that does not know the bound sorts all rows. The outer one has
 * that id as its only upper bound: SQLite searches its index with one, and would read on to the end with the other.
 */
function pageStatement({ table, columns, time, bytes, condition = '' }: Pages): Statement {
  const rows = `owner = $1 AND id > $2 AND ${time} >= $4 AND ${time} < $5 ${condition}`;
  return {
    name: `${table}-page`,
    text: `SELECT ${columns} FROM ${table} WHERE ${rows} AND id <= (
      SELECT max(id) FROM (
        SELECT id, sum(bytes) OVER (ORDER BY id) - bytes AS bytes_before FROM (
          SELECT id, ${bytes} AS bytes FROM ${table} WHERE ${rows} AND id < $3 ORDER BY id LIMIT ${PAGE_ROWS}
        ) AS candidates
      ) AS sized WHERE bytes_before < ${PAGE_BYTES}
    ) ORDER BY id`,
  };
}

const IMPROVEMENTS = pageStatement({
  table: 'improvements',
  columns: IMPROVEMENT_COLUMNS,
  time: 'created_at_ms',
  // Of the prompt and of what it became; long ones are stored compressed.
  bytes: 'CASE WHEN prompt IS NULL THEN 0 ELSE 2 * prompt_bytes END',
});

const FEEDBACK = pageStatement({
  table: 'feedback',
  columns: FEEDBACK_COLUMNS,
  time: 'created_at_ms',
  bytes: 'coalesce(octet_length(comment), 0) + coalesce(octet_length(edits), 0)',
});

const SESSIONS = pageStatement({
  table: 'sessions',
  columns: SESSION_COLUMNS,
  time: 'updated_at_ms',
  bytes: 'octet_length(data)',
  condition: 'AND expires_at_ms > $6',
});

export class SqlPageStore implements PageStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async improvements(range: PageRange): Promise<readonly ImprovementRecord[]> {
    const rows = await this.#database.query<ImprovementRow>(IMPROVEMENTS, valuesOf(range));
    return Promise.all(rows.map(toImprovement));
  }

  async feedback(range: PageRange): Promise<readonly FeedbackRecord[]> {
    return (await this.#database.query<FeedbackRow>(FEEDBACK, valuesOf(range))).map(toFeedback);
  }

  async sessions(range: PageRange, nowMs: number): Promise<readonly Session[]> {
    return (await this.#database.query<SessionRow>(SESSIONS, [...valuesOf(range), nowMs])).map(toSession);
  }
}

function valuesOf({ owner, afterId, beforeId, sinceMs, untilMs }: PageRange): readonly (string | number)[] {
  requireKey('owner', owner);
  return [owner, afterId, beforeId, sinceMs, untilMs];
}
