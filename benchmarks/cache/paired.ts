/** Two states measured in turn, in many short rounds, so that whatever else the machine does weighs on both. */
import { quantile } from '../samples.ts';

export interface Pair {
  readonly before: readonly number[];
  readonly during: readonly number[];
}

export interface Rise {
  readonly rise: number;
  /** 95 %, by bootstrap over the pairs: the samples of one round are not independent of each other, the rounds nearly are. */
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 2_000;

/** By how much quantile `q` of all samples of one state lies above that of the other. */
export function riseOf(pairs: readonly Pair[], q: number, random: () => number): Rise {
  const riseIn = (some: readonly Pair[]) =>
    quantile(
      some.flatMap(({ during }) => during),
      q,
    ) -
    quantile(
      some.flatMap(({ before }) => before),
      q,
    );
  const drawn = () => pairs[Math.floor(random() * pairs.length)] ?? { before: [], during: [] };
  const rises = Array.from({ length: RESAMPLES }, () => riseIn(pairs.map(drawn)));
  return { rise: riseIn(pairs), low: quantile(rises, 0.025), high: quantile(rises, 0.975) };
}
