/** What a rule is. Each rule is one file of `rules/`; it reads the prompt and proposes, `improve` decides. */
import type { Reading } from './reading.ts';
import type { RuleParam } from './rule-param.ts';
import type { Templates } from './templates/index.ts';
import type { Edit, Facet, Finding, RuleInfo } from './types.ts';

export interface QuestionDraft {
  readonly facet: Facet;
  /** Wording for a particular situation, as in the keys of the templates. */
  readonly variant?: string;
  /** P(missing | task), 0 to 1. */
  readonly missing: number;
  /** How much the result depends on the answer, 0 to 1. */
  readonly importance: number;
  /** Probability that an agent finds the answer in the repository, 0 to 1. */
  readonly findable: number;
  /** The text itself shows that the detail is missing: asked even where asking is otherwise out of place. */
  readonly evident?: boolean;
  /** All other questions depend on this one: it is asked alone. */
  readonly first?: boolean;
}

/** A line that a rule adds at the end of the prompt. */
export interface Append {
  readonly line: string;
  readonly reason: string;
}

export interface Rule extends RuleInfo {
  /** Counts up when the rule's behaviour changes; part of the ruleset hash. */
  readonly revision: number;
  /** What can be tuned, beside the weight that every rule with `ask` has. */
  readonly params?: readonly RuleParam[];
  /** Facets the rule can ask for: together with its id, the question ids it may use. */
  readonly asks?: readonly Facet[];
  /** Changes within the prompt. */
  readonly edit?: (reading: Reading) => readonly Edit[];
  /** Called only when the language has templates. */
  readonly append?: (reading: Reading, templates: Templates) => Append | undefined;
  /** None of its questions is evident: it is not called where asking is out of place. */
  readonly gated?: boolean;
  readonly ask?: (reading: Reading) => readonly QuestionDraft[];
  readonly warn?: (reading: Reading) => readonly Finding[];
  /** What to say of a prompt that no rule changes or asks about. */
  readonly praise?: (reading: Reading) => Finding;
}
