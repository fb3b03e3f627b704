/** Rules about the check itself, beside those about prompts. */
import { RULES } from '../../prompt/rules/index.ts';
import type { RuleInfo } from '../../prompt/types.ts';

/** What such a rule has no use for: it is about the check, not about a task or a model. */
export type CheckRule = Omit<RuleInfo, 'targets' | 'tasks'>;

const SUPPRESSION_UNUSED: CheckRule = {
  id: 'L01',
  name: 'suppression.unused',
  kind: 'warn',
  summary: 'Points out a suppression comment that suppresses nothing.',
  when: 'No finding, edit or question of the named rule begins where the comment holds.',
  whenNot: 'The rule was not run, because --only names others.',
  evidence: 'The practice of linters: a suppression that has outlived its cause hides the next one.',
};

const SUPPRESSION_INVALID: CheckRule = {
  id: 'L02',
  name: 'suppression.invalid',
  kind: 'warn',
  summary: 'Points out a suppression comment that cannot be read.',
  when: 'The comment names a rule that does not exist, or has a form that is not known.',
  whenNot: 'The comment stands in a fence, where it is text like any other.',
  evidence: 'The practice of linters: a misspelt suppression must not pass for one that holds.',
};

/** In the order in which they are listed. */
export const CHECK_RULES: readonly CheckRule[] = [...RULES, SUPPRESSION_UNUSED, SUPPRESSION_INVALID];

const BY_ID: ReadonlyMap<string, CheckRule> = new Map(CHECK_RULES.map((rule) => [rule.id, rule]));

export function ruleInfo(id: string): CheckRule | undefined {
  return BY_ID.get(id);
}
