/** A report from what was measured. Pure: the same figures make the same report. */
import { minimumSamples } from '../../stats/histogram.ts';
import { assess } from '../assessment/assess.ts';
import { MIN_STRETCH_SAMPLES } from '../assessment/p95-series.ts';
import { meanMs, mergeFigures } from '../figures.ts';
import type { WindowFigures } from '../window.ts';
import { type ComparedPeriod, comparePeriods } from './comparison.ts';
import { batched, errorShare, quantileWithInterval } from './quantile.ts';
import type { PerformanceReport, ReportedOperation, ReportPoint, ReportTotals } from './types.ts';

const QUANTILES = [0.5, 0.9, 0.95, 0.99] as const;
const MAX_OPERATIONS = 20;
/** Fewest samples for a point of a chart. */
const MIN_MEDIAN_SAMPLES = minimumSamples(0.5);

export interface ReportInput extends Pick<
  PerformanceReport,
  'version' | 'period' | 'sinceMs' | 'untilMs' | 'stepMinutes' | 'targetMs' | 'alerts' | 'caches'
> {
  /** Of the period by the step, oldest first. */
  readonly stretches: readonly WindowFigures[];
  /** Of the whole period; null: they are not told. */
  readonly operations: ReadonlyMap<string, WindowFigures> | null;
  readonly before?: ComparedPeriod;
}

export function buildReport({
  stretches,
  operations,
  before,
  alerts,
  caches,
  ...about
}: ReportInput): PerformanceReport {
  const { sinceMs, untilMs, stepMinutes, targetMs } = about;
  const stepMs = stepMinutes * 60_000;
  // The stretch under way has too little in it to be read as one.
  const wholeUntilMs = Math.floor(untilMs / stepMs) * stepMs;
  const all = mergeFigures(sinceMs, untilMs, stretches);
  return {
    format: 1,
    ...about,
    totals: totalsOf(all, stretches, targetMs),
    ...assess({ stretches, graded: all, sinceMs, untilMs: wholeUntilMs, stepMinutes, targetMs }),
    points: pointsOf(stretches, sinceMs, untilMs, stepMs),
    operations: operations && operationsOf(operations),
    alerts: alerts && alerts.filter(({ atMs }) => atMs >= sinceMs && atMs < untilMs),
    caches,
    comparison: before ? comparePeriods(before, { sinceMs, untilMs, stretches }) : null,
  };
}

function totalsOf(all: WindowFigures, stretches: readonly WindowFigures[], targetMs: number): ReportTotals {
  const batches = batched(stretches);
  const timed = all.count - all.outcomes.shed;
  return {
    count: all.count,
    errors: all.errors,
    errorRate: all.count === 0 ? null : all.errors / all.count,
    errorRateInterval: errorShare(batches)?.interval ?? null,
    outcomes: all.outcomes,
    meanMs: meanMs(all),
    maxMs: timed === 0 ? null : all.maxMs,
    overTarget: timed === 0 ? null : all.countAboveMs(targetMs) / timed,
    quantiles: QUANTILES.map((q) => ({
      q,
      ms: timed < minimumSamples(q) ? null : all.quantileMs(q),
      interval: quantileWithInterval(batches, q)?.interval ?? null,
    })),
  };
}

function operationsOf(operations: ReadonlyMap<string, WindowFigures>): ReportedOperation[] {
  return [...operations]
    .map(([operation, figures]) => {
      const known = (q: number) =>
        figures.count - figures.outcomes.shed < minimumSamples(q) ? null : figures.quantileMs(q);
      const { count, errors, sumMs: totalMs } = figures;
      return { operation, count, errors, totalMs, p50Ms: known(0.5), p95Ms: known(0.95), p99Ms: known(0.99) };
    })
    .toSorted((a, b) => b.totalMs - a.totalMs)
    .slice(0, MAX_OPERATIONS);
}

function pointsOf(
  stretches: readonly WindowFigures[],
  sinceMs: number,
  untilMs: number,
  stepMs: number,
): ReportPoint[] {
  const byStart = new Map(stretches.map((stretch) => [Math.floor(stretch.sinceMs / stepMs) * stepMs, stretch]));
  return Array.from({ length: Math.ceil((untilMs - sinceMs) / stepMs) }, (_, index) => {
    const startMs = sinceMs + index * stepMs;
    const stretch = byStart.get(startMs);
    const timed = stretch ? stretch.count - stretch.outcomes.shed : 0;
    return {
      sinceMs: startMs,
      count: stretch?.count ?? 0,
      errors: stretch?.errors ?? 0,
      p50Ms: timed < MIN_MEDIAN_SAMPLES ? null : (stretch?.quantileMs(0.5) ?? null),
      p95Ms: timed < MIN_STRETCH_SAMPLES ? null : (stretch?.quantileMs(0.95) ?? null),
    };
  });
}
