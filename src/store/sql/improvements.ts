import { AppError } from '../../errors/app-error.ts';
import type { ImprovementRecord, ImprovementStore, InsertOutcomes, SessionKey } from '../store.ts';
import type { Database, SqlValue, Statement } from './database.ts';
import { Gate } from './gate.ts';
import { type BulkInsert, insertMany, insertOne } from './insert-many.ts';
import { requireKey } from './keys.ts';
import { fromColumn, toColumn } from './text-column.ts';

export interface ImprovementRow {
  readonly id: string;
  readonly owner: string;
  readonly session_id: string | null;
  readonly created_at_ms: number;
  readonly prompt: string | null;
  readonly improved: string | null;
  readonly prompt_bytes: number;
  readonly changed: boolean | number;
  readonly verdict: string;
  readonly language: string;
  readonly task: string;
  readonly target: string;
  readonly score_before: number;
  readonly score_after: number;
  readonly score_potential: number;
  readonly rules: string;
  readonly questions: number;
  readonly ruleset_hash: string;
  readonly duration_ms: number;
}

export const COLUMNS = `id, owner, session_id, created_at_ms, prompt, improved, prompt_bytes, changed, verdict, language, task,
  target, score_before, score_after, score_potential, rules, questions, ruleset_hash, duration_ms`;

/** The second of two records of one id is left out. */
const IF_NEW = 'ON CONFLICT (owner, id) DO NOTHING RETURNING owner, id';

const INSERT: BulkInsert<ImprovementRecord> = {
  insert: {
    one: {
      name: 'improvement-insert',
      text: `INSERT INTO improvements (${COLUMNS})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) ${IF_NEW}`,
    },
    many: {
      name: 'improvement-insert-many',
      text: `INSERT INTO improvements (${COLUMNS})
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::bigint[],
          $8::boolean[], $9::text[], $10::text[], $11::text[], $12::text[], $13::float8[], $14::float8[], $15::float8[],
          $16::text[], $17::bigint[], $18::text[], $19::float8[]) ${IF_NEW}`,
    },
  },
  toRow,
  leftOut: ({ id }) => new AppError('INTERNAL', `There is an improvement ${id} already.`),
};

const GET: Statement = {
  name: 'improvement-get',
  text: `SELECT ${COLUMNS} FROM improvements WHERE owner = $1 AND id = $2`,
};

/** Texts can be large: those of older improvements are not even read. */
const told = (column: 'prompt' | 'improved') => `CASE WHEN told_bytes <= $4 THEN ${column} END AS ${column}`;

const LIST_BY_SESSION: Statement = {
  name: 'improvement-list-by-session',
  text: `WITH newest AS (
      SELECT id AS newest_id, created_at_ms AS newest_at_ms, prompt_bytes AS newest_bytes FROM improvements
      WHERE owner = $1 AND session_id = $2 ORDER BY created_at_ms DESC, id DESC LIMIT $3
    ), told AS (
      SELECT newest_id, SUM(newest_bytes) OVER (ORDER BY newest_at_ms DESC, newest_id DESC ROWS UNBOUNDED PRECEDING)
        AS told_bytes FROM newest
    )
    SELECT ${COLUMNS.replace('prompt, improved', `${told('prompt')}, ${told('improved')}`)}
    FROM told JOIN improvements ON owner = $1 AND id = newest_id
    ORDER BY created_at_ms DESC, id DESC`,
};

export class SqlImprovementStore implements ImprovementStore {
  readonly #database: Database;
  readonly #gate = new Gate();

  constructor(database: Database) {
    this.#database = database;
  }

  insert(record: ImprovementRecord): Promise<void> {
    return this.#gate.pass(() => insertOne(this.#database, INSERT, record));
  }

  insertMany(records: readonly ImprovementRecord[]): Promise<InsertOutcomes> {
    return this.#gate.pass(() => insertMany(this.#database, INSERT, records));
  }

  /** Waits for records whose texts are still being compressed. */
  close(): Promise<void> {
    return this.#gate.close();
  }

  async get(owner: string, id: string): Promise<ImprovementRecord | undefined> {
    requireKey('owner', owner);
    requireKey('improvement_id', id);
    const [row] = await this.#database.query<ImprovementRow>(GET, [owner, id]);
    return row && (await toRecord(row));
  }

  async listBySession(
    key: SessionKey,
    limit: number,
    textBytes: number,
    signal?: AbortSignal,
  ): Promise<readonly ImprovementRecord[]> {
    requireKey('owner', key.owner);
    requireKey('session_id', key.id);
    const values = [key.owner, key.id, limit, textBytes];
    const rows = await this.#database.query<ImprovementRow>(LIST_BY_SESSION, values, signal);
    return Promise.all(rows.map(toRecord));
  }
}

async function toRow(record: ImprovementRecord): Promise<readonly SqlValue[]> {
  requireKey('owner', record.owner);
  requireKey('improvement_id', record.id);
  if (record.sessionId !== undefined) requireKey('session_id', record.sessionId);
  // What did not change is not stored twice.
  const [prompt, improved] = await Promise.all([
    toColumn(record.prompt),
    toColumn(record.improved === record.prompt ? undefined : record.improved),
  ]);
  return [
    record.id,
    record.owner,
    record.sessionId ?? null,
    record.createdAtMs,
    prompt,
    improved,
    record.promptBytes,
    record.changed,
    record.verdict,
    record.language,
    record.task,
    record.target,
    record.scoreBefore,
    record.scoreAfter,
    record.scorePotential,
    JSON.stringify(record.rules),
    record.questions,
    record.rulesetHash,
    record.durationMs,
  ];
}

export async function toRecord(row: ImprovementRow): Promise<ImprovementRecord> {
  const prompt = row.prompt === null ? undefined : await fromColumn(row.prompt);
  const improved = row.improved === null ? prompt : await fromColumn(row.improved);
  return {
    id: row.id,
    owner: row.owner,
    ...(row.session_id !== null && { sessionId: row.session_id }),
    createdAtMs: row.created_at_ms,
    ...(prompt !== undefined && { prompt }),
    ...(improved !== undefined && { improved }),
    promptBytes: row.prompt_bytes,
    changed: Boolean(row.changed),
    verdict: row.verdict,
    language: row.language,
    task: row.task,
    target: row.target,
    scoreBefore: row.score_before,
    scoreAfter: row.score_after,
    scorePotential: row.score_potential,
    // `toRow` is the only writer of this column.
    rules: JSON.parse(row.rules) as string[],
    questions: row.questions,
    rulesetHash: row.ruleset_hash,
    durationMs: row.duration_ms,
  };
}
