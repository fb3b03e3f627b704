/** Values at even distances in time, oldest first; null where one is missing. */
export type Series = readonly (number | null)[];

export interface Point {
  /** Which step of the series. */
  readonly at: number;
  readonly value: number;
}

export function points(series: Series): Point[] {
  return series.flatMap((value, at) => (value === null ? [] : [{ at, value }]));
}

/** The middle one, or the mean of the two in the middle. NaN for none. Sorts `values`. */
export function medianInPlace(values: Float64Array): number {
  values.sort();
  const upper = values[values.length >> 1] ?? Number.NaN;
  return values.length % 2 === 1 ? upper : (upper + (values[(values.length >> 1) - 1] ?? Number.NaN)) / 2;
}
