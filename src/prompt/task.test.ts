import { expect, test } from 'vitest';
import { detectLanguage } from './language.ts';
import { lex } from './lexer/index.ts';
import { detectTask } from './task.ts';
import type { PromptContext } from './types.ts';

function taskOf(text: string, context?: PromptContext): string {
  const { prose } = lex(text);
  return detectTask({ prose, language: detectLanguage(prose), context });
}

test.each([
  ['bug-fix', 'Fix the login form, it crashes on submit'],
  ['bug-fix', 'My script throws an error when I run it'],
  ['code', 'Write a function that adds two numbers'],
  ['code', '写一个计算平均值的函数'],
  ['code', 'Escribe una función que sume dos números'],
  ['refactor', 'Refactor this class into smaller modules of code'],
  ['explain', 'Explain how tides work'],
  ['write', 'Write a short story about a lighthouse keeper'],
  ['transform', 'Translate this letter into French'],
  ['plan', 'Plan a trip to Norway'],
  ['recommend', 'Recommend a laptop for video editing'],
  ['research', 'Find recent studies on bee populations'],
  ['question', 'Why is the sky blue?'],
  ['persona', 'I want you to act as a travel guide.'],
  ['persona', '我想让你扮演一名导游。'],
  ['other', 'hello'],
])('%s: %s', (task, text) => {
  expect(taskOf(text)).toBe(task);
});

test('a long role with headings is a system prompt', () => {
  expect(
    taskOf(
      `You are a careful editor.\n\n# Rules\n${'Keep the voice of the author. '.repeat(20)}\n# Steps\nRead.\n# Output\nText.`,
    ),
  ).toBe('system');
});

test('in a repository, an issue is a bug report unless it asks for something new', () => {
  expect(taskOf('The date in the header is one day off', { mode: 'agent' })).toBe('bug-fix');
  expect(taskOf('Add a --json flag to the export command', { mode: 'agent' })).toBe('code');
});
