import { expect, test } from 'vitest';
import { statedFacets } from './stated.ts';

test.each([
  ['Plan 3 days in Rome for two adults in May, at most 800 euros', ['budget', 'time', 'audience_level', 'location']],
  ['Explain recursion to beginners in Python', ['audience_level', 'tech_stack']],
  ['Suggest five names for a bakery', ['quantity']],
  ['A gift below $20', ['budget']],
  ['I may go to Rome', ['location']],
  ['Answer in May, in English', ['time']],
  ['Write a poem', []],
])('%s', (prompt, facets) => {
  expect(statedFacets(prompt)).toEqual(facets);
});
