/** Series of which the truth is known: logarithms of p95s, minute by minute, for the benchmark and the unit tests. */
import { normal } from '../../test/random.ts';

export type Uniform = () => number;

/** First-order autoregression with standard deviation `sd` and coefficient `phi`, from its stationary distribution. */
export function autoregressive(uniform: Uniform, n: number, phi: number, sd: number): number[] {
  const innovation = sd * Math.sqrt(1 - phi * phi);
  let value = sd * normal(uniform);
  return Array.from({ length: n }, () => {
    const now = value;
    value = phi * value + innovation * normal(uniform);
    return now;
  });
}

/** A slow movement under noise of each minute, half of the variance each: what an AR(1) is not. */
export function slowUnderNoise(uniform: Uniform, n: number, phi: number, sd: number): number[] {
  return autoregressive(uniform, n, phi, sd * Math.SQRT1_2).map((value) => value + sd * Math.SQRT1_2 * normal(uniform));
}

/** Autoregression whose innovations have heavy tails (Student's t with 3 degrees of freedom). */
export function heavyTailed(uniform: Uniform, n: number, phi: number, sd: number): number[] {
  const warmUp = 50;
  let value = 0;
  return Array.from({ length: warmUp + n }, () => {
    const squares = normal(uniform) ** 2 + normal(uniform) ** 2 + normal(uniform) ** 2;
    value = phi * value + (sd * normal(uniform)) / Math.sqrt(squares);
    return value;
  }).slice(warmUp);
}

/** Rises by the factor `by` from the first to the last value. */
export function rising(series: readonly number[], by: number): number[] {
  return series.map((value, at) => value + (Math.log(by) * at) / (series.length - 1));
}

export interface Kind {
  readonly name: string;
  /** `total` values, of which the first `known` are known. */
  readonly make: (uniform: Uniform, total: number, known: number) => number[];
}

/** What a forecast meets. Changes of level lie in what is known, at a random place from 20 to 80 %. */
export const KINDS: readonly Kind[] = [
  { name: 'flat', make: (uniform, total) => autoregressive(uniform, total, 0, 0.06) },
  { name: 'AR(1), φ = 0.5', make: (uniform, total) => autoregressive(uniform, total, 0.5, 0.08) },
  { name: 'AR(1), φ = 0.7', make: (uniform, total) => autoregressive(uniform, total, 0.7, 0.08) },
  {
    name: 'rise of 30 % an hour',
    make: (uniform, total) => rising(autoregressive(uniform, total, 0.3, 0.06), 1.3 ** (total / 60)),
  },
  {
    name: 'level shift of 50 %',
    make: (uniform, total, known) => {
      const from = Math.floor(known * (0.2 + 0.6 * uniform()));
      return autoregressive(uniform, total, 0.4, 0.06).map((value, at) => value + (at >= from ? Math.log(1.5) : 0));
    },
  },
  {
    name: 'random walk',
    make: (uniform, total) => {
      let value = 0;
      return Array.from({ length: total }, () => (value += 0.02 * normal(uniform)));
    },
  },
  {
    name: 'spikes in 4 % of minutes',
    make: (uniform, total) =>
      autoregressive(uniform, total, 0.4, 0.05).map((value) =>
        uniform() < 0.04 ? value + 0.8 * Math.abs(normal(uniform)) : value,
      ),
  },
];
