import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RetryBudget } from './retry-budget.ts';

test('retries never exceed the share of the calls, what comes by itself, and the reserve', () => {
  const step = fc.record({ afterMs: fc.integer({ min: 0, max: 500 }), isCall: fc.boolean() });
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 400 }),
      fc.constantFrom(0, 0.1, 0.5),
      fc.integer({ min: 0, max: 10 }),
      (steps, share, reserve) => {
        let nowMs = 0;
        const perSecond = 0.5;
        const budget = new RetryBudget({ share, reserve, perSecond, now: () => nowMs });
        let [calls, retries] = [0, 0];
        for (const { afterMs, isCall } of steps) {
          nowMs += afterMs;
          if (isCall) {
            budget.deposit();
            calls += 1;
          } else if (budget.tryWithdraw()) retries += 1;
        }
        expect(retries).toBeLessThanOrEqual(share * calls + (perSecond * nowMs) / 1_000 + reserve + 1e-6);
      },
    ),
  );
});

test('a caller that calls rarely still gets its retries', () => {
  let nowMs = 0;
  const budget = new RetryBudget({ share: 0.1, reserve: 3, perSecond: 0.1, now: () => nowMs });
  const drain = () => Array.from({ length: 5 }, () => budget.tryWithdraw()).filter(Boolean).length;
  expect(drain()).toBe(3);
  expect(drain()).toBe(0);
  nowMs += 10_000;
  expect(drain()).toBe(1);
  nowMs += 3_600_000;
  expect(drain()).toBe(3);
});
