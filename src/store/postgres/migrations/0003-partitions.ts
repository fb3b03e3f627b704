import type { Migration } from '../../sql/migrations.ts';

/**
 * Improvements and their feedback by the week of the improvement, which is the start of its id: what is past retention is
 * dropped a week at a time. `partitions.ts` makes the weeks; what lies in none of them is in the default partitions, as
 * everything that was there before. Each week of feedback refers to its own week of improvements, so that both can be
 * dropped without a search for rows that refer to them.
 */
export const partitions: Migration = {
  name: 'partitions',
  sql: `
ALTER TABLE improvements RENAME TO improvements_default;
ALTER TABLE improvements_default RENAME CONSTRAINT improvements_pkey TO improvements_default_pkey;
ALTER INDEX improvements_by_session RENAME TO improvements_default_by_session;
CREATE TABLE improvements (LIKE improvements_default) PARTITION BY RANGE (id);
ALTER TABLE improvements ADD PRIMARY KEY (owner, id);
CREATE INDEX improvements_by_session ON improvements (owner, session_id, created_at_ms, id)
  WHERE session_id IS NOT NULL;
ALTER TABLE improvements ATTACH PARTITION improvements_default DEFAULT;

ALTER TABLE feedback RENAME TO feedback_default;
DROP INDEX feedback_by_improvement;
ALTER TABLE feedback_default DROP CONSTRAINT feedback_pkey;
ALTER TABLE feedback_default ADD CONSTRAINT feedback_default_pkey PRIMARY KEY (owner, improvement_id, id);
CREATE TABLE feedback (LIKE feedback_default INCLUDING CONSTRAINTS) PARTITION BY RANGE (improvement_id);
ALTER TABLE feedback ADD PRIMARY KEY (owner, improvement_id, id);
ALTER TABLE feedback ATTACH PARTITION feedback_default DEFAULT;
`,
};
