import { describe, expect, test } from 'vitest';
import { improve } from '../improve.ts';
import type { Target } from '../types.ts';

const run = (prompt: string, target: Target = 'claude') => improve({ prompt, target, only: ['T01'] });

describe('for a model that reasons', () => {
  test.each([
    ['Compare these two loans. Let’s think step by step.', 'Compare these two loans.'],
    ["Let's think step by step. Compare these two loans.", 'Compare these two loans.'],
    [
      'Compare these two loans.\n\nTake a deep breath and work on this problem step-by-step.\n',
      'Compare these two loans.\n',
    ],
    ['比较这两笔贷款。让我们一步一步思考。', '比较这两笔贷款。'],
    ['修复 login form. 让我们一步一步地思考。@maria 知道原因。', '修复 login form. @maria 知道原因。'],
  ])('the trigger is removed: %s', (prompt, improved) => {
    expect(run(prompt).improved).toBe(improved);
  });
});

test('for other models it is pointed out and stays', () => {
  const { changed, findings } = run('Compare these two loans. Let’s think step by step.', 'open');
  expect(changed).toBe(false);
  expect(findings).toContainEqual(expect.objectContaining({ rule: 'T01', severity: 'low' }));
});

test.each([
  ['the steps are wanted', 'Solve the puzzle and show your steps. Let’s think step by step.'],
  ['it teaches', 'Explain long division. Let’s think step by step.'],
  ['the sentence says more', 'Let’s think step by step about how the two loans differ in cost.'],
  ['it is quoted', 'Is "Let’s think step by step." still useful?'],
  ['it is all there is', 'Let’s think step by step.'],
])('stays when %s', (_, prompt) => {
  expect(run(prompt).improved).toBe(prompt);
});
