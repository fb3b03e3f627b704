import { setting, SWITCH, textLike } from '../setting.ts';

export const ALERTS_SETTINGS = {
  'alerts.enabled': setting<'on' | 'off'>({
    kind: SWITCH,
    default: () => 'on',
    description: 'watch response times, errors and the error budget, and tell when they are not as they should be',
  }),
  'alerts.intervalMs': setting({
    kind: { type: 'whole-number', min: 100, max: 60_000 },
    default: () => 5_000,
    description: 'milliseconds between two evaluations of the alert rules',
  }),
  'alerts.windowSeconds': setting({
    kind: { type: 'whole-number', min: 1, max: 3_600 },
    default: () => 300,
    description: 'seconds over which response time and error rate are taken',
  }),
  'alerts.minSamples': setting({
    kind: { type: 'whole-number', min: 20, max: 1_000_000 },
    default: () => 72,
    description:
      'calls that a window must have for a rule to say anything; 72 is what an interval of a 95th percentile needs',
  }),
  'alerts.responseWarningMs': setting({
    kind: { type: 'whole-number', min: 1, max: 600_000 },
    default: () => 150,
    description: '95th percentile of the durations, in milliseconds, above which there is a warning',
  }),
  'alerts.responseCriticalMs': setting({
    kind: { type: 'whole-number', min: 1, max: 600_000 },
    default: () => 200,
    description: '95th percentile of the durations, in milliseconds, above which it is critical',
  }),
  'alerts.errorWarningPercent': setting({
    kind: { type: 'whole-number', min: 0, max: 100 },
    default: () => 5,
    description: 'failed calls, in percent, above which there is a warning',
  }),
  'alerts.errorCriticalPercent': setting({
    kind: { type: 'whole-number', min: 0, max: 100 },
    default: () => 10,
    description: 'failed calls, in percent, above which it is critical',
  }),
  'alerts.warningForSeconds': setting({
    kind: { type: 'whole-number', min: 0, max: 86_400 },
    default: () => 30,
    description: 'seconds that a figure must be above the threshold of a warning',
  }),
  'alerts.criticalForSeconds': setting({
    kind: { type: 'whole-number', min: 0, max: 86_400 },
    default: () => 120,
    description: 'seconds that a figure must be above the critical threshold',
  }),
  'alerts.resolvePercent': setting({
    kind: { type: 'whole-number', min: 1, max: 100 },
    default: () => 80,
    description: 'an alert can end when its figure is below so many percent of the threshold',
  }),
  'alerts.keepFiringSeconds': setting({
    kind: { type: 'whole-number', min: 0, max: 86_400 },
    default: () => 60,
    description: 'seconds that it must stay there until the alert ends',
  }),
  'alerts.noDataSeconds': setting({
    kind: { type: 'whole-number', min: 0, max: 604_800 },
    default: () => 3_600,
    description: 'seconds without enough calls after which an alert ends for want of them; 0: never',
  }),
  'alerts.objectivePercent': setting({
    kind: { type: 'whole-number', min: 50, max: 99 },
    default: () => 99,
    description:
      'calls, in percent, that should end without error within performance.targetMs; the rest is the error budget',
  }),
  'alerts.burnRate': setting<'on' | 'off'>({
    kind: SWITCH,
    default: () => 'on',
    description: 'alert when the error budget is used up too fast',
  }),
  'alerts.historyDays': setting({
    kind: { type: 'whole-number', min: 1, max: 3_650 },
    default: () => 30,
    description: 'days that the beginnings and ends of alerts are remembered, at most 200 of them',
  }),
  'alerts.webhookUrl': setting<string | undefined>({
    kind: textLike(/^https?:\/\/[^\s/?#]\S{0,2000}$/i, 'a URL that begins with http:// or https://'),
    default: () => undefined,
    description: 'where alerts are posted as JSON in the shape of Alertmanager; the log has them anyway',
    secret: true,
  }),
  'alerts.webhookSecret': setting<string | undefined>({
    kind: textLike(/^[\x21-\x7e]{16,512}$/, '16 to 512 printable ASCII characters without spaces'),
    default: () => undefined,
    description: 'key with which posted alerts are signed (HMAC-SHA256)',
    secret: true,
  }),
  'alerts.webhookTimeoutMs': setting({
    kind: { type: 'whole-number', min: 100, max: 60_000 },
    default: () => 5_000,
    description: 'milliseconds that one try to post alerts may take',
  }),
  'alerts.webhookRetryMaxMs': setting({
    kind: { type: 'whole-number', min: 100, max: 3_600_000 },
    default: () => 60_000,
    description: 'longest pause, in milliseconds, before a receiver that did not answer is tried again',
  }),
} as const;
