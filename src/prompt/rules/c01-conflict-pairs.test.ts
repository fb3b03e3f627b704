import { expect, test } from 'vitest';
import { improve } from '../improve.ts';

const check = (prompt: string) => improve({ prompt, only: ['C01'] });

test.each([
  ['concise and detailed', 'Explain tides. Be concise. Explain in as much detail as possible.'],
  ['only JSON and an explanation', 'List three rivers. Return only JSON. Explain your choice.'],
  ['two languages', 'Answer in French. Explain photosynthesis and respond in German.'],
  ['two counts', 'Write about tides in at least 300 words. Use at most 100 words.'],
])('%s: both are shown, and it is asked which wins', (_, prompt) => {
  const { questions, findings } = check(prompt);
  expect(questions.map(({ id }) => id)).toEqual(['C01.preference_constraint']);
  expect(findings).toHaveLength(2);
  expect(findings.every(({ severity, start, end }) => severity === 'high' && end > start)).toBe(true);
});

test.each([
  ['a lower and an upper bound', 'Write about tides in at least 100 words and at most 300 words.'],
  ['one language named twice', 'Answer in French. Respond in French only.'],
  ['a short title for a long text', 'Write a detailed essay about tides with a short title.'],
  ['a role', 'You are a tutor. Be concise. Be detailed when asked.'],
])('%s is no conflict', (_, prompt) => {
  const { questions, findings } = check(prompt);
  expect(questions).toEqual([]);
  expect(findings).toEqual([]);
});
