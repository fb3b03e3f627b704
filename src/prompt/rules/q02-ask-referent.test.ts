import { expect, test } from 'vitest';
import { improve } from '../improve.ts';

const asked = (prompt: string, context = {}): string[] =>
  improve({ prompt, context }).questions.map((question) => question.id);

test.each([
  'fix it',
  'Please fix this!',
  'make it better',
  "it doesn't work",
  'arréglalo',
  'corrige ça',
  'repariere das',
  'conserte isso',
  '修复它',
  'これを直して',
  '이거 고쳐줘',
  'исправь это',
])('a cold start gets exactly one question: %s', (prompt) => {
  expect(asked(prompt)).toEqual(['Q02.scope_subtype']);
});

test('in a repository the question is about behaviour, not about files', () => {
  const { questions } = improve({ prompt: 'fix it', context: { mode: 'agent' } });
  expect(questions).toHaveLength(1);
  expect(questions[0]?.text).toContain('should happen');
  expect(JSON.stringify(questions)).not.toMatch(/which file/i);
});

test.each([
  ['the object is named', 'fix the login form'],
  ['code stands beside it', 'fix it: `let a = ;`'],
  ['more is said', 'fix it so that the total includes tax'],
])('does not ask when %s', (_, prompt) => {
  expect(asked(prompt)).not.toContain('Q02.scope_subtype');
});

test('does not ask when earlier turns are known', () => {
  expect(asked('fix it', { text: 'Here is my function, it returns NaN for empty lists.' })).not.toContain(
    'Q02.scope_subtype',
  );
});
