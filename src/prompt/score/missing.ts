/** What is likely to be missing where the learned part has nothing to say: longer, other languages, work in a repository. */
import type { Signals } from '../signals/signals.ts';
import type { Facet, Task } from '../types.ts';

type Rates = Readonly<Partial<Record<Facet, number>>>;

const CODE: Rates = {
  tech_stack: 0.5,
  output_format: 0.4,
  data_source: 0.3,
  success_criteria: 0.4,
  scope_subtype: 0.4,
};
const CHANGE: Rates = { success_criteria: 0.5, scope_subtype: 0.5, purpose_goal: 0.4, tech_stack: 0.2 };
const CHOICE: Rates = {
  preference_constraint: 0.5,
  budget: 0.4,
  audience_level: 0.4,
  scope_subtype: 0.6,
  location: 0.3,
  time: 0.3,
};
const TEXT: Rates = { audience_level: 0.5, output_format: 0.5, purpose_goal: 0.3, scope_subtype: 0.5 };
const FACTS: Rates = { scope_subtype: 0.6, time: 0.3, output_format: 0.3, location: 0.2, data_source: 0.2 };

/** How often a vague request of each kind lacks a facet. */
const RATES: Readonly<Record<Task, Rates>> = {
  'bug-fix': CHANGE,
  code: CODE,
  refactor: CHANGE,
  explain: TEXT,
  write: TEXT,
  transform: { data_source: 0.4, output_format: 0.5, audience_level: 0.2 },
  plan: CHOICE,
  recommend: CHOICE,
  research: FACTS,
  question: FACTS,
  persona: {},
  system: {},
  other: { scope_subtype: 0.5, purpose_goal: 0.3, output_format: 0.3 },
};

const STATED_BUDGET = /[$€£¥]\s?\d|\d\s?(?:dollars|euros?|pounds|usd|eur|gbp|yen|元|円|руб)/i;

export function priorMissing(
  task: Task,
  vagueness: number,
  signals: Signals,
): Readonly<Partial<Record<Facet, number>>> {
  const rates = RATES[task];
  const present = (facet: string): boolean =>
    (facet === 'budget' && STATED_BUDGET.test(signals.text)) || (facet === 'output_format' && signals.outputs > 1);
  return Object.fromEntries(
    Object.entries(rates).map(([facet, rate]) => [facet, present(facet) ? 0 : rate * vagueness]),
  );
}
