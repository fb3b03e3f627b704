import type { Migration } from '../../sql/migrations.ts';

/** What a rule is, for whoever looks into the table; the program fills it in and keeps it up to date. */
export const ruleMetadata: Migration = {
  name: 'rule-metadata',
  sql: `
ALTER TABLE rules ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE rules ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE rules ADD COLUMN summary TEXT NOT NULL DEFAULT '';
ALTER TABLE rules ADD COLUMN evidence TEXT NOT NULL DEFAULT '';
ALTER TABLE rules ADD COLUMN accepts TEXT NOT NULL DEFAULT '';
ALTER TABLE rules ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
`,
};
