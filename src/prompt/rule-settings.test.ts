/** What each parameter does to a prompt. */
import { describe, expect, test } from 'vitest';
import { improve } from './improve.ts';
import { ruleSettings } from './ruleset.ts';

function run(prompt: string, rule: string, params: Readonly<Record<string, number>>) {
  return improve({ prompt, only: [rule], settings: ruleSettings({ [rule]: { params } }) });
}

describe('the weight', () => {
  const asked = (weight: number, rule = 'Q12') =>
    improve({
      prompt: 'What is the best laptop to buy right now?',
      settings: ruleSettings({ [rule]: { params: { weight } } }),
    }).questions;

  test('multiplies the value of the questions, up to 1', () => {
    const usual = asked(1).find(({ rule }) => rule === 'Q09');
    const halved = asked(0.5, 'Q09').find(({ id }) => id === usual?.id);
    expect(usual?.value).toBeGreaterThan(0.4);
    expect(halved?.value).toBeCloseTo((usual?.value ?? 0) / 2, 2);
    expect(asked(2, 'Q09').every(({ value }) => value <= 1)).toBe(true);
  });

  test('changes their order, and of 0 keeps a rule from asking', () => {
    expect(asked(2)[0]?.rule).toBe('Q12');
    expect(asked(0).map(({ rule }) => rule)).not.toContain('Q12');
  });
});

test('S02 fences from as many lines on as it is told', () => {
  const prompt = `Why does this fail?\n\nconst a = 1;\nconst b = a();`;
  expect(run(prompt, 'S02', {}).changed).toBe(false);
  expect(run(prompt, 'S02', { min_lines: 2 }).improved).toContain('```\nconst a');
});

test('S03 repeats the request behind as much data as it is told', () => {
  const prompt = `Which colour is named first?\n\n\`\`\`\n${'red and blue\n'.repeat(100)}\`\`\``;
  expect(run(prompt, 'S03', {}).changed).toBe(false);
  expect(run(prompt, 'S03', { min_data_chars: 1_000 }).improved).toMatch(/Which colour is named first\?$/);
});

test.each([
  ['Keep it brief and kind.', 24, 'in English'],
  ['请保持产品名称用英文。', 24, 'in Chinese, where two fifths count'],
])('T05 lets shorter sentences stand twice than it is told: %s', (sentence, minChars) => {
  const prompt = `${sentence} ${sentence}`;
  expect(run(prompt, 'T05', { min_chars: 15 }).improved).toBe(sentence);
  expect(run(prompt, 'T05', { min_chars: minChars + 10 }).improved).toBe(prompt);
});

test('A01 asks for grounding from as long a document on as it is told', () => {
  const prompt = `When does the lease in this document end?\n\n<document>${'The lease runs until spring. '.repeat(6)}</document>`;
  expect(run(prompt, 'A01', {}).changed).toBe(false);
  expect(run(prompt, 'A01', { min_document_chars: 100 }).changed).toBe(true);
});
