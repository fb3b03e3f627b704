/** The rules there are, made of the settings. */
import type { AlertName, AlertRule, Severity, Signal } from './rule.ts';

export interface AlertRuleSettings {
  readonly windowSeconds: number;
  readonly minSamples: number;
  readonly responseWarningMs: number;
  readonly responseCriticalMs: number;
  readonly errorWarningPercent: number;
  readonly errorCriticalPercent: number;
  readonly warningForSeconds: number;
  readonly criticalForSeconds: number;
  /** An alert is resolved below so many percent of what it fires above. */
  readonly resolvePercent: number;
  readonly keepFiringSeconds: number;
  readonly noDataSeconds: number;
}

/**
 * Windows and factors of multi-window, multi-burn-rate alerts as in The Site Reliability Workbook, chapter 5, table 5-8
 * (https://sre.google/workbook/alerting-on-slos/): 2 % of a 30-day budget within one hour, 5 % within six. The short
 * window, a twelfth of the long one, ends the alert soon after the burning has. The hour is held live; six hours come
 * from the minutes in the store. The slow ones of the workbook (3 days) are left out: a ticket queue is not our receiver.
 */
const FAST_BURN = { longSeconds: 3_600, shortSeconds: 300, factor: 14.4 } as const;
const SLOW_BURN = { longSeconds: 21_600, shortSeconds: 1_800, factor: 6 } as const;

export function alertRules(settings: AlertRuleSettings): readonly AlertRule[] {
  const { windowSeconds } = settings;
  const rule = (
    name: AlertName,
    severity: Severity,
    signal: Signal,
    fireAbove: number,
    summary: string,
  ): AlertRule => ({
    id: `${name}/${severity}`,
    name,
    severity,
    summary,
    signal,
    fireAbove,
    resolveBelow: (fireAbove * settings.resolvePercent) / 100,
    forMs: (severity === 'critical' ? settings.criticalForSeconds : settings.warningForSeconds) * 1_000,
    keepFiringMs: settings.keepFiringSeconds * 1_000,
    noDataMs: settings.noDataSeconds * 1_000,
    minimumSamples: settings.minSamples,
  });
  const p95: Signal = { kind: 'p95', windowSeconds };
  const errorRate: Signal = { kind: 'error_rate', windowSeconds };
  const burn = ({ longSeconds, shortSeconds }: typeof FAST_BURN | typeof SLOW_BURN): Signal => ({
    kind: 'burn_rate',
    longSeconds,
    shortSeconds,
  });
  const SLOW = 'Calls are slow';
  const FAILING = 'Calls fail';
  const BURNING = 'Slow and failed calls use up the error budget';
  // The workbook waits for nothing beside the long window. Here that is short at first: a process that has just started must
  // not alert for its first, slow calls.
  return [
    rule('ResponseTime', 'warning', p95, settings.responseWarningMs, SLOW),
    rule('ResponseTime', 'critical', p95, settings.responseCriticalMs, SLOW),
    rule('ErrorRate', 'warning', errorRate, settings.errorWarningPercent, FAILING),
    rule('ErrorRate', 'critical', errorRate, settings.errorCriticalPercent, FAILING),
    rule('ErrorBudgetBurn', 'warning', burn(SLOW_BURN), SLOW_BURN.factor, BURNING),
    rule('ErrorBudgetBurn', 'critical', burn(FAST_BURN), FAST_BURN.factor, BURNING),
  ];
}
