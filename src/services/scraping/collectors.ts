/** Where the metrics come from. */
import type { Cache } from '../../cache/index.ts';
import type { OperationMetrics } from '../../performance/metrics/operation-metrics.ts';
import { runtimeMetrics } from '../../performance/metrics/runtime-metrics.ts';
import type { Collector } from '../../performance/metrics/scrape.ts';
import type { ProcessMonitor } from '../../performance/process/process-monitor.ts';
import type { TraceFigures } from '../../performance/tracing/operation-trace.ts';
import type { AlertsReport } from '../alerts/types.ts';
import type { StatusReport } from '../types.ts';
import { alertMetrics } from './alert-metrics.ts';
import { cacheMetrics, statusMetrics } from './status-metrics.ts';
import { traceMetrics } from './trace-metrics.ts';

export interface MetricSources {
  readonly operations: OperationMetrics;
  readonly process: ProcessMonitor;
  /** Undefined where nothing is traced. */
  readonly traces: () => TraceFigures | undefined;
  readonly status: () => Promise<StatusReport>;
  /** Undefined until there are caches. */
  readonly caches: () => ReturnType<Cache['info']> | undefined;
  readonly alerts: () => Promise<AlertsReport>;
}

/** One for each source: one that fails or hangs costs its own metrics only. */
export function collectorsOf({ operations, process, traces, status, caches, alerts }: MetricSources): Collector[] {
  return [
    operations.collect,
    (scrape) => runtimeMetrics(scrape, process),
    (scrape) => {
      const figures = traces();
      if (figures !== undefined) traceMetrics(scrape, figures);
    },
    async (scrape) => statusMetrics(scrape, await status()),
    (scrape) => {
      const info = caches();
      if (info !== undefined) cacheMetrics(scrape, info);
    },
    async (scrape) => alertMetrics(scrape, await alerts()),
  ];
}
