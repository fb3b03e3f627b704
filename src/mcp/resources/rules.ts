import type { RuleParamView, RuleView } from '../../services/types.ts';
import { defineResource } from '../resource.ts';

/** Rules change only when an operator switches one; they are the same for every caller. */
const RULES_CACHE = { ttlMs: 60_000, cacheScope: 'public' } as const;

export const rules = defineResource({
  name: 'rules',
  title: 'Rules',
  description:
    'All rules of the improver: what each does, when it fires, when it does not, its evidence, whether it is on and how it is tuned.',
  uri: 'prompt-improver://rules',
  cacheHint: RULES_CACHE,
  read: async (_variable, { services }) => ({ rules: (await services.rules.list()).map(ruleToWire) }),
});

export const rule = defineResource({
  name: 'rule',
  title: 'Rule',
  description: 'One rule of the improver, by id such as Q05.',
  uri: 'prompt-improver://rules/{id}',
  cacheHint: RULES_CACHE,
  read: async (id, { services }) => ruleToWire(await services.rules.get(id)),
  async complete(prefix, { services }) {
    const ids = (await services.rules.list()).map(({ id }) => id);
    return ids.filter((id) => id.toLowerCase().startsWith(prefix.toLowerCase()));
  },
});

/** A rule as programs see it, here and on the command line. */
export function ruleToWire({ whenNot, params, ...rule }: RuleView) {
  return {
    id: rule.id,
    name: rule.name,
    kind: rule.kind,
    enabled: rule.enabled,
    version: rule.version,
    params: params.map(paramToWire),
    problems: rule.problems,
    targets: rule.targets,
    tasks: rule.tasks,
    summary: rule.summary,
    when: rule.when,
    when_not: whenNot,
    evidence: rule.evidence,
    revision: rule.revision,
  };
}

function paramToWire({ name, kind, value, changed, default: byDefault, min, max, unit, summary }: RuleParamView) {
  return { name, kind, value, changed, default: byDefault, min, max, ...(unit !== undefined && { unit }), summary };
}
