/** What a series will be in its next steps, as an interval, with a back-test that may say: no better than the last value. */
import { dampedSteps, LAST_VALUE, smooth, STARTING_VALUES, type Smoothing } from './holt.ts';
import { medianInPlace, points, type Series } from './series.ts';
import { studentQuantile } from './student-t.ts';

/** Fewest values for a forecast: with fewer a change of level makes its intervals too wide (`npm run bench trend`). */
export const MIN_FORECAST_POINTS = 90;
/** Nothing is forecast further ahead than this part of what is known: further, the errors can't be told from the past. */
export const HORIZON_SHARE = 1 / 6;
const COVERAGE = 0.8;
/** Steps on which the smoothing is chosen; on the rest it is tested against the last value. */
const TRAINING_SHARE = 0.6;
/** The oldest part of the series tells nothing of how large errors are now. */
const FORGOTTEN_SHARE = 1 / 3;
/** The mean error has to be this much smaller than that of the last value to be called better. */
const BETTER = 0.9;
const JUDGED_STEPS = 5;
/** Of a normal distribution, the quartile: makes a median of absolute errors a standard deviation. */
const NORMAL_QUARTILE = 0.6745;

/** No trend, and trends that are taken up slowly or fast and last for long or short. */
const TRENDS: readonly Omit<Smoothing, 'level'>[] = [
  { trend: 0, damping: 0 },
  { trend: 0.05, damping: 0.85 },
  { trend: 0.05, damping: 0.97 },
  { trend: 0.2, damping: 0.85 },
  { trend: 0.2, damping: 0.97 },
];
const SMOOTHINGS: readonly Smoothing[] = [0.05, 0.1, 0.2, 0.4, 0.7, 1].flatMap((level) =>
  TRENDS.map(({ trend, damping }) => ({ level, trend, damping })),
);

export interface ForecastStep {
  readonly value: number;
  /** The value lies within with a probability of 80 %. */
  readonly low: number;
  readonly high: number;
}

export interface Forecast {
  /** `last_value` when damped Holt was no better in the back-test. */
  readonly method: 'damped_holt' | 'last_value';
  /** Mean absolute error of damped Holt in the back-test divided by that of the last value; below 1 is better. */
  readonly errorRatio: number;
  /** Next step first. */
  readonly steps: readonly ForecastStep[];
}

/**
 * Damped Holt. Its smoothing is chosen by the mean absolute error over the horizon on the first 60 % of the series, and tested
 * on the rest from every origin; where it does not beat the last value by 10 % the forecast is the last value.
 *
 * The interval of each horizon comes from the errors made at that horizon: their median, so that a change of level or a spike
 * in the past does not widen it, with Student's t for the few errors that do not overlap.
 *
 * @returns null with fewer than {@link MIN_FORECAST_POINTS} values
 */
export function forecast(series: Series): Forecast | null {
  const n = points(series).length;
  if (n < MIN_FORECAST_POINTS) return null;
  const horizon = Math.floor(n * HORIZON_SHARE);
  const split = Math.floor(series.length * TRAINING_SHARE);
  const judged = judgedSteps(horizon);
  const trained = best(series.slice(0, split), judged);
  const lastError = meanError(errorsAhead(series, LAST_VALUE, judged, split));
  const error = meanError(errorsAhead(series, trained, judged, split));
  const isBetter = error < BETTER * lastError;
  const smoothing = isBetter ? best(series, judged) : LAST_VALUE;
  return {
    method: isBetter ? 'damped_holt' : 'last_value',
    errorRatio: lastError === 0 ? 1 : error / lastError,
    steps: stepsAhead(series, smoothing, horizon),
  };
}

/** As many numbers of steps ahead as tell the errors over the horizon, evenly spread; the others lie between. */
function judgedSteps(horizon: number): number[] {
  return Array.from({ length: JUDGED_STEPS }, (_, index) => Math.ceil((horizon * (index + 1)) / JUDGED_STEPS));
}

function best(series: Series, judged: readonly number[]): Smoothing {
  let chosen = LAST_VALUE;
  let least = Number.POSITIVE_INFINITY;
  for (const smoothing of SMOOTHINGS) {
    const error = meanError(errorsAhead(series, smoothing, judged, STARTING_VALUES));
    if (error < least) [chosen, least] = [smoothing, error];
  }
  return chosen;
}

/** Absolute errors from every origin from `since` on, for each number of steps ahead. */
function errorsAhead(series: Series, smoothing: Smoothing, steps: readonly number[], since: number): Float64Array[] {
  const { levels, trends } = smooth(series, smoothing);
  const values = Float64Array.from(series, (value) => value ?? Number.NaN);
  return steps.map((ahead) => {
    const moved = dampedSteps(smoothing.damping, ahead);
    const errors = new Float64Array(Math.max(0, values.length - ahead - since));
    let count = 0;
    for (let origin = since; origin + ahead < values.length; origin++) {
      const error = Math.abs((values[origin + ahead] ?? 0) - (levels[origin] ?? 0) - moved * (trends[origin] ?? 0));
      // A hole has no error.
      if (error >= 0) errors[count++] = error;
    }
    return errors.subarray(0, count);
  });
}

/** Each horizon counts the same, however many errors there are of it. */
function meanError(byHorizon: readonly Float64Array[]): number {
  let total = 0;
  let horizons = 0;
  for (const errors of byHorizon) {
    if (errors.length === 0) continue;
    let sum = 0;
    for (const error of errors) sum += error;
    total += sum / errors.length;
    horizons += 1;
  }
  return horizons === 0 ? Number.POSITIVE_INFINITY : total / horizons;
}

function stepsAhead(series: Series, smoothing: Smoothing, horizon: number): ForecastStep[] {
  const { levels, trends } = smooth(series, smoothing);
  const level = levels.at(-1) ?? Number.NaN;
  const trend = trends.at(-1) ?? 0;
  const since = Math.max(STARTING_VALUES, Math.floor(series.length * FORGOTTEN_SHARE));
  const steps = Array.from({ length: horizon }, (_, index) => index + 1);
  return errorsAhead(series, smoothing, steps, since).map((errors, index) => {
    const value = level + dampedSteps(smoothing.damping, index + 1) * trend;
    // Errors of forecasts that overlap are almost the same one.
    const degrees = Math.max(2, errors.length / (index + 1));
    const reach = (medianInPlace(errors) / NORMAL_QUARTILE) * studentQuantile(COVERAGE, degrees);
    return { value, low: value - reach, high: value + reach };
  });
}
