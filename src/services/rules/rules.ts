/** The rules as they are: behaviour from the code, switches and parameters from the store. */
import { AppError } from '../../errors/app-error.ts';
import type { RuleParam } from '../../prompt/rule-param.ts';
import type { Rule } from '../../prompt/rule.ts';
import type { Tunable } from '../../prompt/rule-settings.ts';
import type { RuleMetadata, Store, StoredRule } from '../../store/store.ts';
import { type Engine, loadEngine } from '../computing/load-engine.ts';
import type { StoredRuleSettings } from './stored-settings.ts';
import type { RuleParamView, RuleService, RuleUpdate, RuleView } from '../types.ts';

/** How often a change is tried again when somebody else changed the rule in between. */
const ATTEMPTS = 3;

export interface RulesOptions {
  readonly store: () => Promise<Store>;
  readonly settings: StoredRuleSettings;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export class Rules implements RuleService {
  readonly #options: RulesOptions;

  constructor(options: RulesOptions) {
    this.#options = options;
  }

  async list(): Promise<readonly RuleView[]> {
    const [engine, rows] = await Promise.all([loadEngine(), this.#options.settings.read()]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return engine.RULES.map((rule) => view(engine, rule, byId.get(rule.id)));
  }

  async get(id: string): Promise<RuleView> {
    const [{ ruleNotFound }, views] = await Promise.all([loadEngine(), this.list()]);
    const found = views.find((candidate) => candidate.id === id);
    if (!found) throw ruleNotFound(id);
    return found;
  }

  async update(id: string, update: RuleUpdate): Promise<RuleView> {
    const engine = await loadEngine();
    validate(engine, engine.tunable(id), update);
    await this.#write(
      id,
      update,
      engine.RULE_METADATA.filter((rule) => rule.id === id),
    );
    return this.get(id);
  }

  async #write(id: string, { enabled, params }: RuleUpdate, metadata: readonly RuleMetadata[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const rows = await this.#options.settings.read();
      const row = rows.find((candidate) => candidate.id === id);
      const { rules } = await this.#options.store();
      const merged = params === undefined ? undefined : merge(row?.params, params);
      try {
        // Reading has failed to add it: here the reason comes out.
        if (!row) await rules.seed(metadata, this.#options.now());
        await rules.update(
          {
            id,
            ...(enabled !== undefined && { enabled }),
            // What is merged holds only for the version it was merged with.
            ...(merged !== undefined && { params: merged, expectedVersion: row?.version ?? 1 }),
          },
          this.#options.now(),
        );
        await this.#options.settings.changed();
        return;
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'RULE_CONFLICT' || attempt === ATTEMPTS) throw error;
      }
    }
  }
}

function validate({ validateParams }: Engine, rule: Tunable, { enabled, params }: RuleUpdate): void {
  if (enabled !== undefined && typeof enabled !== 'boolean') {
    throw new AppError('INVALID_ARGUMENT', 'enabled must be true or false.', { field: 'enabled' });
  }
  if (params === undefined || params === null) return;
  if (typeof params !== 'object' || Array.isArray(params)) return validateParams(rule, params);
  // `null` takes a value back; that the parameter exists is checked with any value that is allowed.
  const values = Object.entries(params).map(([name, value]) => {
    const param = rule.params.find((candidate) => candidate.name === name);
    return [name, value === null && param ? param.default : value] as const;
  });
  validateParams(rule, Object.fromEntries(values));
}

/** `null` for a value, or for all, is the way back to the default. */
function merge(stored: unknown, changes: NonNullable<RuleUpdate['params']> | null): Readonly<Record<string, unknown>> {
  if (changes === null) return {};
  const before = typeof stored === 'object' && stored !== null && !Array.isArray(stored) ? stored : {};
  const entries = Object.entries({ ...before, ...changes }).filter(([, value]) => value !== null);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function view(engine: Engine, rule: Rule, row: StoredRule | undefined): RuleView {
  const { id, name, kind, targets, tasks, summary, when, whenNot, evidence, revision } = rule;
  const { values, problems } = engine.checkParams(engine.tunable(id), row?.params ?? {});
  return {
    id,
    name,
    kind,
    targets,
    tasks,
    summary,
    when,
    whenNot,
    evidence,
    revision,
    enabled: row?.enabled ?? true,
    params: engine.paramsOf(rule).map((param) => paramView(param, values.get(param.name) ?? param.default)),
    version: row?.version ?? 1,
    problems: problems.map(({ field, message }) => ({ field, message })),
  };
}

function paramView(param: RuleParam, value: number): RuleParamView {
  return { ...param, value, changed: value !== param.default };
}
