/** What response times will be next, and when they may pass the target. */
import { forecast, MIN_FORECAST_POINTS } from '../../stats/forecast.ts';
import { type P95Series, seriesText } from './p95-series.ts';
import { type InsufficientData, insufficient } from './trend.ts';

export interface ForecastPoint {
  /** The end of the stretch, milliseconds since 1970. */
  readonly atMs: number;
  readonly p95Ms: number;
  /** Of the interval of 80 %. */
  readonly lowMs: number;
  readonly highMs: number;
}

/** When the p95 passes the target, as times since 1970; null: not within the horizon. */
export interface TargetPassed {
  readonly targetMs: number;
  /** From when on it is above with a probability of at least 10 %, of at least half, and of at least 90 %. */
  readonly earliestAtMs: number | null;
  readonly likelyAtMs: number | null;
  readonly latestAtMs: number | null;
}

export interface KnownForecast {
  /** `last_value`: damped Holt was no better than to say that it stays as it is. */
  readonly state: 'damped_holt' | 'last_value';
  readonly points: number;
  /** Mean error of damped Holt in the back-test divided by that of the last value. */
  readonly errorRatio: number;
  readonly horizonMinutes: number;
  readonly steps: readonly ForecastPoint[];
  readonly target: TargetPassed;
  readonly reason: string;
}

export type PerformanceForecast = KnownForecast | InsufficientData;

export function forecastOf(series: P95Series, targetMs: number): PerformanceForecast {
  const told = forecast(series.values);
  if (told === null) return insufficient(series, MIN_FORECAST_POINTS, 'A forecast');
  const stepMs = series.stepMinutes * 60_000;
  const steps = told.steps.map(({ value, low, high }, index) => ({
    atMs: series.untilMs + (index + 1) * stepMs,
    p95Ms: Math.exp(value),
    lowMs: Math.exp(low),
    highMs: Math.exp(high),
  }));
  const target = targetPassed(steps, targetMs);
  const horizonMinutes = steps.length * series.stepMinutes;
  return {
    state: told.method,
    points: series.measured,
    errorRatio: told.errorRatio,
    horizonMinutes,
    steps,
    target,
    reason: reasonOf({ method: told.method, errorRatio: told.errorRatio, horizonMinutes, steps, target }, series),
  };
}

function targetPassed(steps: readonly ForecastPoint[], targetMs: number): TargetPassed {
  const first = (valueOf: (step: ForecastPoint) => number) =>
    steps.find((step) => valueOf(step) > targetMs)?.atMs ?? null;
  return {
    targetMs,
    earliestAtMs: first(({ highMs }) => highMs),
    likelyAtMs: first(({ p95Ms }) => p95Ms),
    latestAtMs: first(({ lowMs }) => lowMs),
  };
}

interface Told extends Pick<KnownForecast, 'errorRatio' | 'horizonMinutes' | 'steps' | 'target'> {
  readonly method: KnownForecast['state'];
}

function reasonOf({ method, errorRatio, horizonMinutes, steps, target }: Told, series: P95Series): string {
  const last = steps.at(-1);
  const figures = last
    ? `p95 of ${last.p95Ms.toFixed(1)} ms [${last.lowMs.toFixed(1)}, ${last.highMs.toFixed(1)}] in ${horizonMinutes} minutes`
    : 'no step';
  const by =
    method === 'damped_holt'
      ? `damped Holt, whose errors were ${Math.round(100 * (1 - errorRatio))} % smaller than those of the last value`
      : 'no better than the last value, which is what is told';
  return `${figures}: ${by} (${seriesText(series)}). ${targetText(target, series.untilMs, horizonMinutes)}`;
}

function targetText(
  { targetMs, earliestAtMs, latestAtMs }: TargetPassed,
  nowMs: number,
  horizonMinutes: number,
): string {
  const minutes = (atMs: number) => Math.round((atMs - nowMs) / 60_000);
  if (earliestAtMs === null) return `It stays under ${targetMs} ms for those ${horizonMinutes} minutes (9 in 10).`;
  const until =
    latestAtMs === null
      ? `not within ${horizonMinutes} minutes at the latest`
      : `${minutes(latestAtMs)} minutes at the latest`;
  return `It may pass ${targetMs} ms in ${minutes(earliestAtMs)} minutes at the earliest, ${until} (8 in 10).`;
}
