/**
 * The weeks of improvements and feedback: which there should be, and the statements that make and drop them. Each waits
 * for its locks for a moment only: calls queue behind it.
 */
import { firstIdAt, WEEK_MS, weekStart } from '../sql/weeks.ts';

/** Weeks that are made ahead. */
const AHEAD = 4;

/** Other statements wait meanwhile. What cannot be had in this time is tried again in the next round. */
export const LIMIT_LOCK_WAIT = "SET LOCAL lock_timeout = '500ms'";

/** A column `week`, such as `20260101`, of each week that there is. */
export const LIST_WEEKS = `SELECT right(relname, 8) AS week
  FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
  WHERE inhparent = 'improvements'::regclass AND relname ~ '^improvements_[0-9]{8}$'`;

/** Starts of the weeks to make: none before the newest that there is, where rows may lie in the default partition. */
export function missingWeeks(weeks: readonly string[], nowMs: number): readonly number[] {
  const newestMs = Math.max(...weeks.map(startOf), 0);
  const firstMs = Math.max(newestMs + WEEK_MS, weekStart(nowMs));
  const lastMs = weekStart(nowMs) + AHEAD * WEEK_MS;
  return Array.from({ length: Math.max(0, (lastMs - firstMs) / WEEK_MS + 1) }, (_, index) => firstMs + index * WEEK_MS);
}

/** Those that ended at `beforeMs` or before. */
export function endedWeeks(weeks: readonly string[], beforeMs: number): readonly string[] {
  return weeks.filter((week) => startOf(week) + WEEK_MS <= beforeMs).toSorted();
}

/**
 * Made aside and attached, which lets reading and writing of the other weeks go on. Fails with 23514 when rows of this
 * week lie in a default partition.
 */
export function makeWeek(startMs: number): string {
  const week = new Date(startMs).toISOString().slice(0, 10).replaceAll('-', '');
  const bounds = `FOR VALUES FROM ('${firstIdAt(startMs)}') TO ('${firstIdAt(startMs + WEEK_MS)}')`;
  return `
    CREATE TABLE improvements_${week} (LIKE improvements INCLUDING ALL);
    CREATE TABLE feedback_${week} (LIKE feedback INCLUDING ALL);
    ALTER TABLE feedback_${week} ADD FOREIGN KEY (owner, improvement_id)
      REFERENCES improvements_${week} (owner, id) ON DELETE CASCADE;
    ALTER TABLE feedback ATTACH PARTITION feedback_${week} ${bounds};
    ALTER TABLE improvements ATTACH PARTITION improvements_${week} ${bounds}`;
}

export function dropWeek(week: string): string {
  return `DROP TABLE feedback_${week}, improvements_${week}`;
}

function startOf(week: string): number {
  return Date.parse(`${week.slice(0, 4)}-${week.slice(4, 6)}-${week.slice(6)}`);
}
