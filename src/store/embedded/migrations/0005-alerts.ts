import type { Migration } from '../../sql/migrations.ts';

/** The one document of all alerts, and what each process on this store last saw of them. */
export const alerts: Migration = {
  name: 'alerts',
  sql: `
CREATE TABLE alert_book (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL,
  book TEXT NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE alert_reports (
  replica TEXT NOT NULL PRIMARY KEY,
  conditions TEXT NOT NULL,
  reported_at_ms INTEGER NOT NULL
) STRICT;
`,
};
