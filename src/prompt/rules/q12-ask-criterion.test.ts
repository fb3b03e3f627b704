import { expect, test } from 'vitest';
import { Reading } from '../reading.ts';
import { q12 } from './q12-ask-criterion.ts';

const proposes = (prompt: string): boolean => (q12.ask?.(new Reading(prompt)) ?? []).length > 0;

test.each([
  'Recommend the best laptop',
  'Compare electric and petrol cars',
  '推荐一款最好的笔记本',
  'Nenne die besten Städte',
])('asks by what measure: %s', (prompt) => {
  expect(proposes(prompt)).toBe(true);
});

test.each([
  'Recommend the best laptop by battery life',
  'Name the cheapest airline',
  'Compare the cars in terms of cost',
  'Explain how cars work',
])('does not ask: %s', (prompt) => {
  expect(proposes(prompt)).toBe(false);
});
