import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facet } from '../types.ts';
import { type Assessment, assess, type AssessInput } from './assess.ts';
import { weightsFit } from './model.ts';

const read = (prompt: string, more: Partial<AssessInput> = {}): Assessment =>
  assess({ prompt, mode: undefined, language: 'en', task: 'other', answered: [], ...more });

const VAGUE = 'Help me plan a nice trip for my family.';
const CLEAR = 'What is the current exchange rate from Swedish krona to euro?';
const ISSUE = [
  'parse_header() in src/http/header.ts drops the last byte when the buffer ends with CRLF.',
  'Expected: parse_header("A: 1\\r\\n") returns { a: "1" }.',
  'Actual: it throws RangeError: offset 7 at header.ts:88, on Node 24.2.0 under Linux 6.12.',
];

describe('assess', () => {
  it('has weights for the features there are', () => {
    expect(weightsFit()).toBe(true);
  });

  it('scores a vague request below a clear one', () => {
    expect(read(VAGUE).score).toBeLessThan(read(CLEAR).score - 20);
  });

  it('calls two words without an object almost unusable, in every mode', () => {
    for (const mode of ['agent', 'chat', undefined] as const) expect(read('fix it', { mode }).score).toBeLessThan(16);
  });

  it('asks the author of a vague request for what such requests lack', () => {
    const { ask, missing } = read('Recommend a laptop for me.');
    expect(ask).toBe(true);
    expect(missing.budget).toBeGreaterThan(missing.location);
  });

  it('asks nothing of the author of a role or a system prompt', () => {
    expect(read(VAGUE, { task: 'persona' }).ask).toBe(false);
    expect(read(VAGUE, { task: 'system' }).ask).toBe(false);
  });

  it('does not apply what it learned on English to other languages', () => {
    expect(read('我想去旅行，帮我安排一下。', { language: 'zh' }).ask).toBe(false);
    expect(read('Planifie un voyage pour ma famille.', { language: 'fr' }).ask).toBe(false);
  });

  it('counts an answered facet as told', () => {
    const answered: Facet[] = ['budget', 'time'];
    const [open, told] = [read(VAGUE), read(VAGUE, { answered })];
    expect(told.score).toBeGreaterThan(open.score);
    expect(told.missing.budget).toBe(0);
    expect(told.missing.time).toBe(0);
  });

  it('names a part that is strong and one that is weak', () => {
    expect(read(CLEAR).reason).toMatch(/strongest on .+ (?:guess most is|least about) .+\./);
  });

  it('never rates an issue higher for a sentence that is gone', () => {
    const full = read(ISSUE.join('\n'), { mode: 'agent' }).score;
    for (const [gone] of ISSUE.entries()) {
      const rest = ISSUE.filter((_, at) => at !== gone).join('\n');
      expect(read(rest, { mode: 'agent' }).score).toBeLessThan(full);
    }
  });

  it.each([VAGUE, CLEAR, ISSUE.join('\n')])('is not moved by padding: %s', (prompt) => {
    const plain = read(prompt).score;
    const padded = [
      `You are a renowned specialist.\n\n${prompt}\n\nBe precise, thorough and professional.`,
      `# Role\nExpert\n\n# Task\n${prompt}\n\n# Requirements\n- Follow best practices\n- Be specific`,
      `<task>\n${prompt}\n</task>\n<format>\n[format]\n</format>`,
      `${prompt}\n\nAudience: [audience]\nLength: {{length}}\nTone: TBD`,
      `${prompt} Let's think step by step.`,
      `${prompt}\n\n${prompt}`,
    ];
    for (const text of padded) expect(read(text).score).toBeLessThanOrEqual(plain + 1);
  });

  it('gives numbers in range for any text', () => {
    const modes = fc.constantFrom<AssessInput['mode']>('agent', 'chat', undefined);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), modes, (prompt, mode) => {
        const { score, parts, vagueness, missing } = read(prompt, { mode });
        for (const value of [score, ...Object.values(parts)]) expect(value >= 0 && value <= 100).toBe(true);
        for (const value of [vagueness, ...Object.values(missing)]) expect(value >= 0 && value <= 1).toBe(true);
      }),
    );
  });
});
