import { expect, test } from 'vitest';
import { Reading } from '../reading.ts';
import { q10 } from './q10-ask-data-shape.ts';

/** What the rule proposes, before its probability is weighed. */
const facets = (prompt: string, mode?: 'agent'): string[] =>
  (q10.ask?.(new Reading(prompt, mode && { context: { mode } })) ?? []).map(({ facet }) => facet);

test('data work without a shape: asks for a sample, then for the fields of what is extracted', () => {
  expect(facets('Write an SQL query for our best customers')).toEqual(['data_source']);
  expect(facets('Extract the important parts of our invoices')).toEqual(['data_source', 'output_format']);
});

test.each([
  'Write an SQL query. Schema: users(id, name)',
  'Convert this:\n```\na,b\n1,2\n```',
  'Write a poem about rain',
])('does not ask: %s', (prompt) => {
  expect(facets(prompt)).toEqual([]);
});

test('does not ask an agent, who can read the data', () => {
  expect(facets('Write an SQL query for our best customers', 'agent')).toEqual([]);
});
