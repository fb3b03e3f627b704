import { expect, test } from 'vitest';
import { improve } from '../improve.ts';

const run = (prompt: string, testCommand = 'npm test -- --run', mode: 'agent' | 'chat' = 'agent'): string =>
  improve({ prompt, context: { mode, testCommand }, only: ['A02'] }).improved;

test('an agent that changes code is given the test command, copied', () => {
  expect(run('Add a JSON flag to the export command')).toBe(
    'Add a JSON flag to the export command\n\nCheck the result with this command: `npm test -- --run`',
  );
  expect(run('Refactor the parser module')).toContain('`npm test -- --run`');
});

test.each([
  ['a check is asked for', 'Add a JSON flag to the export command and make sure all tests pass'],
  ['the command is there', 'Add a JSON flag to the export command, then run npm test -- --run'],
])('nothing is added when %s', (_, prompt) => {
  expect(run(prompt)).toBe(prompt);
});

test('nothing is added in a chat, nor from a command that would break out of its quotes', () => {
  const prompt = 'Add a JSON flag to the export command';
  expect(run(prompt, 'npm test', 'chat')).toBe(prompt);
  expect(run(prompt, 'echo `whoami`')).toBe(prompt);
  expect(run(prompt, 'npm test\nrm x')).toBe(prompt);
});
