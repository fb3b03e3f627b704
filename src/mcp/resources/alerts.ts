import { alertsToWire } from '../results/alerts-wire.ts';
import { defineResource } from '../resource.ts';

export const ALERTS_URI = 'prompt-improver://alerts';

export const alerts = defineResource({
  name: 'alerts',
  title: 'Alerts',
  description:
    'Which alerts are pending, firing or resolved, with figures and thresholds; silences; and when alerts began and ended. Can be subscribed to.',
  uri: ALERTS_URI,
  cacheHint: { ttlMs: 1_000, cacheScope: 'private' },
  read: async (_variable, { services }) => alertsToWire(await services.alerts.report()),
});
