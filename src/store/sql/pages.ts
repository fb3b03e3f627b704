import type { FeedbackRecord, ImprovementRecord, PageRange, PageStore, Session } from '../store.ts';
import type { Database, Statement } from './database.ts';
import { COLUMNS as FEEDBACK_COLUMNS, type FeedbackRow, toRecord as toFeedback } from './feedback.ts';
import { COLUMNS as IMPROVEMENT_COLUMNS, type ImprovementRow, toRecord as toImprovement } from './improvements.ts';
import { requireKey } from './keys.ts';
import { firstIdAt } from './weeks.ts';
import { COLUMNS as SESSION_COLUMNS, type SessionRow, toSession } from './session-rows.ts';

const PAGE_ROWS = 100;
/** Of text in the rows. Small: on the embedded store a page is read on the event loop. */
const PAGE_BYTES = 250_000;

/** Behind every UUID and every session id. */
const LAST_ID = '~';
/** The id of an improvement tells its time; how far the clock of a process may have been set back meanwhile. */
const ID_TIME_SLACK_MS = 3_600_000;

interface Pages {
  readonly table: string;
  readonly columns: string;
  /** Columns by which rows are ordered, as an index has them. */
  readonly key: string;
  readonly after: string;
  /** Column of the time by which rows are chosen. */
  readonly time: string;
  /** Bytes of the texts of a row. */
  readonly bytes: string;
  readonly condition?: string;
}

/**
 * The inner query looks at keys and sizes alone and finds the last key that still fits, so that no more texts are read than
 * the page holds. It is bounded by a literal, because a plan that does not know the bound sorts all rows. The outer one has
 * that key as its only upper bound: SQLite searches its index with one, and would read on to the end with the other.
 */
function pageStatement({ table, columns, key, after, time, bytes, condition = '' }: Pages): Statement {
  const rows = `owner = $1 AND ${after} AND ${time} >= $2 AND ${time} < $3 ${condition}`;
  const [first = ''] = key.split(',');
  return {
    name: `${table}-page`,
    isInIndexOrder: true,
    text: `SELECT ${columns} FROM ${table} WHERE ${rows} AND (${key}) <= (
      SELECT ${key} FROM (
        SELECT ${key}, sum(bytes) OVER (ORDER BY ${key}) - bytes AS bytes_before FROM (
          SELECT ${key}, ${bytes} AS bytes FROM ${table} WHERE ${rows} AND ${first} < $4 ORDER BY ${key} LIMIT ${PAGE_ROWS}
        ) AS candidates
      ) AS sized WHERE bytes_before < ${PAGE_BYTES} ORDER BY ${key.replaceAll(',', ' DESC,')} DESC LIMIT 1
    ) ORDER BY ${key}`,
  };
}

const IMPROVEMENTS = pageStatement({
  table: 'improvements',
  columns: IMPROVEMENT_COLUMNS,
  key: 'id',
  after: 'id > $5',
  time: 'created_at_ms',
  // Of the prompt and of what it became; long ones are stored compressed.
  bytes: 'CASE WHEN prompt IS NULL THEN 0 ELSE 2 * prompt_bytes END',
});

const FEEDBACK = pageStatement({
  table: 'feedback',
  columns: FEEDBACK_COLUMNS,
  key: 'improvement_id, id',
  after: '(improvement_id, id) > ($5, $6)',
  time: 'created_at_ms',
  bytes: 'coalesce(octet_length(comment), 0) + coalesce(octet_length(edits), 0)',
});

const SESSIONS = pageStatement({
  table: 'sessions',
  columns: SESSION_COLUMNS,
  key: 'id',
  after: 'id > $5',
  time: 'updated_at_ms',
  bytes: 'octet_length(data)',
  condition: 'AND expires_at_ms > $6',
});

export class SqlPageStore implements PageStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async improvements(range: PageRange, after?: ImprovementRecord): Promise<readonly ImprovementRecord[]> {
    const afterId = after?.id ?? firstIdAt(Math.max(0, range.sinceMs - ID_TIME_SLACK_MS));
    const values = [...valuesOf(range), firstIdAt(range.untilMs + ID_TIME_SLACK_MS), afterId];
    const rows = await this.#database.query<ImprovementRow>(IMPROVEMENTS, values);
    return Promise.all(rows.map(toImprovement));
  }

  /** Feedback comes after what it is on, however much later: its improvement has no lower bound. */
  async feedback(range: PageRange, after?: FeedbackRecord): Promise<readonly FeedbackRecord[]> {
    const key = [after?.improvementId ?? '', after?.id ?? ''];
    const values = [...valuesOf(range), firstIdAt(range.untilMs + ID_TIME_SLACK_MS), ...key];
    return (await this.#database.query<FeedbackRow>(FEEDBACK, values)).map(toFeedback);
  }

  async sessions(range: PageRange, nowMs: number, after?: Session): Promise<readonly Session[]> {
    const values = [...valuesOf(range), LAST_ID, after?.id ?? '', nowMs];
    return (await this.#database.query<SessionRow>(SESSIONS, values)).map(toSession);
  }
}

function valuesOf({ owner, sinceMs, untilMs }: PageRange): readonly (string | number)[] {
  requireKey('owner', owner);
  return [owner, sinceMs, untilMs];
}
