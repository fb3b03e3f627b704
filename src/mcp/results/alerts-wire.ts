/** Alerts as programs see them: in the resource, over HTTP and on the command line. */
import type { AlertView, AlertsReport } from '../../services/alerts/types.ts';

type Condition = NonNullable<AlertView['condition']>;
type Silence = AlertsReport['silences'][number];
type HistoryItem = AlertsReport['history'][number];

export function alertsToWire(report: AlertsReport) {
  return {
    enabled: report.enabled,
    scope: report.scope,
    ...(report.problem !== undefined && { problem: { ...report.problem } }),
    evaluated_at: report.evaluatedAtMs === null ? null : time(report.evaluatedAtMs),
    alerts: report.alerts.map(alertToWire),
    silences: report.silences.map(silenceToWire),
    history: report.history.map(historyToWire),
    waiting_notifications: report.waiting,
    webhook: report.webhook,
    counters: { ...report.counters },
  };
}

function alertToWire({ state, condition, ...alert }: AlertView) {
  return {
    rule: alert.rule,
    name: alert.name,
    severity: alert.severity,
    summary: alert.summary,
    state: state.kind,
    ...stateTimes(state),
    muted: alert.muted,
    ...figures(condition),
    unit: alert.unit,
    fire_above: alert.fireAbove,
    resolve_below: alert.resolveBelow,
  };
}

export function silenceToWire({ id, matchers, comment, createdBy, createdAtMs, endsAtMs }: Silence) {
  return {
    id,
    matchers: { ...matchers },
    comment,
    created_by: createdBy,
    created_at: time(createdAtMs),
    ends_at: time(endsAtMs),
  };
}

export function historyToWire(item: HistoryItem) {
  return {
    at: time(item.atMs),
    rule: item.rule,
    severity: item.severity,
    to: item.to,
    started_at: time(item.startedAtMs),
    ...figures(item.condition),
    ...(item.reason !== undefined && { reason: item.reason }),
    ...(item.muted !== undefined && { muted: item.muted }),
  };
}

function stateTimes(state: AlertView['state']) {
  switch (state.kind) {
    case 'inactive':
      return {};
    case 'pending':
      return { since: time(state.sinceMs) };
    case 'firing':
      return { started_at: time(state.startedAtMs) };
    case 'resolved':
      return { started_at: time(state.startedAtMs), resolved_at: time(state.resolvedAtMs), reason: state.reason };
  }
}

/** Null where too few calls were seen to say. */
function figures(condition: Condition | null) {
  return {
    value: condition === null || condition.kind === 'insufficient' ? null : condition.value,
    samples: condition?.samples ?? null,
  };
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
