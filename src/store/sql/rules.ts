import { AppError } from '../../errors/app-error.ts';
import type { RuleMetadata, RuleStore, RuleWrite, StoredRule } from '../store.ts';
import type { Database, SqlValue, Statement } from './database.ts';
import { requireKey } from './keys.ts';

interface RuleRow extends RuleMetadata {
  readonly enabled: boolean | number;
  readonly params: string;
  readonly version: number;
  readonly updated_at_ms: number;
}

const METADATA = ['name', 'kind', 'summary', 'evidence', 'accepts', 'revision'] as const;
const COLUMNS = `id, ${METADATA.join(', ')}, enabled, params, version, updated_at_ms`;

const LIST: Statement = { name: 'rule-list', text: `SELECT ${COLUMNS} FROM rules ORDER BY id` };

/** The version counts changes, so writing what is there already leaves it, and caches that depend on it, alone. */
const SAME = `enabled = COALESCE(CAST($2 AS BOOLEAN), enabled) AND params = COALESCE(CAST($3 AS TEXT), params)`;
const UPDATE: Statement = {
  name: 'rule-update',
  text: `UPDATE rules
    SET version = CASE WHEN ${SAME} THEN version ELSE version + 1 END,
      updated_at_ms = CASE WHEN ${SAME} THEN updated_at_ms ELSE CAST($4 AS BIGINT) END,
      enabled = COALESCE(CAST($2 AS BOOLEAN), enabled),
      params = COALESCE(CAST($3 AS TEXT), params)
    WHERE id = $1 AND version = COALESCE(CAST($5 AS BIGINT), version)
    RETURNING ${COLUMNS}`,
};

const VERSION: Statement = { name: 'rule-version', text: 'SELECT version FROM rules WHERE id = $1' };

export class SqlRuleStore implements RuleStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async list(): Promise<readonly StoredRule[]> {
    const rows = await this.#database.query<RuleRow>(LIST, []);
    return rows.map(toRule);
  }

  async seed(rules: readonly RuleMetadata[], nowMs: number): Promise<void> {
    if (rules.length === 0) return;
    for (const { id } of rules) requireKey('rule', id);
    const values = rules.flatMap((rule): SqlValue[] => [rule.id, ...METADATA.map((column) => rule[column])]);
    await this.#database.query(seedStatement(rules.length), [nowMs, ...values]);
  }

  async update({ id, enabled, params, expectedVersion }: RuleWrite, nowMs: number): Promise<StoredRule | undefined> {
    requireKey('rule', id);
    const text = params === undefined ? null : JSON.stringify(params);
    const values = [id, enabled ?? null, text, nowMs, expectedVersion ?? null];
    const [row] = await this.#database.query<RuleRow>(UPDATE, values);
    if (row) return toRule(row);
    const [found] = await this.#database.query<Pick<RuleRow, 'version'>>(VERSION, [id]);
    if (!found) return undefined;
    throw new AppError('RULE_CONFLICT', `The rule ${id} is at version ${found.version}, not ${expectedVersion}.`, {
      field: 'expected_version',
    });
  }
}

/** One statement, so that all rules are there or none. */
function seedStatement(rules: number): Statement {
  const width = METADATA.length + 1;
  const rows = Array.from({ length: rules }, (_, row) => {
    const values = Array.from({ length: width }, (_value, column) => `$${2 + row * width + column}`);
    return `(${values.join(', ')}, TRUE, '{}', 1, $1)`;
  });
  const updates = METADATA.map((column) => `${column} = excluded.${column}`);
  return {
    name: `rule-seed-${rules}`,
    text: `INSERT INTO rules (${COLUMNS}) VALUES ${rows.join(', ')}
      ON CONFLICT (id) DO UPDATE SET ${updates.join(', ')} WHERE rules.revision <= excluded.revision`,
  };
}

function toRule({ enabled, params, updated_at_ms: updatedAtMs, ...row }: RuleRow): StoredRule {
  return { ...row, enabled: Boolean(enabled), params: parsed(params), updatedAtMs };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
