/** Reports of the performance of all processes on the store: on demand, and on schedule. */
import type { PerformanceReport, ReportedAlert, ReportedCache } from '../../performance/report/types.ts';
import type { MinuteHistory, MinuteQuery, WindowFigures } from '../../performance/window.ts';
import type { Store } from '../../store/store.ts';
import type { ReportPeriod, ReportRequest, ReportService } from './types.ts';

const HOUR_MS = 3_600_000;
/** Minutes reach the store some seconds after they have ended. */
const SETTLED_MS = 60_000;

/** Steps that make a chart and a trend of each: 60 to 168 of them. */
const PERIODS: Readonly<Record<ReportPeriod, { readonly lengthMs: number; readonly stepMinutes: number }>> = {
  '1h': { lengthMs: HOUR_MS, stepMinutes: 1 },
  '6h': { lengthMs: 6 * HOUR_MS, stepMinutes: 5 },
  '24h': { lengthMs: 24 * HOUR_MS, stepMinutes: 10 },
  '7d': { lengthMs: 168 * HOUR_MS, stepMinutes: 60 },
  '30d': { lengthMs: 720 * HOUR_MS, stepMinutes: 360 },
};
/** What is read of each minute to tell operations apart is too much for longer periods. */
const MAX_OPERATIONS_MS = 168 * HOUR_MS;
const SCHEDULES = {
  hourly: { everyMs: HOUR_MS, period: '1h' },
  daily: { everyMs: 24 * HOUR_MS, period: '24h' },
} as const;

export interface OperationHistory {
  /** Of the whole time, by the name of the operation. */
  operations(query: Omit<MinuteQuery, 'stepMinutes' | 'operation'>): Promise<ReadonlyMap<string, WindowFigures>>;
}

export interface ReportsOptions {
  readonly store: () => Promise<Store>;
  readonly history: MinuteHistory & OperationHistory;
  /** Newest or oldest first; null when they are not known. */
  readonly alerts: () => Promise<readonly ReportedAlert[] | null>;
  readonly caches: () => Promise<readonly ReportedCache[] | null>;
  readonly schedule: 'off' | 'hourly' | 'daily';
  /** How many that were made on schedule are kept. */
  readonly kept: number;
  readonly version: string;
  readonly targetMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export class Reports implements ReportService {
  readonly #options: ReportsOptions;
  /** Until when the schedule was kept, by this process or another. */
  #keptUntilMs = 0;

  constructor(options: ReportsOptions) {
    this.#options = options;
  }

  async report({ period, compare }: ReportRequest): Promise<PerformanceReport> {
    if (period !== 'latest') return this.#build(period, this.#options.now(), compare);
    return (await this.#latest()) ?? this.#build('24h', this.#options.now(), 'previous');
  }

  /** Makes the report that is due, unless this process or another has. Replicas that begin at once make one each; one is stored. */
  async keepSchedule(): Promise<void> {
    const { schedule, store, now, kept } = this.#options;
    if (schedule === 'off') return;
    const { everyMs, period } = SCHEDULES[schedule];
    const untilMs = Math.floor((now() - SETTLED_MS) / everyMs) * everyMs;
    if (untilMs <= this.#keptUntilMs) return;
    const { reports } = await store();
    if (!(await reports.has(schedule, untilMs))) {
      const text = JSON.stringify(await this.#build(period, untilMs, 'previous'));
      await reports.add({ schedule, untilMs, text }, now(), kept);
    }
    this.#keptUntilMs = untilMs;
  }

  async #build(period: ReportPeriod, untilMs: number, compare?: ReportRequest['compare']): Promise<PerformanceReport> {
    const { history, alerts, caches, version, targetMs } = this.#options;
    const { lengthMs, stepMinutes } = PERIODS[period];
    const stepMs = stepMinutes * 60_000;
    // Whole steps, with the one under way as far as it has come.
    const sinceMs = Math.ceil(untilMs / stepMs) * stepMs - lengthMs;
    const beforeMs = compare === undefined ? undefined : PERIODS[compare === 'previous' ? period : compare];
    const all = { sinceMs, untilMs, scope: 'all' } as const;
    const [stretches, operations, before, ownAlerts, ownCaches, { buildReport }] = await Promise.all([
      history.minutes({ ...all, stepMinutes }),
      lengthMs > MAX_OPERATIONS_MS ? null : history.operations(all),
      beforeMs &&
        history.minutes({
          sinceMs: sinceMs - beforeMs.lengthMs,
          untilMs: sinceMs,
          stepMinutes: beforeMs.stepMinutes,
          scope: 'all',
        }),
      alerts(),
      caches(),
      import('../../performance/report/build.ts'),
    ]);
    return buildReport({
      version,
      period,
      sinceMs,
      untilMs,
      stepMinutes,
      targetMs,
      alerts: ownAlerts && [...ownAlerts].toSorted((a, b) => a.atMs - b.atMs),
      caches: ownCaches,
      stretches,
      operations,
      ...(before &&
        beforeMs && { before: { sinceMs: sinceMs - beforeMs.lengthMs, untilMs: sinceMs, stretches: before } }),
    });
  }

  /** Undefined also for one that another version of the program has written in another form. */
  async #latest(): Promise<PerformanceReport | undefined> {
    const stored = await (await this.#options.store()).reports.latest();
    if (stored === undefined) return undefined;
    // `keepSchedule` is the only writer.
    const report = JSON.parse(stored.text) as PerformanceReport;
    return report.format === 1 ? report : undefined;
  }
}
