/**
 * How long a series remembers, and what that does to a test for a trend: each minute tells less than a fresh one, so the
 * variance of a slope is larger than the number of minutes suggests.
 */
import { points, type Point, type Series } from './series.ts';

/** An autocorrelation of almost 1 cannot be told from a trend. */
const MAX_PERSISTENCE = 0.97;
const LAGS = [1, 2, 3] as const;

/** At `lag` steps, of a series without trend; steps with a hole at either end are left out. */
export function autocorrelation(series: Series, lag: number): number {
  const known = points(series);
  const mean = known.reduce((sum, { value }) => sum + value, 0) / known.length;
  const variance = known.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / known.length;
  let sum = 0;
  let pairs = 0;
  for (const { at, value } of known) {
    const later = series[at + lag];
    if (later === undefined || later === null) continue;
    sum += (value - mean) * (later - mean);
    pairs += 1;
  }
  if (variance === 0 || pairs === 0) return 0;
  // The usual estimate divides by all steps, not by the pairs, which keeps it below 1.
  return (sum / pairs / variance) * ((series.length - lag) / series.length);
}

/**
 * The coefficient of the first-order autoregression that `residuals` (a series without its fitted line) behave like, on the
 * careful side: what is estimated from the first autocorrelation, plus a quarter of a standard error, or from the sum of the first
 * three where that is more, as it is when a slow movement lies under noise of each minute.
 *
 * Taking out a line makes autocorrelations too small, by (2 + 4φ)/n at first order (Kendall 1954, Marriott and Pope 1954,
 * with a trend: Shaman and Stine, JASA 83 (1988)); that is given back. `npm run bench trend` shows what this choice does to
 * false alarms beside others.
 */
export function persistence(residuals: Series): number {
  const n = points(residuals).length;
  if (n <= 4) return MAX_PERSISTENCE;
  const correlations = LAGS.map((lag) => autocorrelation(residuals, lag));
  const first = Math.max(0, (n * (correlations[0] ?? 0) + 2) / (n - 4));
  const careful = first + 0.25 * Math.sqrt(Math.max(0, 1 - first ** 2) / n);
  const sum = correlations.reduce((total, correlation) => total + (n * correlation + 2) / (n - 4), 0);
  return Math.min(MAX_PERSISTENCE, Math.max(careful, withSumOfPowers(sum)));
}

/** The φ for which φ + φ² + φ³ is `sum`. */
function withSumOfPowers(sum: number): number {
  let low = 0;
  let high = MAX_PERSISTENCE;
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (middle + middle ** 2 + middle ** 3 < sum) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * By what factor the variance of a fitted slope grows when the values remember with coefficient `phi` (Matalas and
 * Sankarasubramanian, Water Resources Research 39 (2003), for any positions).
 *
 * @param phi 0 to below 1
 */
export function slopeVarianceInflation(known: readonly Point[], phi: number): number {
  const centre = known.reduce((sum, { at }) => sum + at, 0) / known.length;
  let squares = 0;
  let products = 0;
  let remembered = 0;
  let before: number | null = null;
  for (const { at } of known) {
    if (before !== null) remembered = (remembered + before - centre) * phi ** (at - before);
    squares += (at - centre) ** 2;
    products += (at - centre) * remembered;
    before = at;
  }
  return squares === 0 ? 1 : (squares + 2 * products) / squares;
}
