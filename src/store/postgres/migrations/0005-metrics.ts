import type { Migration } from '../../sql/migrations.ts';

/**
 * Figures by the minute and the process, in the order of time; and which processes there are. A row of the minute under way
 * is written again every few seconds: the room left in a page keeps the new version beside the old one.
 */
export const metrics: Migration = {
  name: 'metrics',
  sql: `
CREATE TABLE metric_minutes (
  minute_ms bigint NOT NULL,
  replica text COLLATE "C" NOT NULL,
  part integer NOT NULL,
  since_ms bigint NOT NULL,
  until_ms bigint NOT NULL,
  total text NOT NULL,
  process json NOT NULL,
  operations json NOT NULL,
  PRIMARY KEY (minute_ms, replica, part)
) WITH (fillfactor = 70);

CREATE TABLE metric_replicas (
  id text COLLATE "C" PRIMARY KEY,
  host text NOT NULL,
  pid bigint NOT NULL,
  version text NOT NULL,
  started_at_ms bigint NOT NULL,
  seen_at_ms bigint NOT NULL,
  process json NOT NULL
) WITH (fillfactor = 50);
`,
};
