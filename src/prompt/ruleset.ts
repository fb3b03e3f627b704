/** The rules there are, with settings: which are on and how they are tuned. */
import { AppError } from '../errors/app-error.ts';
import { named } from '../errors/named.ts';
import { WEIGHT, type RuleParam } from './rule-param.ts';
import { checkParams, RuleSettings, type RuleChange, type RuleProblem, type Tunable } from './rule-settings.ts';
import type { Rule } from './rule.ts';
import { RULES } from './rules/index.ts';

/** Counts up when the mechanism around the rules changes what they give. */
const MECHANISM_REVISION = 1;

/** All that can be tuned about a rule. */
export function paramsOf({ ask, params = [] }: Rule): readonly RuleParam[] {
  return ask ? [WEIGHT, ...params] : params;
}

const TUNABLES: ReadonlyMap<string, Tunable> = new Map(
  RULES.map((rule) => [rule.id, { id: rule.id, revision: rule.revision, params: paramsOf(rule) }]),
);

/** @throws AppError `RULE_NOT_FOUND` */
export function tunable(id: string): Tunable {
  const found = TUNABLES.get(id);
  if (found) return found;
  throw ruleNotFound(id);
}

export function ruleNotFound(id: string): AppError {
  return new AppError('RULE_NOT_FOUND', `There is no rule "${named(id)}".`, {
    field: 'id',
    hint: `The rules are ${[...TUNABLES.keys()].join(', ')}.`,
  });
}

/**
 * Settings by rule id, for `improve`. What is left out is as in the code.
 *
 * @example
 * ```ts
 * const settings = ruleSettings({ Q01: { enabled: false }, Q09: { params: { weight: 0.5 } } });
 * improve({ prompt: 'Plan a trip', settings });
 * ```
 *
 * @throws AppError `RULE_NOT_FOUND`, or `INVALID_ARGUMENT` with field `params.<name>` for a value that is not allowed
 */
export function ruleSettings(changes: Readonly<Record<string, RuleChange>>): RuleSettings {
  for (const [id, { params }] of Object.entries(changes)) validateParams(tunable(id), params ?? {});
  return readRuleSettings(changes).settings;
}

/** @throws AppError `INVALID_ARGUMENT` for the first value that is not allowed */
export function validateParams(rule: Tunable, params: unknown): void {
  const [problem] = checkParams(rule, params).problems;
  if (problem) throw new AppError('INVALID_ARGUMENT', problem.message, { field: problem.field });
}

/** As `ruleSettings`, for what was stored: a bad value is left out and reported, a rule of another release ignored. */
export function readRuleSettings(changes: Readonly<Record<string, RuleChange>>): {
  readonly settings: RuleSettings;
  readonly problems: readonly RuleProblem[];
} {
  const off = new Set<string>();
  const values = new Map<string, ReadonlyMap<string, number>>();
  const problems: RuleProblem[] = [];
  for (const rule of TUNABLES.values()) {
    if (!Object.hasOwn(changes, rule.id)) continue;
    const { enabled = true, params = {} } = changes[rule.id] ?? {};
    if (!enabled) off.add(rule.id);
    const checked = checkParams(rule, params);
    values.set(rule.id, checked.values);
    problems.push(...checked.problems);
  }
  return { settings: new RuleSettings([...TUNABLES.values()], MECHANISM_REVISION, off, values), problems };
}

/** Every rule is on and as in the code. */
export const DEFAULT_SETTINGS: RuleSettings = readRuleSettings({}).settings;
