import { AppError } from '../../errors/app-error.ts';
import { named } from '../../errors/named.ts';
import type { FeedbackRecord, FeedbackStore } from '../store.ts';
import type { Database, Statement } from './database.ts';
import { requireKey } from './keys.ts';

interface FeedbackRow {
  readonly id: string;
  readonly owner: string;
  readonly improvement_id: string;
  readonly created_at_ms: number;
  readonly rating: number | null;
  readonly accepted: boolean | number | null;
  readonly edits: string | null;
  readonly comment: string | null;
}

const COLUMNS = 'id, owner, improvement_id, created_at_ms, rating, accepted, edits, comment';

const INSERT: Statement = {
  name: 'feedback-insert',
  text: `INSERT INTO feedback (owner, improvement_id, id, created_at_ms, rating, accepted, edits, comment)
    SELECT owner, id, $3, CAST($4 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS BOOLEAN), $7, $8
    FROM improvements WHERE owner = $1 AND id = $2
    RETURNING id`,
};

const LIST: Statement = {
  name: 'feedback-list',
  text: `SELECT ${COLUMNS} FROM feedback WHERE owner = $1 AND improvement_id = $2 ORDER BY created_at_ms, id`,
};

export class SqlFeedbackStore implements FeedbackStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async insert(record: FeedbackRecord): Promise<void> {
    requireKey('owner', record.owner);
    requireKey('improvement_id', record.improvementId);
    requireKey('feedback_id', record.id);
    const rows = await this.#database.query(INSERT, [
      record.owner,
      record.improvementId,
      record.id,
      record.createdAtMs,
      record.rating ?? null,
      record.accepted ?? null,
      record.edits === undefined ? null : JSON.stringify(record.edits),
      // As a JSON string for the reason given in improvements.ts.
      record.comment === undefined ? null : JSON.stringify(record.comment),
    ]);
    if (rows.length === 0) {
      throw new AppError('IMPROVEMENT_NOT_FOUND', `There is no improvement ${named(record.improvementId)}.`, {
        field: 'improvement_id',
      });
    }
  }

  async listByImprovement(owner: string, improvementId: string): Promise<readonly FeedbackRecord[]> {
    requireKey('owner', owner);
    requireKey('improvement_id', improvementId);
    const rows = await this.#database.query<FeedbackRow>(LIST, [owner, improvementId]);
    return rows.map(toRecord);
  }
}

function toRecord(row: FeedbackRow): FeedbackRecord {
  return {
    id: row.id,
    owner: row.owner,
    improvementId: row.improvement_id,
    createdAtMs: row.created_at_ms,
    ...(row.rating !== null && { rating: row.rating }),
    ...(row.accepted !== null && { accepted: Boolean(row.accepted) }),
    // The casts hold because `insert` is the only writer of these columns.
    ...(row.edits !== null && { edits: JSON.parse(row.edits) as NonNullable<FeedbackRecord['edits']> }),
    ...(row.comment !== null && { comment: JSON.parse(row.comment) as string }),
  };
}
