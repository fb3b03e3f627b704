import { CONTENT_TYPES } from '../../performance/metrics/exposition.ts';
import { defineResource } from '../resource.ts';

export const metrics = defineResource({
  name: 'metrics',
  title: 'Metrics',
  description: 'Counters and histograms of the server in the text format of Prometheus, as /metrics gives them.',
  uri: 'prompt-improver://metrics',
  mimeType: CONTENT_TYPES.prometheus,
  cacheHint: { ttlMs: 1_000, cacheScope: 'private' },
  read: (_variable, { services }) => services.scrapes.text('prometheus'),
});
