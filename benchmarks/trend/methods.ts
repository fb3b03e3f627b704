/** Other ways to allow for autocorrelation in the test of Mann and Kendall, to compare ours with. */
import { autocorrelation } from '../../src/stats/persistence.ts';
import { estimateTrend } from '../../src/stats/trend.ts';

export interface Method {
  readonly name: string;
  /** Whether it sees a trend at the 5 % level. */
  readonly sees: (series: readonly number[]) => boolean;
}

const Z_95 = 1.96;

function kendall(series: readonly number[]): number {
  let s = 0;
  for (const [at, value] of series.entries()) {
    for (let later = at + 1; later < series.length; later++) s += Math.sign((series[later] ?? 0) - value);
  }
  return s;
}

function seesWith(series: readonly number[], inflation: number): boolean {
  const n = series.length;
  const variance = ((n * (n - 1) * (2 * n + 5)) / 18) * inflation;
  return variance > 0 && (Math.abs(kendall(series)) - 1) / Math.sqrt(variance) > Z_95;
}

function slopeOf(series: readonly number[]): number {
  return estimateTrend(series)?.slope ?? 0;
}

const withoutLine = (series: readonly number[], slope = slopeOf(series)) =>
  series.map((value, at) => value - slope * at);

/** Hamed and Rao (1998): by the autocorrelations of the ranks that differ from 0. */
function hamedRao(series: readonly number[]): number {
  const n = series.length;
  const order = withoutLine(series)
    .map((value, at) => ({ value, at }))
    .sort((a, b) => a.value - b.value);
  const ranks = Array<number>(n).fill(0);
  for (const [rank, { at }] of order.entries()) ranks[at] = rank;
  let sum = 0;
  for (let lag = 1; lag < n - 1; lag++) {
    const correlation = autocorrelation(ranks, lag);
    if (Math.abs(correlation) > Z_95 / Math.sqrt(n)) sum += (n - lag) * (n - lag - 1) * (n - lag - 2) * correlation;
  }
  return 1 + (2 * sum) / (n * (n - 1) * (n - 2));
}

/** Yue and Wang (2004): by the first autocorrelation of what is left of the line. */
function yueWang(series: readonly number[]): number {
  const n = series.length;
  const first = autocorrelation(withoutLine(series), 1);
  let sum = 0;
  for (let lag = 1; lag < n; lag++) sum += (1 - lag / n) * first ** lag;
  return 1 + 2 * sum;
}

/** Trend-free pre-whitening (Yue, Pilon and Cavadias 2002). */
function preWhitened(series: readonly number[]): number[] {
  const slope = slopeOf(series);
  const rest = withoutLine(series, slope);
  const first = autocorrelation(rest, 1);
  return rest.slice(1).map((value, index) => value - first * (rest[index] ?? 0) + slope * (index + 1));
}

export const METHODS: readonly Method[] = [
  { name: 'ours', sees: (series) => (estimateTrend(series)?.pValue ?? 1) < 0.05 },
  { name: 'uncorrected', sees: (series) => seesWith(series, 1) },
  { name: 'Hamed-Rao', sees: (series) => seesWith(series, hamedRao(series)) },
  { name: 'Yue-Wang', sees: (series) => seesWith(series, yueWang(series)) },
  { name: 'TFPW', sees: (series) => seesWith(preWhitened(series), 1) },
];
