import { AppError } from '../../errors/app-error.ts';
import { named } from '../../errors/named.ts';
import type { FeedbackRecord, FeedbackStore, InsertOutcomes } from '../store.ts';
import type { Database, SqlValue, Statement } from './database.ts';
import { type BulkInsert, insertMany, insertOne } from './insert-many.ts';
import { requireKey } from './keys.ts';

export interface FeedbackRow {
  readonly id: string;
  readonly owner: string;
  readonly improvement_id: string;
  readonly created_at_ms: number;
  readonly rating: number | null;
  readonly accepted: boolean | number | null;
  readonly edits: string | null;
  readonly comment: string | null;
}

export const COLUMNS = 'id, owner, improvement_id, created_at_ms, rating, accepted, edits, comment';

const INTO = 'INSERT INTO feedback (owner, improvement_id, id, created_at_ms, rating, accepted, edits, comment)';

/** Feedback on an improvement that the owner does not have is left out. */
const INSERT: BulkInsert<FeedbackRecord> = {
  insert: {
    one: {
      name: 'feedback-insert',
      text: `${INTO}
        SELECT owner, id, $3, CAST($4 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS BOOLEAN), $7, $8
        FROM improvements WHERE owner = $1 AND id = $2
        RETURNING owner, id`,
    },
    many: {
      name: 'feedback-insert-many',
      // OFFSET 0 has each improvement looked up by its key: as a join, a plan made while the table was small would
      // read all of it.
      text: `${INTO}
        SELECT improvement.owner, improvement.id, new.id, new.created_at_ms, new.rating, new.accepted, new.edits, new.comment
        FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::boolean[], $7::text[], $8::text[])
          AS new (owner, improvement_id, id, created_at_ms, rating, accepted, edits, comment)
        CROSS JOIN LATERAL
          (SELECT owner, id FROM improvements WHERE owner = new.owner AND id = new.improvement_id OFFSET 0) AS improvement
        RETURNING owner, id`,
    },
  },
  toRow,
  leftOut: ({ improvementId }) =>
    new AppError('IMPROVEMENT_NOT_FOUND', `There is no improvement ${named(improvementId)}.`, {
      field: 'improvement_id',
    }),
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

  insert(record: FeedbackRecord): Promise<void> {
    return insertOne(this.#database, INSERT, record);
  }

  insertMany(records: readonly FeedbackRecord[]): Promise<InsertOutcomes> {
    return insertMany(this.#database, INSERT, records);
  }

  async listByImprovement(owner: string, improvementId: string): Promise<readonly FeedbackRecord[]> {
    requireKey('owner', owner);
    requireKey('improvement_id', improvementId);
    const rows = await this.#database.query<FeedbackRow>(LIST, [owner, improvementId]);
    return rows.map(toRecord);
  }
}

function toRow(record: FeedbackRecord): readonly SqlValue[] {
  requireKey('owner', record.owner);
  requireKey('improvement_id', record.improvementId);
  requireKey('feedback_id', record.id);
  return [
    record.owner,
    record.improvementId,
    record.id,
    record.createdAtMs,
    record.rating ?? null,
    record.accepted ?? null,
    record.edits === undefined ? null : JSON.stringify(record.edits),
    // As a JSON string for the reason given in improvements.ts.
    record.comment === undefined ? null : JSON.stringify(record.comment),
  ];
}

export function toRecord(row: FeedbackRow): FeedbackRecord {
  return {
    id: row.id,
    owner: row.owner,
    improvementId: row.improvement_id,
    createdAtMs: row.created_at_ms,
    ...(row.rating !== null && { rating: row.rating }),
    ...(row.accepted !== null && { accepted: Boolean(row.accepted) }),
    // The casts hold because `toRow` is the only writer of these columns.
    ...(row.edits !== null && { edits: JSON.parse(row.edits) as NonNullable<FeedbackRecord['edits']> }),
    ...(row.comment !== null && { comment: JSON.parse(row.comment) as string }),
  };
}
