/** Weighted ridge regression in its dual form: with more features than examples, the examples' kernel is the small one. */

export type Matrix = readonly Float64Array[];

/** A feature and its value; each example is one list per feature group. */
export type Row = readonly (readonly [feature: number, value: number])[];

/** Inner products of all pairs of rows. */
export function kernel(rows: readonly Row[], features: number): Matrix {
  const dense = new Float64Array(features);
  return rows.map((row) => {
    for (const [feature, value] of row) dense[feature] = value;
    const line = new Float64Array(rows.length);
    for (let j = 0; j < rows.length; j++) {
      let sum = 0;
      for (const [feature, value] of rows[j] ?? []) sum += (dense[feature] ?? 0) * value;
      line[j] = sum;
    }
    for (const [feature] of row) dense[feature] = 0;
    return line;
  });
}

export interface Fit {
  /** One coefficient an example, zero for those left out. */
  readonly alpha: Float64Array;
  readonly bias: number;
}

/**
 * Solves (K + ridge / W) alpha = target - mean by Cholesky's method for the examples in `train`; the factorisation is
 * shared by all targets. An example with a higher weight is fitted more closely.
 */
export function fitter(
  gram: Matrix,
  weights: readonly number[],
  ridge: number,
  train: readonly number[],
): (targets: readonly number[]) => Fit {
  const size = train.length;
  const lower = train.map((i, row) => {
    const line = new Float64Array(row + 1);
    for (let column = 0; column <= row; column++) line[column] = gram[i]?.[train[column] ?? 0] ?? 0;
    line[row] = (line[row] ?? 0) + ridge / (weights[i] ?? 1);
    return line;
  });
  for (let row = 0; row < size; row++) {
    const line = lower[row] ?? new Float64Array();
    for (let column = 0; column <= row; column++) {
      const other = lower[column] ?? new Float64Array();
      let sum = line[column] ?? 0;
      for (let k = 0; k < column; k++) sum -= (line[k] ?? 0) * (other[k] ?? 0);
      line[column] = row === column ? Math.sqrt(sum) : sum / (other[column] ?? 1);
    }
  }
  return (targets) => {
    const total = train.reduce((sum, i) => sum + (weights[i] ?? 1), 0);
    const bias = train.reduce((sum, i) => sum + (weights[i] ?? 1) * (targets[i] ?? 0), 0) / total;
    const solution = new Float64Array(size);
    for (let row = 0; row < size; row++) {
      let sum = (targets[train[row] ?? 0] ?? 0) - bias;
      for (let k = 0; k < row; k++) sum -= (lower[row]?.[k] ?? 0) * (solution[k] ?? 0);
      solution[row] = sum / (lower[row]?.[row] ?? 1);
    }
    for (let row = size - 1; row >= 0; row--) {
      let sum = solution[row] ?? 0;
      for (let k = row + 1; k < size; k++) sum -= (lower[k]?.[row] ?? 0) * (solution[k] ?? 0);
      solution[row] = sum / (lower[row]?.[row] ?? 1);
    }
    const alpha = new Float64Array(gram.length);
    for (const [at, i] of train.entries()) alpha[i] = solution[at] ?? 0;
    return { alpha, bias };
  };
}

/** The fitted value of example `i`. */
export function valueOf(gram: Matrix, { alpha, bias }: Fit, i: number): number {
  const line = gram[i] ?? new Float64Array();
  let sum = bias;
  for (let j = 0; j < alpha.length; j++) sum += (alpha[j] ?? 0) * (line[j] ?? 0);
  return sum;
}
