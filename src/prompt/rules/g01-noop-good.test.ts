import { expect, test } from 'vitest';
import { improve } from '../improve.ts';

const GOOD =
  'Write a Python function `mean(values)` that takes a list of floats and returns their arithmetic mean as a float. Raise ValueError for an empty list. Use the standard library only.';

test('a good prompt comes back byte for byte, and is told why', () => {
  const result = improve({ prompt: GOOD });
  expect(result.improved).toBe(GOOD);
  expect(result).toMatchObject({ changed: false, verdict: 'good', edits: [], questions: [] });
  expect(result.summary).toContain('Nothing to change');
  expect(result.findings).toContainEqual(
    expect.objectContaining({ rule: 'G01', severity: 'info', start: 0, end: GOOD.length }),
  );
});

test('a prompt with an open question is not praised', () => {
  expect(improve({ prompt: 'fix it' }).findings.map((finding) => finding.rule)).not.toContain('G01');
});

test('an edited prompt is not praised', () => {
  const sentence = 'Please keep the tone of the letter friendly and warm.';
  const result = improve({
    prompt: `${sentence} Write to my landlord about the broken heating in the kitchen. ${sentence}`,
    only: ['G01', 'T05'],
  });
  expect(result.verdict).toBe('improved');
  expect(result.findings).toEqual([]);
});
