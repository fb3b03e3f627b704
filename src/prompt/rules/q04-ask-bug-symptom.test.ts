import { expect, test } from 'vitest';
import { improve } from '../improve.ts';

const asked = (prompt: string, context = {}): string[] =>
  improve({ prompt, context, only: ['Q04'] }).questions.map((question) => question.id);

test('asks for the symptom of a bug that is only named', () => {
  expect(asked('Fix the bug in my login form')).toEqual(['Q04.other']);
  expect(asked('Fix the login form', { mode: 'agent' })).toEqual(['Q04.other']);
});

test('asks for the expected behaviour when only the symptom is told', () => {
  expect(asked('Fix my date picker, it shows an undefined label')).toEqual(['Q04.success_criteria']);
});

test.each([
  ['symptom and expectation are told', 'Fix my parser: it returns 3 but should return 4'],
  ['a traceback is there', 'Fix this\n```\nTraceback (most recent call last):\nValueError: bad\n```'],
  ['it is no bug', 'Write a story about a beetle'],
])('does not ask when %s', (_, prompt) => {
  expect(asked(prompt)).toEqual([]);
});

test('in a repository it never asks for the version, which the agent can look up', () => {
  expect(
    asked('Fix the export: when I click save it raises an exception instead of writing, expected a file', {
      mode: 'agent',
    }),
  ).toEqual([]);
});
