/** Whether all is well, and if not, what is not: for scripts and for a first look. */
import { minimumSamples } from '../stats/histogram.ts';
import type { ActiveAlert } from './active-alerts.ts';
import type { WindowReport } from './metrics/window-report.ts';
import type { CacheReport, HealthReport, StatusReport } from './types.ts';

/** The critical threshold of the error rate. */
const MAX_ERROR_RATE = 0.1;
/** With fewer, one error more or less decides. */
const MIN_CALLS = 20;

export interface HealthFacts {
  readonly store: StatusReport['store'];
  readonly window: WindowReport;
  readonly targetMs: number;
  readonly cache: Pick<CacheReport, 'redis' | 'problem'>;
  /** Null: not known. */
  readonly alerts: readonly ActiveAlert[] | null;
}

export function healthOf({ store, window, targetMs, cache, alerts }: HealthFacts): HealthReport {
  const { count, errorRate, p95Ms } = window.total;
  const problems: string[] = [];
  if (store.state === 'unavailable') problems.push(`The store does not answer (${store.code}): ${store.message}`);
  for (const { rule, severity, state, muted, summary } of alerts ?? []) {
    if (severity === 'critical' && state === 'firing' && muted === null) problems.push(`${rule} fires: ${summary}`);
  }
  if (errorRate !== null && count >= MIN_CALLS && errorRate > MAX_ERROR_RATE)
    problems.push(`${percent(errorRate)} of ${count} calls failed; more than ${percent(MAX_ERROR_RATE)} is too many.`);
  if (p95Ms !== null && count >= minimumSamples(0.95) && p95Ms > targetMs)
    problems.push(`One call in 20 takes longer than ${p95Ms.toFixed(0)} ms; the target is ${targetMs} ms.`);
  if (cache.problem !== undefined)
    problems.push(`Redis cannot be used (${cache.problem.code}): ${cache.problem.message}`);
  else if (cache.redis !== undefined && !cache.redis.isConnected)
    problems.push(`Redis at ${cache.redis.location} is away${cache.redis.problem ? ` (${cache.redis.problem})` : ''}.`);
  return { state: problems.length === 0 ? 'healthy' : 'unhealthy', problems };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
