/** Shares and quantiles of a period, with intervals that know that the calls of a minute hang together. */
import { type Batch, clusteredShare, type Estimate } from '../../stats/clustered.ts';
import { minimumSamples } from '../../stats/histogram.ts';
import { mergeFigures } from '../figures.ts';
import type { WindowFigures } from '../window.ts';

const MAX_BATCHES = 20;

/** At most 20 batches of neighbouring stretches, oldest first. */
export function batched(stretches: readonly WindowFigures[]): WindowFigures[] {
  const size = Math.ceil(stretches.length / MAX_BATCHES);
  return Array.from({ length: Math.ceil(stretches.length / Math.max(1, size)) }, (_, index) => {
    const part = stretches.slice(index * size, (index + 1) * size);
    return mergeFigures(part[0]?.sinceMs ?? 0, part.at(-1)?.untilMs ?? 0, part);
  });
}

const timed = ({ count, outcomes }: WindowFigures) => count - outcomes.shed;

/** The share of errors; null with too few batches. */
export function errorShare(batches: readonly WindowFigures[]): Estimate | null {
  const told = clusteredShare(batches.map(({ errors, count }) => ({ hits: errors, trials: count })));
  return told && { value: told.share, interval: told.interval };
}

/**
 * The quantile of all batches with its 95 % interval: the interval of the share of calls above it, read off the distribution
 * (Woodruff, JASA 47 (1952)).
 *
 * @returns milliseconds; null where what was measured is worth fewer samples than the quantile needs
 */
export function quantileWithInterval(batches: readonly WindowFigures[], q: number): Estimate | null {
  const all = mergeFigures(0, 0, batches);
  const value = all.quantileMs(q);
  if (value === null) return null;
  // The bucket that holds the quantile counts as far as it takes to have the share of the quantile above.
  const above = (figures: WindowFigures): Batch => ({ hits: figures.countAboveMs(value), trials: timed(figures) });
  const told = clusteredShare(batches.map(above));
  if (told === null || told.effectiveTrials < minimumSamples(q)) return null;
  const reach = { up: told.interval.high - told.share, down: told.share - told.interval.low };
  const low = all.quantileMs(Math.max(0, q - reach.up));
  const high = all.quantileMs(Math.min(1, q + reach.down));
  return { value, interval: { low: low ?? value, high: high ?? value } };
}
