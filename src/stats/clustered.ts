/**
 * Intervals for what was counted in minutes that hang together: a bad minute is bad for all of its calls, so calls tell less
 * than as many independent ones.
 */
import { autocorrelation } from './persistence.ts';
import { studentQuantile } from './student-t.ts';
import { type Interval, wilsonInterval } from './wilson.ts';

/** Neighbouring stretches of time, counted together; long enough that one batch knows little of the next. */
export interface Batch {
  readonly hits: number;
  readonly trials: number;
}

/** Fewest batches with trials that tell how much a share varies from one to the next. */
const MIN_BATCHES = 10;
const COVERAGE = 0.95;
const MAX_MEMORY = 0.8;
const Z_95 = 1.959963984540054;

export interface ClusteredShare {
  readonly share: number;
  /** 95 %. */
  readonly interval: Interval;
  /** As many independent trials would tell as much. */
  readonly effectiveTrials: number;
}

/**
 * A share with Wilson's interval for the trials that remain after the design effect: the variance of the ratio between batches
 * (Cochran, Sampling Techniques, 1977, 6.3; batch means: Law and Carson, Operations Research 27 (1979)) divided by that of
 * independent trials, at least 1, with Student's t for the number of batches. Neighbouring batches that are alike tell less, as
 * the values of a first-order autoregression do.
 *
 * @returns null with fewer than {@link MIN_BATCHES} batches that have trials
 */
export function clusteredShare(batches: readonly Batch[]): ClusteredShare | null {
  const known = batches.filter(({ trials }) => trials > 0);
  if (known.length < MIN_BATCHES) return null;
  const trials = known.reduce((sum, batch) => sum + batch.trials, 0);
  const hits = known.reduce((sum, batch) => sum + batch.hits, 0);
  const share = hits / trials;
  const residuals = known.map((batch) => batch.hits - share * batch.trials);
  const squares = residuals.reduce((sum, residual) => sum + residual ** 2, 0);
  const memory = batchMemory(residuals);
  const variance = (((known.length / (known.length - 1)) * squares) / trials ** 2) * ((1 + memory) / (1 - memory));
  const independent = (share * (1 - share)) / trials;
  const designEffect = independent === 0 ? 1 : Math.max(1, variance / independent);
  const effectiveTrials = (trials / designEffect) * (Z_95 / studentQuantile(COVERAGE, known.length - 1)) ** 2;
  const interval = wilsonInterval(share * effectiveTrials, effectiveTrials);
  return interval && { share, interval, effectiveTrials };
}

/** The first autocorrelation, with what taking out the mean has cost it given back (Marriott and Pope, Biometrika 41 (1954)). */
function batchMemory(residuals: readonly number[]): number {
  const n = residuals.length;
  return Math.min(MAX_MEMORY, Math.max(0, (n * autocorrelation(residuals, 1) + 1) / (n - 3)));
}

export interface Estimate {
  readonly value: number;
  readonly interval: Interval;
}

/**
 * `after` minus `before`, with the interval that both intervals give it (MOVER: Zou and Donner, Statistics in Medicine 27
 * (2008); for shares it is Newcombe's method 10).
 */
export function difference(before: Estimate, after: Estimate): Estimate {
  const value = after.value - before.value;
  return {
    value,
    interval: {
      low: value - Math.hypot(after.value - after.interval.low, before.interval.high - before.value),
      high: value + Math.hypot(after.interval.high - after.value, before.value - before.interval.low),
    },
  };
}
