import { expect, test } from 'vitest';
import { improve } from '../improve.ts';

const asked = (prompt: string, context = {}): string[] =>
  improve({ prompt, context: { mode: 'agent', ...context }, only: ['Q06'] }).questions.map(({ id }) => id);

test('asks how a feature will be checked', () => {
  expect(asked('Add a dark mode to the settings page')).toEqual(['Q06.success_criteria']);
});

test.each([
  ['a check is named', 'Add a dark mode to the settings page; it should follow the system setting'],
  ['the edit is trivial', 'Rename the helper module'],
  ['it is a bug', 'The settings page flickers'],
])('does not ask when %s', (_, prompt) => {
  expect(asked(prompt)).toEqual([]);
});

test('does not ask when the test command is known, nor outside a repository', () => {
  expect(asked('Add a dark mode to the settings page', { testCommand: 'npm test' })).toEqual([]);
  expect(asked('Add a dark mode to the settings page', { mode: 'chat' })).toEqual([]);
});
