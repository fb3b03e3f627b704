import { expect, test } from 'vitest';
import { chooseQuestions } from './questions.ts';
import { Reading } from './reading.ts';
import type { QuestionDraft, Rule } from './rule.ts';

const draft = (facet: QuestionDraft['facet'], missing: number, more: Partial<QuestionDraft> = {}): QuestionDraft => ({
  facet,
  missing,
  importance: 1,
  findable: 0,
  evident: true,
  ...more,
});

/** A rule with the id of a real one, so that its questions have a wording. */
const rule = (id: string, drafts: readonly QuestionDraft[]): Rule => ({
  id,
  name: 'test',
  kind: 'ask',
  targets: [],
  tasks: [],
  summary: '',
  when: '',
  whenNot: '',
  evidence: '',
  revision: 1,
  ask: () => drafts,
});
const ids = (rules: readonly Rule[], mode: 'agent' | 'chat' = 'chat', prompt = 'Plan a trip to Norway'): string[] =>
  chooseQuestions(new Reading(prompt, { context: { mode } }), rules).map(({ id }) => id);

test('the most valuable questions come first, three at most', () => {
  const drafts = [draft('budget', 0.3), draft('time', 0.9), draft('location', 0.5), draft('quantity', 0.7)];
  expect(ids([rule('Q09', drafts)])).toEqual(['Q09.time', 'Q09.quantity', 'Q09.location']);
});

test('a question of little value is not asked', () => {
  expect(ids([rule('Q09', [draft('budget', 0.1)])])).toEqual([]);
});

test('a facet is asked for once, by the rule that values it most', () => {
  expect(ids([rule('Q09', [draft('scope_subtype', 0.5)]), rule('Q12', [draft('scope_subtype', 0.6)])])).toEqual([
    'Q12.scope_subtype',
  ]);
});

test('a question on which the others depend is asked alone', () => {
  expect(ids([rule('Q09', [draft('time', 1)]), rule('Q02', [draft('scope_subtype', 0.5, { first: true })])])).toEqual([
    'Q02.scope_subtype',
  ]);
});

test('what an agent can find out itself is not asked in a repository', () => {
  const rules = [rule('Q05', [draft('tech_stack', 0.9, { findable: 0.95 })])];
  expect(ids(rules)).toEqual(['Q05.tech_stack']);
  expect(ids(rules, 'agent')).toEqual([]);
});

test('a question that a line of the prompt answers is not asked', () => {
  const rules = [rule('Q09', [draft('budget', 0.9), draft('time', 0.8)])];
  expect(ids(rules, 'chat', 'Plan a trip to Norway\n\nBudget: low\nTime: [time]')).toEqual(['Q09.time']);
});

test('in a language that is not known, only what is evident is asked', () => {
  const greek = 'Σχεδίασε ένα ταξίδι';
  expect(ids([rule('Q09', [draft('time', 0.9, { evident: false })])], 'chat', greek)).toEqual([]);
  expect(ids([rule('Q09', [draft('time', 0.9)])], 'chat', greek)).toEqual(['Q09.time']);
});
