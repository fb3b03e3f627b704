import { expect, test } from 'vitest';
import { improve } from '../improve.ts';

const asked = (prompt: string, context = {}): string[] =>
  improve({ prompt, context, only: ['Q05'] }).questions.map((question) => question.id);

test('asks for the language first', () => {
  expect(asked('write a function that adds two numbers')[0]).toBe('Q05.tech_stack');
  expect(asked('写一个函数')[0]).toBe('Q05.tech_stack');
});

test('then for input and output', () => {
  expect(asked('write a script')).toEqual(['Q05.tech_stack', 'Q05.data_source', 'Q05.output_format']);
  expect(asked('write a Python script')).not.toContain('Q05.tech_stack');
});

test.each([
  ['a named algorithm in a named language', 'Write quicksort in Rust as a function'],
  ['it is not code', 'Write an essay about rivers'],
])('does not ask for %s', (_, prompt) => {
  expect(asked(prompt)).toEqual([]);
});

test('the language of the context counts, and an agent sees the project itself', () => {
  expect(asked('write a function that adds two numbers', { codeLanguage: 'Go' })).not.toContain('Q05.tech_stack');
  expect(asked('write a function that adds two numbers', { mode: 'agent' })).toEqual([]);
});
