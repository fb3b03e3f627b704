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

/** Bytes of what lies in no week; looking through less takes a moment only. */
export const SIZE_OF_DEFAULT = `SELECT pg_relation_size('improvements_default') + pg_relation_size('feedback_default') AS bytes`;

/**
 * While a week is attached the default partition is looked through for rows of it, and whatever reads improvements waits. A
 * constraint that says that there are none saves that. It holds for new rows at once.
 */
export function excludeWeeks(weekStarts: readonly number[]): string {
  const [fromId, toId] = [Math.min(...weekStarts), Math.max(...weekStarts) + WEEK_MS].map(firstIdAt);
  const exclude = (column: string) =>
    `ADD CONSTRAINT weeks_to_come CHECK (${column} < '${fromId}' OR ${column} >= '${toId}') NOT VALID`;
  return `${INCLUDE_WEEKS};
    ALTER TABLE improvements_default ${exclude('id')};
    ALTER TABLE feedback_default ${exclude('improvement_id')}`;
}

/** Looks through the rows that there are, while all goes on. Fails with 23514 when one is of these weeks. */
export const PROVE_WEEKS_EXCLUDED = `ALTER TABLE improvements_default VALIDATE CONSTRAINT weeks_to_come;
    ALTER TABLE feedback_default VALIDATE CONSTRAINT weeks_to_come`;

/** Also after a process that ended in between. */
export const INCLUDE_WEEKS = `ALTER TABLE improvements_default DROP CONSTRAINT IF EXISTS weeks_to_come;
    ALTER TABLE feedback_default DROP CONSTRAINT IF EXISTS weeks_to_come`;

export function dropWeek(week: string): string {
  return `DROP TABLE feedback_${week}, improvements_${week}`;
}

function startOf(week: string): number {
  return Date.parse(`${week.slice(0, 4)}-${week.slice(4, 6)}-${week.slice(6)}`);
}
