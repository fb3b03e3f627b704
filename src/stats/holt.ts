/** Exponential smoothing with a damped trend (Holt 1957; Gardner and McKenzie, Management Science 31 (1985)). */
import { medianInPlace, points, type Series } from './series.ts';

export interface Smoothing {
  /** How much of a new value goes into the level: above 0 (hardly any) to 1 (the level is the last value). */
  readonly level: number;
  /** How much of a change of the level goes into the trend; 0 for no trend. */
  readonly trend: number;
  /** What is left of the trend after a step, below 1: a trend that never ends forecasts nonsense. */
  readonly damping: number;
}

/** Nothing but the last value. */
export const LAST_VALUE: Smoothing = { level: 1, trend: 0, damping: 0 };

/** Values the first level is the median of: one odd value at the start would stay for long. */
export const STARTING_VALUES = 10;

export interface Smoothed {
  /** After each step of the series; a hole moves on by what was known before. */
  readonly levels: Float64Array;
  readonly trends: Float64Array;
}

export function smooth(series: Series, { level: alpha, trend: beta, damping }: Smoothing): Smoothed {
  const start = points(series).slice(0, STARTING_VALUES);
  let level = medianInPlace(Float64Array.from(start, ({ value }) => value));
  let trend = 0;
  const levels = new Float64Array(series.length);
  const trends = new Float64Array(series.length);
  for (const [at, value] of series.entries()) {
    const expected = level + damping * trend;
    const next = value === null ? expected : alpha * value + (1 - alpha) * expected;
    trend = value === null ? damping * trend : beta * (next - level) + (1 - beta) * damping * trend;
    level = next;
    levels[at] = level;
    trends[at] = trend;
  }
  return { levels, trends };
}

/** By how many trends the level has moved after `ahead` steps: damping + damping² + … */
export function dampedSteps(damping: number, ahead: number): number {
  return (damping * (1 - damping ** ahead)) / (1 - damping);
}
