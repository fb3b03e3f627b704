/** Student's t distribution, by the regularised incomplete beta function. */

/** Lanczos's approximation (g = 5, Press et al., Numerical Recipes 6.1): relative error below 2e-10. */
function logGamma(x: number): number {
  const coefficients = [
    76.18009172947146, -86.5053203294168, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2,
    -0.5395239384953e-5,
  ];
  const shifted = x + 5.5 - (x + 0.5) * Math.log(x + 5.5);
  const series = coefficients.reduce(
    (sum, coefficient, index) => sum + coefficient / (x + 1 + index),
    1.000000000190015,
  );
  return -shifted + Math.log((2.506628274631 * series) / x);
}

const MAX_TERMS = 300;
const TINY = 1e-300;

/** The continued fraction of the incomplete beta function, by Lentz's method (Numerical Recipes 6.4). */
function betaFraction(a: number, b: number, x: number): number {
  const nonZero = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= MAX_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let step = 1;
    for (const numerator of [even, odd]) {
      d = 1 / nonZero(1 + numerator * d);
      c = nonZero(1 + numerator / c);
      step = d * c;
      fraction *= step;
    }
    if (Math.abs(step - 1) < 1e-12) break;
  }
  return fraction;
}

function regularisedBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(a, b, x)) / a : 1 - (front * betaFraction(b, a, 1 - x)) / b;
}

/**
 * How likely |T| ≥ |t| is.
 *
 * @param degrees of freedom, above 0, whole or not
 */
export function studentTwoSided(t: number, degrees: number): number {
  return regularisedBeta(degrees / 2, 0.5, degrees / (degrees + t * t));
}

/**
 * The t that |T| stays below with probability `coverage` (0.95 for a 95 % interval).
 *
 * @param coverage above 0 and below 1
 * @param degrees of freedom, above 0, whole or not
 */
export function studentQuantile(coverage: number, degrees: number): number {
  let low = 0;
  let high = 1;
  while (studentTwoSided(high, degrees) > 1 - coverage) high *= 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (studentTwoSided(middle, degrees) > 1 - coverage) low = middle;
    else high = middle;
  }
  return high;
}
