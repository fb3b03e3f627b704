import { expect, test } from 'vitest';
import { Reading } from '../reading.ts';
import { q13 } from './q13-ask-output-contract.ts';

const proposes = (prompt: string): boolean =>
  (q13.ask?.(new Reading(prompt)) ?? []).some(({ facet }) => facet === 'output_format');

test('asks for the form when it is not said', () => {
  expect(proposes('Give me the rivers of Norway as JSON')).toBe(true);
  expect(proposes('Write a report on sleep')).toBe(true);
});

test.each([
  'Give me the rivers of Norway as JSON with the fields name and length',
  'Fill this:\n```json\n{"name": ""}\n```',
  'You are a clerk. Return JSON.',
])('does not ask: %s', (prompt) => {
  expect(proposes(prompt)).toBe(false);
});
