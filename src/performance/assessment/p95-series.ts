/** Stretches of time as an evenly spaced series of the logarithm of their p95s, which trend and forecast read. */
import type { Series } from '../../stats/series.ts';
import { mergeFigures } from '../figures.ts';
import type { WindowFigures } from '../window.ts';

/** With fewer samples the p95 of a stretch is its slowest call. */
export const MIN_STRETCH_SAMPLES = 20;
/** Shares of the stretches with calls that should have enough samples; else they are merged. */
const ENOUGH_SHARE = 0.8;
/** So many stretches are merged where they are thin. */
const MERGED = [1, 2, 5, 10, 15, 30] as const;
/** Merging must leave enough points for a trend. */
const MIN_STEPS = 30;

export interface Frame {
  readonly sinceMs: number;
  /** The end of the last whole stretch. */
  readonly untilMs: number;
  /** Of one stretch. */
  readonly stepMinutes: number;
}

export interface P95Series extends Frame {
  /** Natural logarithm of milliseconds; null where nothing or too little was measured. */
  readonly values: Series;
  /** Stretches with a value, with too few samples, and without a call. */
  readonly measured: number;
  readonly thin: number;
  readonly empty: number;
}

/** Stretches that begin outside of the frame are left out. Neighbours are merged where most have too few samples. */
export function p95Series(stretches: readonly WindowFigures[], frame: Frame): P95Series {
  let series = seriesOf(stretches, frame);
  for (const factor of MERGED) {
    const stepMinutes = frame.stepMinutes * factor;
    const candidate = factor === 1 ? series : seriesOf(stretches, { ...frame, stepMinutes });
    if (factor > 1 && candidate.values.length < MIN_STEPS) break;
    series = candidate;
    if (series.measured >= ENOUGH_SHARE * (series.measured + series.thin)) break;
  }
  return series;
}

function seriesOf(stretches: readonly WindowFigures[], { sinceMs, untilMs, stepMinutes }: Frame): P95Series {
  const stepMs = stepMinutes * 60_000;
  const steps = Math.max(0, Math.floor((untilMs - sinceMs) / stepMs));
  const groups = new Map<number, WindowFigures[]>();
  for (const stretch of stretches) {
    const step = Math.floor((stretch.sinceMs - sinceMs) / stepMs);
    if (step < 0 || step >= steps) continue;
    const group = groups.get(step);
    if (group) group.push(stretch);
    else groups.set(step, [stretch]);
  }
  let thin = 0;
  let measured = 0;
  const values = Array.from({ length: steps }, (_, step) => {
    const group = groups.get(step);
    if (group === undefined) return null;
    const p95Ms = p95Of(group.length === 1 && group[0] ? group[0] : mergeFigures(sinceMs, untilMs, group));
    if (p95Ms === null) thin += 1;
    else measured += 1;
    return p95Ms === null ? null : Math.log(p95Ms);
  });
  return { sinceMs, untilMs, stepMinutes, values, measured, thin, empty: steps - measured - thin };
}

/** Null with too few samples. */
function p95Of(figures: WindowFigures): number | null {
  return figures.count - figures.outcomes.shed < MIN_STRETCH_SAMPLES ? null : figures.quantileMs(0.95);
}

/** Of what the series is made, in words: `58 of 60 minutes; 1 with fewer than 20 calls, 1 without a call`. */
export function seriesText({ stepMinutes, values, measured, thin, empty }: P95Series): string {
  const unit = stepMinutes === 1 ? 'minutes' : `stretches of ${stepMinutes} minutes`;
  const gaps = [
    ...(thin > 0 ? [`${thin} with fewer than ${MIN_STRETCH_SAMPLES} calls`] : []),
    ...(empty > 0 ? [`${empty} without a call`] : []),
  ];
  return `${measured} of ${values.length} ${unit}${gaps.length > 0 ? `; ${gaps.join(', ')}` : ''}`;
}
