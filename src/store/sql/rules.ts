import type { RuleSetting, RuleStore } from '../store.ts';
import type { Database, Statement } from './database.ts';
import { requireKey } from './keys.ts';

interface RuleRow {
  readonly id: string;
  readonly enabled: boolean | number;
  readonly params: string;
  readonly version: number;
  readonly updated_at_ms: number;
}

const COLUMNS = 'id, enabled, params, version, updated_at_ms';

const LIST: Statement = { name: 'rule-list', text: `SELECT ${COLUMNS} FROM rules ORDER BY id` };

const ADD: Statement = {
  name: 'rule-add',
  text: `INSERT INTO rules (${COLUMNS}) VALUES ($1, TRUE, '{}', 1, $2) ON CONFLICT (id) DO NOTHING`,
};

/** The version counts changes, so switching on what is on leaves it, and caches that depend on it, alone. */
const SET_ENABLED: Statement = {
  name: 'rule-set-enabled',
  text: `UPDATE rules
    SET version = CASE WHEN enabled = CAST($2 AS BOOLEAN) THEN version ELSE version + 1 END,
      updated_at_ms = CASE WHEN enabled = CAST($2 AS BOOLEAN) THEN updated_at_ms ELSE CAST($3 AS BIGINT) END,
      enabled = $2
    WHERE id = $1
    RETURNING ${COLUMNS}`,
};

export class SqlRuleStore implements RuleStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async list(): Promise<readonly RuleSetting[]> {
    const rows = await this.#database.query<RuleRow>(LIST, []);
    return rows.map(toSetting);
  }

  async seed(ids: readonly string[], nowMs: number): Promise<void> {
    for (const id of ids) requireKey('rule', id);
    // Reading first keeps the usual start, with nothing to add, from taking the write lock.
    const known = new Set((await this.list()).map((rule) => rule.id));
    for (const id of ids) {
      if (!known.has(id)) await this.#database.query(ADD, [id, nowMs]);
    }
  }

  async setEnabled(id: string, enabled: boolean, nowMs: number): Promise<RuleSetting | undefined> {
    requireKey('rule', id);
    const [row] = await this.#database.query<RuleRow>(SET_ENABLED, [id, enabled, nowMs]);
    return row && toSetting(row);
  }
}

function toSetting(row: RuleRow): RuleSetting {
  return {
    id: row.id,
    enabled: Boolean(row.enabled),
    // Parameters are written as objects only.
    params: JSON.parse(row.params) as Record<string, unknown>,
    version: row.version,
    updatedAtMs: row.updated_at_ms,
  };
}
