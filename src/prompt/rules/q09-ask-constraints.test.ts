import { expect, test } from 'vitest';
import { improve } from '../improve.ts';

const run = (prompt: string, context = {}) => improve({ prompt, context, only: ['Q09'] });

test('asks for circumstances that decide the answer', () => {
  const { questions } = run('Plan a trip to Norway');
  expect(questions.length).toBeGreaterThan(0);
  for (const { rule } of questions) expect(rule).toBe('Q09');
});

test('an answered circumstance is not asked for again', () => {
  const [first] = run('Plan a trip to Norway').questions;
  const { questions } = improve({
    prompt: 'Plan a trip to Norway',
    answers: { [first?.id ?? '']: 'something' },
    only: ['Q09'],
  });
  expect(questions.map(({ id }) => id)).not.toContain(first?.id);
});

test('asks what to work on where it is not said', () => {
  const { questions } = run('Write a script to back up the files in a directory');
  expect(questions.map(({ id }) => id)).toContain('Q09.data_source');
});

test.each([
  ['it is a question of fact', 'What is the capital of Norway?', {}],
  ['it is a calculation', 'Convert 5 miles to kilometers', {}],
  ['anything goes', 'Plan a trip to Norway, no preferences, surprise me', {}],
  ['an agent works in a repository', 'Plan the release', { mode: 'agent' }],
  ['the prompt sets up a role', 'I want you to act as a travel guide. Plan trips.', {}],
])('does not ask when %s', (_, prompt, context) => {
  expect(run(prompt, context).questions).toEqual([]);
});

test.each([
  'Translate the text below into French. Keep the names of the products.\n\nOur lamp Aurora ships in May.',
  'Proofread this: I has a apple and an pear.',
  'What does git rebase do?',
  'Why does it stop after this?\n2026-05-03 09:00:07 WARN pool exhausted\n2026-05-03 09:00:09 ERROR timeout',
])('the circumstances are not asked for where they do not decide: %s', (prompt) => {
  expect(improve({ prompt }).questions.filter(({ rule }) => rule === 'Q09')).toEqual([]);
});

test('a budget that is stated is not asked for', () => {
  const { questions } = improve({
    prompt: 'Plan a 3-day trip to Rome for two adults in May with a budget of 800 euros.',
  });
  expect(questions.map(({ facet }) => facet)).not.toContain('budget');
});

test('a card is asked for its reader, and for nothing that its name says', () => {
  const { questions } = improve({ prompt: 'Write a birthday card' });
  expect(questions.map(({ id, text }) => [id, text])).toEqual([['Q09.audience_level', 'Who is it for?']]);
  expect(
    improve({ prompt: 'Write a birthday card for my aunt, who turns 60 and loves chess. Funny, four lines.' })
      .questions,
  ).toEqual([]);
});

test('a request that gives three details is not asked for its focus', () => {
  const prompt = 'Plan a 7-day trip to Japan in April for two adults, budget 3000 EUR, we like food and hiking.';
  expect(improve({ prompt }).questions.map(({ id }) => id)).not.toContain('Q09.scope_subtype');
});
