/** The figures of a window as the status tells them. */
import { meanMs } from '../../performance/figures.ts';
import type { Outcome } from '../../performance/operation.ts';
import type { WindowFigures } from '../../performance/window.ts';
import { minimumSamples } from '../../stats/histogram.ts';

export interface OperationWindow {
  readonly operation: string;
  readonly count: number;
  readonly perSecond: number;
  readonly errors: number;
  /** `errors / count`; null without calls. */
  readonly errorRate: number | null;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Of all outcomes but `shed`, as the quantiles; null without any. */
  readonly meanMs: number | null;
  /** Null when there are fewer samples than an interval of the percentile needs. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
  readonly maxMs: number | null;
  /** How many took longer than the target. */
  readonly overTarget: number;
}

export interface WindowReport {
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly total: OperationWindow;
  /** The busiest first. */
  readonly operations: readonly OperationWindow[];
}

export function windowReport(
  total: WindowFigures,
  operations: ReadonlyMap<string, WindowFigures>,
  targetMs: number,
): WindowReport {
  return {
    sinceMs: total.sinceMs,
    untilMs: total.untilMs,
    total: operationWindow('total', total, targetMs),
    operations: [...operations]
      .map(([name, figures]) => operationWindow(name, figures, targetMs))
      .toSorted((a, b) => b.count - a.count),
  };
}

function operationWindow(operation: string, figures: WindowFigures, targetMs: number): OperationWindow {
  const { sinceMs, untilMs, count, errors, outcomes } = figures;
  const seconds = (untilMs - sinceMs) / 1_000;
  return {
    operation,
    count,
    perSecond: seconds > 0 ? count / seconds : 0,
    errors,
    errorRate: count === 0 ? null : errors / count,
    outcomes,
    meanMs: meanMs(figures),
    p50Ms: quantileMs(figures, 0.5),
    p95Ms: quantileMs(figures, 0.95),
    p99Ms: quantileMs(figures, 0.99),
    maxMs: count - outcomes.shed === 0 ? null : figures.maxMs,
    overTarget: figures.countAboveMs(targetMs),
  };
}

/** Null where the samples are too few to tell. */
export function quantileMs(figures: WindowFigures, q: number): number | null {
  return figures.count - figures.outcomes.shed < minimumSamples(q) ? null : figures.quantileMs(q);
}
