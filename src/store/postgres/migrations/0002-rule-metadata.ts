import type { Migration } from '../../sql/migrations.ts';

/** What a rule is, for whoever looks into the table; the program fills it in and keeps it up to date. */
export const ruleMetadata: Migration = {
  name: 'rule-metadata',
  sql: `
ALTER TABLE rules ADD COLUMN name text NOT NULL DEFAULT '';
ALTER TABLE rules ADD COLUMN kind text NOT NULL DEFAULT '';
ALTER TABLE rules ADD COLUMN summary text NOT NULL DEFAULT '';
ALTER TABLE rules ADD COLUMN evidence text NOT NULL DEFAULT '';
ALTER TABLE rules ADD COLUMN accepts text NOT NULL DEFAULT '';
ALTER TABLE rules ADD COLUMN revision bigint NOT NULL DEFAULT 0;
`,
};
