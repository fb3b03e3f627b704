import { describe, expect, it, test } from 'vitest';
import { studentQuantile, studentTwoSided } from './student-t.ts';

describe("Student's t", () => {
  // Two-sided 95 % and 80 % points of the usual tables.
  test.each([
    [0.95, 1, 12.706],
    [0.95, 5, 2.571],
    [0.95, 30, 2.042],
    [0.95, 1e6, 1.96],
    [0.8, 10, 1.372],
    [0.8, 2, 1.886],
  ])('stays within %d of the time, with %i degrees of freedom, below %d', (coverage, degrees, t) => {
    expect(studentQuantile(coverage, degrees)).toBeCloseTo(t, 3);
    expect(studentTwoSided(studentQuantile(coverage, degrees), degrees)).toBeCloseTo(1 - coverage, 9);
  });

  it('has the tails of the Cauchy distribution with one degree, and is certain at 0', () => {
    expect(studentTwoSided(1, 1)).toBeCloseTo(0.5, 9);
    expect(studentTwoSided(-3, 1)).toBeCloseTo(1 - (2 * Math.atan(3)) / Math.PI, 9);
    expect(studentTwoSided(0, 7)).toBe(1);
  });
});
