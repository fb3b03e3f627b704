import { expect, it } from 'vitest';
import { type Notification, notificationId } from './notification.ts';
import { RULES, WARNING, CRITICAL } from '../../../test/alerts/rules.ts';
import { webhookMessage } from './webhook-message.ts';

const note = (rule: string, more: Partial<Notification> = {}): Notification => ({
  id: notificationId(rule, 'firing', 0),
  rule,
  status: 'firing',
  startedAtMs: Date.UTC(2026, 0, 2),
  endedAtMs: null,
  condition: { kind: 'above', value: 250.04, samples: 1_204 },
  atMs: 0,
  ...more,
});

it('a message has the shape of Alertmanager, version 4', () => {
  expect(webhookMessage([note(CRITICAL)], RULES)).toEqual({
    version: '4',
    groupKey: '{}:{alertname="ResponseTime"}',
    truncatedAlerts: 0,
    status: 'firing',
    receiver: 'prompt-improver',
    groupLabels: { alertname: 'ResponseTime' },
    commonLabels: { alertname: 'ResponseTime', service: 'prompt-improver', severity: 'critical' },
    commonAnnotations: {
      summary: 'Calls are slow',
      description: 'The 95th percentile of the last 300 s is 250.0 ms (n = 1204), above 200.0 ms.',
    },
    externalURL: '',
    alerts: [
      {
        status: 'firing',
        labels: { alertname: 'ResponseTime', service: 'prompt-improver', severity: 'critical' },
        annotations: {
          summary: 'Calls are slow',
          description: 'The 95th percentile of the last 300 s is 250.0 ms (n = 1204), above 200.0 ms.',
        },
        startsAt: '2026-01-02T00:00:00.000Z',
        endsAt: '0001-01-01T00:00:00Z',
        generatorURL: '',
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      },
    ],
  });
});

it('is resolved when all in it is; common is what all share', () => {
  const ended = { status: 'resolved', endedAtMs: Date.UTC(2026, 0, 3), reason: 'no_data' } as const;
  const both = webhookMessage([note(WARNING, ended), note(CRITICAL, ended)], RULES);
  expect(both).toMatchObject({ status: 'resolved', commonLabels: { alertname: 'ResponseTime' } });
  expect(both?.commonLabels).not.toHaveProperty('severity');
  expect(both?.alerts[0]?.endsAt).toBe('2026-01-03T00:00:00.000Z');
  expect(both?.alerts[0]?.annotations['description']).toContain('for want of calls');
  expect(new Set(both?.alerts.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  expect(webhookMessage([note(WARNING, ended), note(CRITICAL)], RULES)?.status).toBe('firing');
});

it('of a rule that is no longer there nothing can be said', () => {
  expect(webhookMessage([note('Gone/warning')], RULES)).toBeUndefined();
});
