import { expect, test } from 'vitest';
import { ByteBudget } from './byte-budget.ts';

test('what is under way never takes more than there is, and gives it back once', () => {
  const budget = new ByteBudget({ maxBytes: 100, freeBytes: 10 });
  const first = budget.take(60);
  expect(() => budget.take(50)).toThrow(expect.objectContaining({ code: 'OVERLOADED', retryAfterMs: 1_000 }));
  const second = budget.take(40);
  expect(budget.figures()).toEqual({ usedBytes: 100, maxBytes: 100, refused: 1 });
  first[Symbol.dispose]();
  first[Symbol.dispose]();
  expect(budget.figures().usedBytes).toBe(40);
  second[Symbol.dispose]();
  expect(budget.figures().usedBytes).toBe(0);
});

test('what is small passes while large ones take everything', () => {
  const budget = new ByteBudget({ maxBytes: 100, freeBytes: 10 });
  budget.take(100);
  for (let n = 0; n < 50; n++) budget.take(10);
  expect(budget.figures().usedBytes).toBe(100);
});

test('one that is larger than all passes alone', () => {
  const budget = new ByteBudget({ maxBytes: 100, freeBytes: 10 });
  budget.take(500);
  expect(() => budget.take(11)).toThrow(expect.objectContaining({ code: 'OVERLOADED' }));
});
