import { defineResource } from '../resource.ts';

export const status = defineResource({
  name: 'status',
  title: 'Status',
  description:
    'Whether this server is healthy, response times and errors per operation in the last five minutes and since its start, store, memory, event loop.',
  uri: 'prompt-improver://status',
  workClass: 'control',
  cacheHint: { ttlMs: 1_000, cacheScope: 'private' },
  async read(_variable, { services }) {
    const { statusToWire } = await import('../results/status-schema.ts');
    return statusToWire(await services.status.status());
  },
});
