/** What the store says of each rule, for whoever looks into the table. */
import { describeRange } from '../../prompt/rule-param.ts';
import { RULES } from '../../prompt/rules/index.ts';
import { paramsOf } from '../../prompt/ruleset.ts';
import type { RuleMetadata } from '../../store/store.ts';

export const RULE_METADATA: readonly RuleMetadata[] = RULES.map((rule) => {
  const { id, name, kind, summary, evidence, revision } = rule;
  const params = paramsOf(rule).map((param) => `${param.name}: ${describeRange(param)}, default ${param.default}`);
  return { id, name, kind, summary, evidence, accepts: params.join('; '), revision };
});
