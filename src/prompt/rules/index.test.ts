import { expect, test } from 'vitest';
import { RULES } from './index.ts';

test.each(RULES.map((rule) => [rule.id, rule.evidence]))('%s names evidence with its year', (_, evidence) => {
  expect(evidence).toMatch(/\b(?:19|20)\d\d\b/);
});

test('every rule has an id of its own', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
});
