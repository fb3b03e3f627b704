import { expect, test } from 'vitest';
import { rulesetHash } from './ruleset.ts';

test('the hash is stable and changes with the rules switched off', () => {
  expect(rulesetHash([])).toMatch(/^[0-9a-f]{16}$/);
  expect(rulesetHash([])).toBe(rulesetHash([]));
  expect(rulesetHash(['T05'])).not.toBe(rulesetHash([]));
  expect(rulesetHash(['T05'])).not.toBe(rulesetHash(['Q01']));
});

test('order, repetition and unknown ids make no difference', () => {
  expect(rulesetHash(['T05', 'Q01'])).toBe(rulesetHash(['Q01', 'T05', 'T05', 'X99']));
});
