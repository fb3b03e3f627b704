import type { Migration } from '../../sql/migrations.ts';

/** The one document of all alerts, and what each process on this store last saw of them. */
export const alerts: Migration = {
  name: 'alerts',
  sql: `
CREATE TABLE alert_book (
  id integer PRIMARY KEY CHECK (id = 1),
  version bigint NOT NULL,
  book text NOT NULL,
  updated_at_ms bigint NOT NULL
);

CREATE TABLE alert_reports (
  replica text COLLATE "C" NOT NULL PRIMARY KEY,
  conditions text NOT NULL,
  reported_at_ms bigint NOT NULL
) WITH (fillfactor = 50);
`,
};
