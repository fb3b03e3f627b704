/** Whether response times rise or fall: the trend of the p95s of stretches of time. */
import type { Interval } from '../../stats/wilson.ts';
import { estimateTrend, MIN_TREND_POINTS } from '../../stats/trend.ts';
import { type P95Series, seriesText } from './p95-series.ts';

const LEVEL = 0.05;

export interface InsufficientData {
  readonly state: 'insufficient_data';
  /** Stretches with a p95, and how many it takes. */
  readonly points: number;
  readonly neededPoints: number;
  readonly reason: string;
}

export interface KnownTrend {
  /** `steady`: no trend that noise would not show as well, once in 20. */
  readonly state: 'rising' | 'falling' | 'steady';
  readonly points: number;
  readonly pValue: number;
  /** The fitted p95 at the start and the end. */
  readonly fromMs: number;
  readonly toMs: number;
  /** From the first to the last stretch, as a share: 0.3 is 30 % more. The interval has 95 %. */
  readonly change: number;
  readonly changeInterval: Interval;
  readonly spanMinutes: number;
  readonly reason: string;
}

export type Trend = KnownTrend | InsufficientData;

export function trendOf(series: P95Series): Trend {
  const estimate = estimateTrend(series.values);
  if (estimate === null) return insufficient(series, MIN_TREND_POINTS, 'A trend');
  const last = series.values.length - 1;
  const change = (slope: number) => Math.expm1(slope * last);
  const { pValue, slope, slopeInterval, intercept } = estimate;
  const direction = slope > 0 ? 'rising' : 'falling';
  const state = pValue < LEVEL && slope !== 0 ? direction : 'steady';
  const [fromMs, toMs] = [Math.exp(intercept), Math.exp(intercept + slope * last)];
  const interval = { low: change(slopeInterval.low), high: change(slopeInterval.high) };
  const spanMinutes = last * series.stepMinutes;
  const moved = `${signed(change(slope))} [${signed(interval.low)}, ${signed(interval.high)}] in ${spanMinutes} minutes`;
  const figures = `${moved}, ${fromMs.toFixed(1)} to ${toMs.toFixed(1)} ms at p95, ${pText(pValue)}`;
  const said =
    state === 'steady' ? 'No trend that noise would not show' : `${state === 'rising' ? 'Rising' : 'Falling'}`;
  return {
    state,
    points: series.measured,
    pValue,
    fromMs,
    toMs,
    change: change(slope),
    changeInterval: interval,
    spanMinutes,
    reason: `${said}: ${figures} (${seriesText(series)}).`,
  };
}

export function insufficient(series: P95Series, neededPoints: number, what: string): InsufficientData {
  return {
    state: 'insufficient_data',
    points: series.measured,
    neededPoints,
    reason: `Insufficient data. ${what} needs ${neededPoints} stretches of time with enough calls: ${seriesText(series)}.`,
  };
}

const signed = (share: number) => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)} %`;
const pText = (p: number) => (p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`);
