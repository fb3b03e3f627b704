/** Whether one period was worse than another, by more than chance and by more than nobody notices. */
import { difference, type Estimate } from '../../stats/clustered.ts';
import type { Interval } from '../../stats/wilson.ts';
import type { WindowFigures } from '../window.ts';
import { batched, errorShare, quantileWithInterval } from './quantile.ts';

export type Verdict = 'regression' | 'improved' | 'no_difference' | 'insufficient_data';

export interface Compared {
  readonly figure: 'p50' | 'p95' | 'p99' | 'errors';
  readonly verdict: Verdict;
  /** Milliseconds, or a share of errors; null with insufficient data. */
  readonly before: Estimate | null;
  readonly after: Estimate | null;
  /** Of milliseconds as a share (0.3 is 30 % longer), of errors in points (0.01 is one of a hundred more). */
  readonly change: Estimate | null;
}

export interface Comparison {
  readonly before: Period;
  readonly after: Period;
  /** Of p95 and errors. */
  readonly verdict: Verdict;
  readonly reason: string;
  readonly figures: readonly Compared[];
}

interface Period {
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly count: number;
}

const QUANTILES = [
  ['p50', 0.5],
  ['p95', 0.95],
  ['p99', 0.99],
] as const;
/** Changes that are smaller are no difference, however certain. */
const SMALLEST_CHANGE = { duration: 0.05, errors: 0.001 } as const;

export interface ComparedPeriod {
  readonly sinceMs: number;
  readonly untilMs: number;
  /** Oldest first. */
  readonly stretches: readonly WindowFigures[];
}

/** With 95 % intervals; the verdict is that of p95 and the errors, p50 and p99 stand beside it. */
export function comparePeriods(before: ComparedPeriod, after: ComparedPeriod): Comparison {
  const [old, now] = [batched(before.stretches), batched(after.stretches)];
  const quantiles = QUANTILES.map(([figure, q]) =>
    compared(figure, quantileWithInterval(old, q), quantileWithInterval(now, q), logRatio, SMALLEST_CHANGE.duration),
  );
  const errors = compared('errors', errorShare(old), errorShare(now), difference, SMALLEST_CHANGE.errors);
  const figures = [...quantiles, errors];
  const verdicts = figures.filter(({ figure }) => figure === 'p95' || figure === 'errors');
  return {
    before: periodOf(before),
    after: periodOf(after),
    verdict: together(verdicts.map(({ verdict }) => verdict)),
    reason: verdicts.map(inWords).join('; '),
    figures,
  };
}

function compared(
  figure: Compared['figure'],
  before: Estimate | null,
  after: Estimate | null,
  changeOf: (before: Estimate, after: Estimate) => Estimate,
  smallest: number,
): Compared {
  if (before === null || after === null) return { figure, verdict: 'insufficient_data', before, after, change: null };
  const change = changeOf(before, after);
  const { low, high } = change.interval;
  const isCertain = low > 0 || high < 0;
  const matters = isCertain && Math.abs(change.value) >= smallest;
  const direction = change.value > 0 ? 'regression' : 'improved';
  return { figure, verdict: matters ? direction : 'no_difference', before, after, change };
}

/** How much longer, as a share: intervals of durations are even in their logarithms. */
function logRatio(before: Estimate, after: Estimate): Estimate {
  const map = ({ value, interval }: Estimate, f: (x: number) => number): Estimate => ({
    value: f(value),
    interval: { low: f(interval.low), high: f(interval.high) },
  });
  return map(difference(map(before, Math.log), map(after, Math.log)), Math.expm1);
}

function together(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('regression')) return 'regression';
  if (verdicts.includes('improved')) return 'improved';
  return verdicts.includes('insufficient_data') ? 'insufficient_data' : 'no_difference';
}

const NAMES: Readonly<Record<Compared['figure'], string>> = {
  p50: 'p50',
  p95: 'p95',
  p99: 'p99',
  errors: 'error rate',
};
const VERDICTS: Readonly<Record<Verdict, string>> = {
  regression: 'worse',
  improved: 'better',
  no_difference: 'no difference found',
  insufficient_data: 'insufficient data',
};

function inWords({ figure, verdict, change }: Compared): string {
  if (change === null) return `${NAMES[figure]}: ${VERDICTS[verdict]}`;
  const unit = figure === 'errors' ? 'points' : '%';
  return `${NAMES[figure]} ${VERDICTS[verdict]}: ${hundredths(change.value)} ${unit} ${intervalText(change.interval)}`;
}

function intervalText({ low, high }: Interval): string {
  return `[${hundredths(low)}, ${hundredths(high)}]`;
}

const hundredths = (share: number) => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)}`;

function periodOf({ sinceMs, untilMs, stretches }: ComparedPeriod): Period {
  return { sinceMs, untilMs, count: stretches.reduce((sum, { count }) => sum + count, 0) };
}
