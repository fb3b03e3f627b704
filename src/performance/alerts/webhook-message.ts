/**
 * Notifications in the JSON that Alertmanager posts to webhooks, version 4
 * (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config), so that what receives those can receive ours.
 */
import type { Notification } from './notification.ts';
import { type AlertRule, figureText, fingerprintOf, labelsOf } from './rule.ts';

export interface WebhookAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly generatorURL: string;
  readonly fingerprint: string;
}

export interface WebhookMessage {
  readonly version: '4';
  readonly groupKey: string;
  readonly truncatedAlerts: number;
  /** `firing` if one of the alerts is. */
  readonly status: 'firing' | 'resolved';
  readonly receiver: string;
  readonly groupLabels: Readonly<Record<string, string>>;
  readonly commonLabels: Readonly<Record<string, string>>;
  readonly commonAnnotations: Readonly<Record<string, string>>;
  readonly externalURL: string;
  readonly alerts: readonly WebhookAlert[];
}

/** What Alertmanager writes for an alert that has not ended. */
const NOT_ENDED = '0001-01-01T00:00:00Z';

/** @returns undefined when none of them is of a rule there is */
export function webhookMessage(
  notifications: readonly Notification[],
  rules: readonly AlertRule[],
): WebhookMessage | undefined {
  const told = notifications.flatMap((notification) => {
    const rule = rules.find(({ id }) => id === notification.rule);
    return rule ? [{ rule, alert: webhookAlert(notification, rule) }] : [];
  });
  const [first] = told;
  if (first === undefined) return undefined;
  const alerts = told.map(({ alert }) => alert);
  const { name } = first.rule;
  return {
    version: '4',
    groupKey: `{}:{alertname=${JSON.stringify(name)}}`,
    truncatedAlerts: 0,
    status: alerts.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
    receiver: 'prompt-improver',
    groupLabels: { alertname: name },
    commonLabels: common(alerts.map(({ labels }) => labels)),
    commonAnnotations: common(alerts.map(({ annotations }) => annotations)),
    externalURL: '',
    alerts,
  };
}

function webhookAlert(notification: Notification, rule: AlertRule): WebhookAlert {
  const { status, startedAtMs, endedAtMs } = notification;
  const labels = labelsOf(rule);
  return {
    status,
    labels,
    annotations: { summary: rule.summary, description: describe(notification, rule) },
    startsAt: new Date(startedAtMs).toISOString(),
    endsAt: endedAtMs === null ? NOT_ENDED : new Date(endedAtMs).toISOString(),
    generatorURL: '',
    fingerprint: fingerprintOf(labels),
  };
}

function describe({ status, condition, reason }: Notification, { signal, fireAbove, resolveBelow }: AlertRule): string {
  if (reason === 'no_data') return 'Ended for want of calls, not because it got better.';
  if (condition.kind === 'insufficient') return `Too few calls to say how it is now (${condition.samples}).`;
  const bound =
    status === 'firing' ? `above ${figureText(signal, fireAbove)}` : `below ${figureText(signal, resolveBelow)}`;
  return `${signalText(signal)} is ${figureText(signal, condition.value)} (n = ${condition.samples}), ${bound}.`;
}

function signalText(signal: AlertRule['signal']): string {
  switch (signal.kind) {
    case 'p95':
      return `The 95th percentile of the last ${signal.windowSeconds} s`;
    case 'error_rate':
      return `The share of failed calls of the last ${signal.windowSeconds} s`;
    case 'burn_rate':
      return `The burn rate of the last ${signal.shortSeconds} s and ${signal.longSeconds} s`;
  }
}

function common(all: readonly Readonly<Record<string, string>>[]): Readonly<Record<string, string>> {
  const [first = {}, ...others] = all;
  return Object.fromEntries(Object.entries(first).filter(([key, value]) => others.every((one) => one[key] === value)));
}
