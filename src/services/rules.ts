/** The rules as they are: behaviour from the code, switches from the store. */
import { AppError } from '../errors/app-error.ts';
import type { RuleInfo } from '../prompt/types.ts';
import type { RuleSetting, Store } from '../store/store.ts';
import type { RuleService, RuleView } from './types.ts';

const DEFAULTS = { enabled: true, params: {}, version: 1 } as const;

export class Rules implements RuleService {
  readonly #store: () => Promise<Store>;

  constructor(store: () => Promise<Store>) {
    this.#store = store;
  }

  async list(): Promise<readonly RuleView[]> {
    const { RULES } = await import('./engine.ts');
    const settings = await (await this.#store()).rules.list();
    return RULES.map((rule) => view(rule, settings));
  }

  async get(id: string): Promise<RuleView> {
    const { RULES } = await import('./engine.ts');
    const rule = RULES.find((candidate) => candidate.id === id);
    if (!rule) {
      throw new AppError('RULE_NOT_FOUND', `There is no rule "${id.slice(0, 40)}".`, { field: 'id' });
    }
    return view(rule, await (await this.#store()).rules.list());
  }
}

function view(rule: RuleInfo, settings: readonly RuleSetting[]): RuleView {
  const { id, name, kind, summary, when, whenNot, evidence } = rule;
  const { enabled, params, version } = settings.find((setting) => setting.id === id) ?? DEFAULTS;
  return { id, name, kind, summary, when, whenNot, evidence, enabled, params, version };
}
