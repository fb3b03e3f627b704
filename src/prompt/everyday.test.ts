/** Everyday requests, read as the people who type them would read the answer. */
import { describe, expect, it } from 'vitest';
import { improve } from './improve.ts';
import { CLEAR_SCORE } from './recommendation.ts';

const asked = (prompt: string): readonly string[] => improve({ prompt }).questions.map(({ facet }) => facet);

describe('everyday requests', () => {
  it.each([
    'Explain how DNS works',
    'Explain recursion',
    'How does a heat pump work?',
    'What is the difference between TCP and UDP?',
    'Write a Python function that returns the n-th Fibonacci number iteratively, n >= 0, raise ValueError otherwise',
  ])('are called good and score so: %s', (prompt) => {
    const { verdict, score } = improve({ prompt });
    expect(verdict).toBe('good');
    expect(score.before).toBeGreaterThanOrEqual(CLEAR_SCORE);
  });

  it.each([
    'Write a birthday card for my mom',
    'Write a thank you note to my teacher',
    'Write a 500-word blog post about composting for apartment dwellers',
  ])('for a text are asked neither place nor price: %s', (prompt) => {
    for (const facet of ['location', 'budget', 'tech_stack']) expect(asked(prompt)).not.toContain(facet);
  });

  it('that compare two things and no more are asked by what measure', () => {
    expect(asked('Compare Postgres and MySQL')).toEqual(['scope_subtype']);
    expect(asked('Compare Postgres and MySQL by write speed')).not.toContain('scope_subtype');
  });

  it('on something of the author that is not there are asked for it', () => {
    expect(asked('Make my code faster')).toContain('data_source');
    expect(asked('Proofread my cover letter')).toContain('data_source');
    expect(asked('Proofread my cover letter: I am write to you to apply for the job of nurse.')).not.toContain(
      'data_source',
    );
  });

  it.each([
    'Write a Bash script that deletes files older than 30 days in /var/log/app',
    'Implement a binary search in Go',
    'Translate "good morning" into Finnish',
  ])('that say all there is to say are asked nothing: %s', (prompt) => expect(asked(prompt)).toEqual([]));

  it.each(['Plan a trip to Japan', 'Recommend a laptop', 'Find three popular vegetarian recipes online'])(
    'that leave much open are asked: %s',
    (prompt) => expect(asked(prompt).length).toBeGreaterThan(0),
  );

  it.each(['make me a landing page', 'Build a game', 'Create a website'])(
    'for a thing to be made, and nothing else, are asked: %s',
    (prompt) => expect(asked(prompt).length).toBeGreaterThan(0),
  );

  it('ask a text for its points and a program for what it can do', () => {
    const textOf = (prompt: string) =>
      improve({ prompt }).questions.find(({ facet }) => facet === 'scope_subtype')?.text ?? '';
    expect(textOf('write an email to my boss asking for a raise')).toContain('points');
    expect(textOf('build a todo app')).toContain('able to do');
  });

  it('do not ask for a sample of SQL whoever wants to learn it, nor what “new members” counts as new', () => {
    const rules = (prompt: string) => improve({ prompt }).questions.map(({ rule }) => rule);
    expect(rules('teach me sql')).not.toContain('Q10');
    expect(rules('make a discord bot that greets new members')).not.toContain('Q11');
    expect(rules('why is my code slow')[0]).toBe('Q03');
  });

  it('do not ask for preferences that are given', () => {
    expect(asked('Generate a weekly meal plan for a vegetarian couple, under $80, no nuts')).not.toContain(
      'preference_constraint',
    );
  });

  it('do not ask for what is said in passing', () => {
    const prompt = 'plan a weekend in lisbon for two, budget 400 euros, we like food and walking';
    for (const facet of ['location', 'budget', 'preference_constraint']) expect(asked(prompt)).not.toContain(facet);
  });
});
