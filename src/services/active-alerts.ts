/** The alerts that somebody should know of now, as the status tells them. */
import type { Severity } from '../performance/alerts/rule.ts';
import type { AlertsReport } from './alerts/types.ts';

export interface ActiveAlert {
  /** `ResponseTime/warning`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly state: 'pending' | 'firing';
  readonly sinceMs: number;
  /** Why nobody is told of it. */
  readonly muted: 'silenced' | 'inhibited' | null;
}

/** Those that fire first, the critical before the others. */
export function activeAlerts({ alerts }: AlertsReport): readonly ActiveAlert[] {
  const active = alerts.flatMap(({ rule, severity, summary, state, muted }): ActiveAlert[] => {
    if (state.kind === 'pending') return [{ rule, severity, summary, state: 'pending', sinceMs: state.sinceMs, muted }];
    if (state.kind !== 'firing') return [];
    return [{ rule, severity, summary, state: 'firing', sinceMs: state.startedAtMs, muted }];
  });
  const weight = ({ state, severity }: ActiveAlert) => (state === 'firing' ? 2 : 0) + (severity === 'critical' ? 1 : 0);
  return active.toSorted((a, b) => weight(b) - weight(a));
}
