import { defineResource } from '../resource.ts';

export const latestReport = defineResource({
  name: 'report',
  title: 'Performance report',
  description:
    'The newest report made on schedule, else of the last day: grades, percentiles with intervals, trend, forecast, alerts, caches, and the comparison with the time before.',
  uri: 'prompt-improver://report/latest',
  cacheHint: { ttlMs: 60_000, cacheScope: 'private' },
  async read(_variable, { services }) {
    const { reportToWire } = await import('../results/report-wire.ts');
    return reportToWire(await services.reports.report({ period: 'latest' }));
  },
});
