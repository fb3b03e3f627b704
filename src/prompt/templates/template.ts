/** Shape of a language's templates. Texts ask about the prompt in front of the reader and quote nothing of it. */

/**
 * `[label, effect]`; a label alone has the effect of adding the answer as a line. A label that ends in `…` asks for the
 * author's own words.
 */
export type OptionTemplate = string | readonly [label: string, effect: string];

export interface QuestionTemplate {
  /** Heads the answer's line in the prompt. */
  readonly label: string;
  readonly text: string;
  readonly reason: string;
  /** 2 to 4. */
  readonly options: readonly OptionTemplate[];
}

/** `<rule>.<facet>`, with `/variant` where the wording depends on the situation. */
export const QUESTION_KEYS = [
  'Q01.purpose_goal',
  'Q01.purpose_goal/text',
  'Q02.scope_subtype',
  'Q02.scope_subtype/agent',
  'Q03.data_source',
  'Q04.other',
  'Q04.success_criteria',
  'Q04.scope_subtype',
  'Q04.tech_stack',
  'Q05.tech_stack',
  'Q05.data_source',
  'Q05.output_format',
  'Q05.other',
  'Q06.success_criteria',
  'Q07.preference_constraint',
  'Q09.budget',
  'Q09.time',
  'Q09.location',
  'Q09.audience_level',
  'Q09.audience_level/code',
  'Q09.audience_level/text',
  'Q09.preference_constraint',
  'Q09.scope_subtype',
  'Q09.scope_subtype/text',
  'Q09.scope_subtype/code',
  'Q09.purpose_goal',
  'Q09.quantity',
  'Q09.tech_stack',
  'Q09.data_source',
  'Q10.data_source',
  'Q10.output_format',
  'Q11.time',
  'Q12.scope_subtype',
  'Q13.output_format',
  'C01.preference_constraint',
] as const;

export type QuestionKey = (typeof QUESTION_KEYS)[number];

export type LineKey = 'A01' | 'G04';

export interface Templates {
  /** Between the label of a line and the answer. */
  readonly colon: string;
  readonly adds: (line: string) => string;
  readonly questions: Readonly<Record<QuestionKey, QuestionTemplate>>;
  /** Lines that rules append. */
  readonly lines: Readonly<Record<LineKey, string>>;
  /** Heads the repeated instruction (S03) and the check command (A02). */
  readonly headings: { readonly S03: string; readonly A02: string };
}
