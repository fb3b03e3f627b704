/** The rules by default, and conditions, for tests. */
import type { Condition } from '../../src/performance/alerts/condition.ts';
import { alertRules } from '../../src/performance/alerts/rules.ts';

export const RULES = alertRules({
  windowSeconds: 300,
  minSamples: 72,
  responseWarningMs: 150,
  responseCriticalMs: 200,
  errorWarningPercent: 5,
  errorCriticalPercent: 10,
  warningForSeconds: 30,
  criticalForSeconds: 120,
  resolvePercent: 80,
  keepFiringSeconds: 60,
  noDataSeconds: 3_600,
});

export const WARNING = 'ResponseTime/warning';
export const CRITICAL = 'ResponseTime/critical';

export const ABOVE: Condition = { kind: 'above', value: 250, samples: 100 };
export const BELOW: Condition = { kind: 'below', value: 10, samples: 100 };

/** The same condition for each of the rules named; the others have no data. */
export function conditions(condition: Condition, ...rules: readonly string[]): ReadonlyMap<string, Condition> {
  return new Map(rules.map((rule) => [rule, condition]));
}
