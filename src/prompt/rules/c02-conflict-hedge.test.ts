import { expect, test } from 'vitest';
import { improve } from '../improve.ts';

const hedges = (prompt: string): string[] =>
  improve({ prompt, only: ['C02'] }).findings.map(({ start, end }) => prompt.slice(start, end));

test('a requirement that is hard and soft at once is pointed out at the hedge', () => {
  expect(hedges('Sort the list. The function must run in linear time if possible.')).toEqual(['if possible']);
});

test.each([
  'Use short sentences if possible.',
  'The function must run in linear time.',
  'The list must be sorted. Add comments if possible.',
])('not: %s', (prompt) => {
  expect(hedges(prompt)).toEqual([]);
});
