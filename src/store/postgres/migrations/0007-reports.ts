import type { Migration } from '../../sql/migrations.ts';

/** Reports of the performance that were made on schedule: one of each schedule and time, whoever makes it first. */
export const reports: Migration = {
  name: 'reports',
  sql: `
CREATE TABLE performance_reports (
  until_ms bigint NOT NULL,
  schedule text COLLATE "C" NOT NULL,
  report text NOT NULL,
  created_at_ms bigint NOT NULL,
  PRIMARY KEY (until_ms, schedule)
);
`,
};
