/** All rules, in the order in which their edits and findings are listed. */
import type { Rule } from '../rule.ts';
import { a01 } from './a01-add-grounding.ts';
import { a02 } from './a02-add-check.ts';
import { c01 } from './c01-conflict-pairs.ts';
import { c02 } from './c02-conflict-hedge.ts';
import { g01 } from './g01-noop-good.ts';
import { g02 } from './g02-safety-secret.ts';
import { g03 } from './g03-safety-embedded-instruction.ts';
import { g04 } from './g04-safety-destructive.ts';
import { q01 } from './q01-ask-goal.ts';
import { q02 } from './q02-ask-referent.ts';
import { q03 } from './q03-ask-missing-input.ts';
import { q04 } from './q04-ask-bug-symptom.ts';
import { q05 } from './q05-ask-code-contract.ts';
import { q06 } from './q06-ask-acceptance.ts';
import { q07 } from './q07-ask-scope.ts';
import { q09 } from './q09-ask-constraints.ts';
import { q10 } from './q10-ask-data-shape.ts';
import { q11 } from './q11-ask-time-window.ts';
import { q12 } from './q12-ask-criterion.ts';
import { q13 } from './q13-ask-output-contract.ts';
import { s02 } from './s02-struct-delimit.ts';
import { s03 } from './s03-struct-query-last.ts';
import { t01 } from './t01-trim-cot.ts';
import { t05 } from './t05-trim-duplicate.ts';

const SAFETY = [g01, g02, g03, g04];
const QUESTIONS = [q01, q02, q03, q04, q05, q06, q07, q09, q10, q11, q12, q13];
const CONFLICTS = [c01, c02];
const CHANGES = [t01, t05, s02, s03, a01, a02];

export const RULES: readonly Rule[] = [...SAFETY, ...QUESTIONS, ...CONFLICTS, ...CHANGES];

const IDS: ReadonlySet<string> = new Set(RULES.map((rule) => rule.id));

export function isRuleId(id: string): boolean {
  return IDS.has(id);
}
