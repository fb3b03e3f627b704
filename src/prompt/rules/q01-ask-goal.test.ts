import { expect, test } from 'vitest';
import { improve } from '../improve.ts';

const asked = (prompt: string): string[] => improve({ prompt, only: ['Q01'] }).questions.map((question) => question.id);

test.each([
  'Improve my sorting function',
  'optimise the parser',
  'clean up our build script',
  '优化我的排序函数',
  'Optimiza mi consulta',
  'Verbessere meinen Parser',
  'Оптимизируй мой запрос',
])('asks what better means: %s', (prompt) => {
  expect(asked(prompt)).toEqual(['Q01.purpose_goal']);
});

test.each([
  'Improve the readability of my sorting function',
  'Optimise the parser so that it takes under 20 ms',
  'Make it faster',
  '优化我的排序函数的速度',
  'Write a poem about rain',
  'You are an editor. Improve whatever text I send you.',
])('does not ask: %s', (prompt) => {
  expect(asked(prompt)).toEqual([]);
});

test('the options for a text are not those for code', () => {
  const [forText] = improve({ prompt: 'Improve my cover letter', only: ['Q01'] }).questions;
  const [forCode] = improve({ prompt: 'Improve my sorting function', only: ['Q01'] }).questions;
  expect(forText?.options[0]?.label).toBe('Clearer');
  expect(forCode?.options[0]?.label).toBe('Speed');
});
