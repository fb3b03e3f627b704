/** Of the standard normal distribution, the quantile that leaves 2.5 % above. */
const Z_95 = 1.959963984540054;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The 95 % score interval of a proportion (Wilson 1927), without continuity correction. It keeps its promise for few trials
 * and for proportions near 0 and 1, where the usual ± does not.
 *
 * @param successes 0 to `trials`; need not be whole, for trials that are worth less than independent ones
 * @returns within 0 to 1; null without trials
 */
export function wilsonInterval(successes: number, trials: number): Interval | null {
  if (trials === 0) return null;
  const share = successes / trials;
  const z2 = Z_95 ** 2;
  const middle = share + z2 / (2 * trials);
  const half = Z_95 * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials ** 2));
  const scale = 1 + z2 / trials;
  // Where the interval ends at the share or at 0 or 1, rounding could lead past it.
  return {
    low: Math.max(0, Math.min(share, (middle - half) / scale)),
    high: Math.min(1, Math.max(share, (middle + half) / scale)),
  };
}
