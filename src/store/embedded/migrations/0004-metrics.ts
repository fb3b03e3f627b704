import type { Migration } from '../../sql/migrations.ts';

/** Figures by the minute and the process, in the order of time; and which processes there are. */
export const metrics: Migration = {
  name: 'metrics',
  sql: `
CREATE TABLE metric_minutes (
  minute_ms INTEGER NOT NULL,
  replica TEXT NOT NULL,
  part INTEGER NOT NULL,
  since_ms INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  total TEXT NOT NULL,
  process TEXT NOT NULL,
  operations TEXT NOT NULL,
  PRIMARY KEY (minute_ms, replica, part)
) STRICT;

CREATE TABLE metric_replicas (
  id TEXT NOT NULL PRIMARY KEY,
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  version TEXT NOT NULL,
  started_at_ms INTEGER NOT NULL,
  seen_at_ms INTEGER NOT NULL,
  process TEXT NOT NULL
) STRICT;
`,
};
