import { setting, SWITCH } from '../setting.ts';
import type { Config } from '../types.ts';

export const PERFORMANCE_SETTINGS = {
  'performance.targetMs': setting({
    kind: { type: 'whole-number', min: 1, max: 60_000 },
    default: () => 200,
    description: 'milliseconds within which an operation should end',
  }),
  'performance.deadlineMs': setting({
    kind: { type: 'whole-number', min: 0, max: 600_000 },
    default: () => 10_000,
    description: 'milliseconds after which a call is given up with TIMED_OUT; 0: never',
  }),
  'performance.measuring': setting<'on' | 'off'>({
    kind: SWITCH,
    default: () => 'on',
    description: 'measure every request; off leaves no figures of operations in the status and metrics',
  }),
  'performance.tracing': setting<'on' | 'off'>({
    kind: SWITCH,
    default: () => 'on',
    description: 'record measured requests with the OpenTelemetry SDK that the process has registered, if it has one',
  }),
  'performance.historyDays': setting({
    kind: { type: 'whole-number', min: 0, max: 3_650 },
    default: () => 30,
    description:
      'days that figures by the minute are kept in the store; 0 stores none, and what is told ends an hour ago',
  }),
  'performance.reports': setting<Config['performance']['reports']>({
    kind: { type: 'one-of', values: ['off', 'hourly', 'daily'] },
    default: () => 'off',
    description: 'how often a report of the performance is made and stored: off, hourly or daily (UTC)',
  }),
  'performance.reportsKept': setting({
    kind: { type: 'whole-number', min: 1, max: 1_000 },
    default: () => 60,
    description: 'stored reports that are kept, the newest ones',
  }),
  'performance.metricsPort': setting<number | undefined>({
    kind: { type: 'whole-number', min: 0, max: 65_535 },
    flag: '--metrics-port <number>',
    default: () => undefined,
    description:
      'port on 127.0.0.1 where /metrics answers without a token, for a server on stdio; 0 takes any free one. Not opened when it is not set',
  }),
} as const;
