/** What was improved, how it was received, and which rules had a part in it. */
import { AppError } from '../../errors/app-error.ts';
import { ALL_TASKS } from '../../prompt/rule-scope.ts';
import type { Store } from '../../store/store.ts';
import type { AnalyticsCache } from './cache.ts';
import { analyticsReport, BUCKET_MS } from './report.ts';
import { ANALYTICS_PERIODS, type AnalyticsPeriod, type AnalyticsRequest } from './types.ts';
import { loadEngine } from '../computing/load-engine.ts';
import type { AnalyticsResult, AnalyticsService, Caller } from '../types.ts';

const FRAMES: Readonly<Record<AnalyticsPeriod, { readonly bucket: 'hour' | 'day'; readonly buckets: number }>> = {
  '24h': { bucket: 'hour', buckets: 24 },
  '7d': { bucket: 'day', buckets: 7 },
  '30d': { bucket: 'day', buckets: 30 },
  '90d': { bucket: 'day', buckets: 90 },
};

export interface AnalyticsOptions {
  readonly store: () => Promise<Store>;
  readonly cached: Pick<AnalyticsCache, 'get'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export class Analytics implements AnalyticsService {
  readonly #options: AnalyticsOptions;

  constructor(options: AnalyticsOptions) {
    this.#options = options;
  }

  async report(caller: Caller, { period = '30d', rule, task }: AnalyticsRequest): Promise<AnalyticsResult> {
    requireOneOf('period', period, ANALYTICS_PERIODS);
    if (task !== undefined) requireOneOf('task', task, ALL_TASKS);
    if (rule !== undefined) {
      const { RULES } = await loadEngine();
      requireOneOf(
        'rule',
        rule,
        RULES.map(({ id }) => id),
      );
    }
    const { bucket, buckets } = FRAMES[period];
    const bucketMs = BUCKET_MS[bucket];
    const asOfMs = this.#options.now();
    // The hour or day under way is the last one.
    const untilMs = (Math.floor(asOfMs / bucketMs) + 1) * bucketMs;
    const sinceMs = untilMs - buckets * bucketMs;
    const { report, cacheLevel, isStale } = await this.#options.cached.get(
      caller,
      [period, rule ?? '', task ?? '', String(sinceMs)],
      async (signal) => {
        const { analytics } = await this.#options.store();
        const usage = await analytics.usage(
          { owner: caller.owner, sinceMs, untilMs, bucket, ...(task !== undefined && { task }) },
          signal,
        );
        const frame = { period, rule: rule ?? null, task: task ?? null, sinceMs, untilMs, bucket };
        return analyticsReport(usage, { ...frame, asOfMs });
      },
    );
    return { ...report, cacheLevel, isStale };
  }
}

/** The value is not quoted: it may be a secret in the wrong place. */
function requireOneOf(field: string, value: string, allowed: readonly string[]): void {
  if (allowed.includes(value)) return;
  throw new AppError('INVALID_ARGUMENT', `${field}: must be one of ${allowed.join(', ')}.`, { field });
}
