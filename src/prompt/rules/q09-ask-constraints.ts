import { words } from '../pattern.ts';
import type { Rule } from '../rule.ts';
import { isSpecifiedCode } from './q05-ask-code-contract.ts';
import type { Facet, Task } from '../types.ts';

const FACETS = [
  'budget',
  'time',
  'location',
  'audience_level',
  'preference_constraint',
  'scope_subtype',
  'purpose_goal',
  'quantity',
  'tech_stack',
] as const satisfies readonly Facet[];
/** Tasks whose details have a rule of their own, or that set out their own rules. */
const ELSEWHERE: ReadonlySet<Task> = new Set(['bug-fix', 'refactor', 'persona', 'system']);
const OPEN = words(
  'no (?:constraints|preference|preferences|restrictions|limits)|any(?:thing)? (?:is fine|will do|goes|works)|surprise me|sin restricciones|sans contrainte|egal was|qualquer um|без ограничений',
);

export const q09: Rule = {
  id: 'Q09',
  name: 'ask.constraints',
  kind: 'ask',
  summary: 'Asks for the circumstances that decide the answer: budget, time, place, level, preferences, focus.',
  when: 'The answer depends on circumstances that only the author knows, and the prompt does not give them.',
  whenNot: 'The author has said that anything goes; code whose contract is complete; an agent works in a repository.',
  evidence:
    'Qian et al., Tell Me More! Towards Implicit User Intention Understanding (ACL 2024): which details people say were missing; own model fitted on it, 2026-11.',
  revision: 1,
  asks: FACETS,
  ask: (reading) => {
    if (reading.agent || ELSEWHERE.has(reading.task) || OPEN.test(reading.instruction)) return [];
    if (isSpecifiedCode(reading)) return [];
    const { missing } = reading.assessment;
    // A rule that knows the case better phrases the same facet better: it goes first at equal probability.
    return FACETS.map((facet) => ({ facet, missing: missing[facet], importance: 0.98, findable: 0 }));
  },
};
