import type { AnalyticsStore, Usage, UsageQuery } from '../store.ts';
import type { Database, Statement } from './database.ts';
import { requireKey } from './keys.ts';

interface UsageRow {
  readonly start_ms: number;
  readonly task: string;
  readonly verdict: string;
  readonly rules: string;
  readonly improvements: number;
  readonly score_before_sum: number;
  readonly score_after_sum: number;
  readonly score_potential_sum: number;
  readonly questions_sum: number;
  readonly duration_ms_sum: number;
  readonly prompt_bytes_sum: number;
  readonly feedback: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly ratings: number;
  readonly rating_sum: number;
}

const COUNTS = ['improvements', 'questions_sum', 'prompt_bytes_sum', 'feedback', 'accepted', 'rejected', 'ratings'];
const REALS = ['score_before_sum', 'score_after_sum', 'score_potential_sum', 'duration_ms_sum'];

const USAGE: Statement = {
  name: 'usage',
  // PostgreSQL would sum up whole numbers to `numeric`, which the driver gives as text.
  text: `SELECT hour_ms / CAST($4 AS BIGINT) * CAST($4 AS BIGINT) AS start_ms, task, verdict, rules,
      ${[...COUNTS, 'rating_sum'].map((name) => `CAST(sum(${name}) AS BIGINT) AS ${name}`).join(', ')},
      ${REALS.map((name) => `sum(${name}) AS ${name}`).join(', ')}
    FROM usage_hourly
    WHERE owner = $1 AND hour_ms >= $2 AND hour_ms < $3 AND task = COALESCE(CAST($5 AS TEXT), task)
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
};

const BUCKET_MS: Readonly<Record<UsageQuery['bucket'], number>> = {
  hour: 3_600_000,
  day: 86_400_000,
  period: Number.MAX_SAFE_INTEGER,
};

export class SqlAnalyticsStore implements AnalyticsStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async usage({ owner, sinceMs, untilMs, task, bucket }: UsageQuery, signal?: AbortSignal): Promise<readonly Usage[]> {
    requireKey('owner', owner);
    if (task !== undefined) requireKey('task', task);
    const values = [owner, sinceMs, untilMs, BUCKET_MS[bucket], task ?? null];
    const rows = await this.#database.query<UsageRow>(USAGE, values, signal);
    return rows.map((row) => toUsage(row, bucket === 'period' ? sinceMs : row.start_ms));
  }
}

function toUsage(row: UsageRow, startMs: number): Usage {
  return {
    startMs,
    task: row.task,
    verdict: row.verdict,
    // Copied from improvements, where `toRow` is the only writer.
    rules: JSON.parse(row.rules) as string[],
    improvements: row.improvements,
    scoreBeforeSum: row.score_before_sum,
    scoreAfterSum: row.score_after_sum,
    scorePotentialSum: row.score_potential_sum,
    questionsSum: row.questions_sum,
    durationMsSum: row.duration_ms_sum,
    promptBytesSum: row.prompt_bytes_sum,
    feedback: row.feedback,
    accepted: row.accepted,
    rejected: row.rejected,
    ratings: row.ratings,
    ratingSum: row.rating_sum,
  };
}
