import { expect, test } from 'vitest';
import { improve } from '../improve.ts';

const asked = (prompt: string): string[] =>
  improve({ prompt, context: { mode: 'agent' }, only: ['Q07'] }).questions.map(({ id }) => id);

test.each([
  'Refactor the payment module',
  'Migrate the whole project to the new router',
  '重构支付模块',
  'Refaktoriere das Modul für Zahlungen',
])('asks what must stay: %s', (prompt) => {
  expect(asked(prompt)).toEqual(['Q07.preference_constraint']);
});

test.each([
  'Refactor the payment module without changing its public API',
  'Migrate to the new router, keep all URLs',
  '重构支付模块，保持接口不变',
  'Add a dark mode',
])('does not ask: %s', (prompt) => {
  expect(asked(prompt)).toEqual([]);
});

test('a rename with both names says what changes', () => {
  const ids = (prompt: string) => improve({ prompt, context: { mode: 'agent' }, only: ['Q07'] }).questions;
  expect(ids('rename getUser to fetchUser everywhere')).toEqual([]);
  expect(ids('refactor everything in the shop').map(({ id }) => id)).toEqual(['Q07.preference_constraint']);
});
