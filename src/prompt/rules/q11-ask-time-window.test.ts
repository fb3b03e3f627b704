import { expect, test } from 'vitest';
import { Reading } from '../reading.ts';
import { q11 } from './q11-ask-time-window.ts';

const proposes = (prompt: string): boolean =>
  (q11.ask?.(new Reading(prompt)) ?? []).some(({ facet }) => facet === 'time');

test.each([
  'Summarize the latest research on sleep',
  '最新的手机有哪些',
  '¿Cuáles son las últimas tendencias en moda?',
  'Was sind die neuesten Trends?',
])('asks which period is meant: %s', (prompt) => {
  expect(proposes(prompt)).toBe(true);
});

test.each([
  'Summarize the latest research on sleep since 2024',
  'What are the latest phones of the last six months?',
  'Explain how sleep works',
])('does not ask: %s', (prompt) => {
  expect(proposes(prompt)).toBe(false);
});
