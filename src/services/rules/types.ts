import type { RuleParam } from '../../prompt/rule-param.ts';
import type { RuleProblem } from '../../prompt/rule-settings.ts';
import type { RuleInfo } from '../../prompt/types.ts';

export interface RuleParamView extends RuleParam {
  readonly value: number;
  /** It differs from the default. */
  readonly changed: boolean;
}

export interface RuleView extends RuleInfo {
  /** Counts up when the rule's behaviour changes in a release. */
  readonly revision: number;
  readonly enabled: boolean;
  readonly params: readonly RuleParamView[];
  /** Counts the changes of `enabled` and `params`, from 1. */
  readonly version: number;
  /** Values in the store that were refused; the defaults hold in their place. */
  readonly problems: readonly Omit<RuleProblem, 'rule'>[];
}

/** What is left out stays as it is. */
export interface RuleUpdate {
  readonly enabled?: boolean;
  /** Values by name; `null` for a value, or in place of all, goes back to the default. Others stay as they are. */
  readonly params?: Readonly<Record<string, number | null>> | null;
}

export interface RuleService {
  list(): Promise<readonly RuleView[]>;
  /** Rejects with `RULE_NOT_FOUND`. */
  get(id: string): Promise<RuleView>;
  /**
   * Holds at once in this process, and in those that Redis tells of it; within a minute in others. Rejects with `RULE_NOT_FOUND`, with `INVALID_ARGUMENT` and
   * the field `params.<name>`, or with `RULE_CONFLICT` when others keep changing the rule at the same time.
   */
  update(id: string, update: RuleUpdate): Promise<RuleView>;
}
