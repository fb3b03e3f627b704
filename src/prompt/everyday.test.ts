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

  it('do not ask for what is said in passing', () => {
    const prompt = 'plan a weekend in lisbon for two, budget 400 euros, we like food and walking';
    for (const facet of ['location', 'budget', 'preference_constraint']) expect(asked(prompt)).not.toContain(facet);
  });
});
