import { defineResource } from '../resource.ts';
import { statusToWire } from '../status-schema.ts';

export const status = defineResource({
  name: 'status',
  title: 'Status',
  description:
    'Whether this server is healthy, response times and errors per operation in the last five minutes and since its start, store, memory, event loop.',
  uri: 'prompt-improver://status',
  workClass: 'control',
  cacheHint: { ttlMs: 1_000, cacheScope: 'private' },
  read: async (_variable, { services }) => statusToWire(await services.status.status()),
});
