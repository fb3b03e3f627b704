/**
 * The vocabulary of the improver. Offsets are UTF-16 code units of the original prompt, `end` exclusive.
 */
import type { RuleSettings } from './rule-settings.ts';

/** A half-open range of the original prompt. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** BCP 47 primary tags of the languages with reviewed templates, or `unknown` when the text does not say. */
export type Language = 'en' | 'zh' | 'es' | 'fr' | 'de' | 'pt' | 'ja' | 'ko' | 'ru' | 'unknown';

/** Family of models the prompt is meant for. */
export type Target = 'claude' | 'gpt' | 'gemini' | 'open' | 'unknown';

/** What the prompt asks a model to do; decides which missing details matter. */
export type Task =
  | 'bug-fix'
  | 'code'
  | 'refactor'
  | 'explain'
  | 'write'
  | 'transform'
  | 'plan'
  | 'recommend'
  | 'research'
  | 'question'
  | 'persona'
  | 'system'
  | 'other';

export type Facet =
  | 'budget'
  | 'time'
  | 'location'
  | 'audience_level'
  | 'output_format'
  | 'tech_stack'
  | 'data_source'
  | 'scope_subtype'
  | 'purpose_goal'
  | 'preference_constraint'
  | 'quantity'
  | 'success_criteria'
  | 'security_compliance'
  | 'other';

/** What is known beside the prompt. Everything is optional; what is absent is not assumed. */
export interface PromptContext {
  /** `agent`: the model works in a repository and can open files and run commands; `chat`: it sees the text alone. */
  readonly mode?: 'agent' | 'chat';
  /** Paths of files the model can see. */
  readonly files?: readonly string[];
  /** Programming language of the project or snippet. */
  readonly codeLanguage?: string;
  /** Command that runs the project's tests. */
  readonly testCommand?: string;
  /** Earlier turns or supplied text that the prompt may refer to. */
  readonly text?: string;
}

export interface ImproveInput {
  /** 1 to 1,000,000 bytes of UTF-8. */
  readonly prompt: string;
  readonly context?: PromptContext;
  /** Answers by question id, as returned in `questions[].id`. */
  readonly answers?: Readonly<Record<string, string>>;
  readonly target?: Target;
  /** Use these rules only. */
  readonly only?: readonly string[];
  /** Which rules are on and how they are tuned, from `ruleSettings`; as in the code when absent. */
  readonly settings?: RuleSettings;
}

/** One reversible change: `original.slice(start, end)` is replaced by `text`. An append has `start = end = length`. */
export interface Edit extends Span {
  readonly rule: string;
  readonly text: string;
  /** Why, in one sentence, for the person who reads the diff. */
  readonly reason: string;
}

export type Severity = 'high' | 'medium' | 'low' | 'info';

export interface Finding extends Span {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to do about it. */
  readonly advice?: string;
}

export interface QuestionOption {
  readonly label: string;
  /** What changes in the result when this option is chosen. */
  readonly effect: string;
}

export interface Question {
  /** `<rule>.<facet>`: the key of the answer in `answers`. */
  readonly id: string;
  readonly rule: string;
  readonly facet: Facet;
  readonly text: string;
  /** Why it matters. */
  readonly reason: string;
  /** 2 to 4. */
  readonly options: readonly QuestionOption[];
  /** P(missing | task) × importance × (1 - an agent can find it out itself), 0 to 1. Questions are ordered by it. */
  readonly value: number;
}

/** A requirement that the prompt states on the answer, such as `length.words`. */
export interface Constraint extends Span {
  readonly type: string;
}

/** 0 (unusable) to 100 (nothing a reader would have to guess). */
export interface Score {
  readonly before: number;
  /** The score of the improved prompt. */
  readonly after: number;
  /** The score if every question were answered. */
  readonly potential: number;
  /** Parts of `before`, each 0 to 100. */
  readonly parts: Readonly<Record<string, number>>;
  /** Why the score is what it is, in one sentence. */
  readonly reason: string;
}

export type Verdict =
  /** Nothing to change and nothing to ask. */
  | 'good'
  /** The prompt was edited; no question is open. */
  | 'improved'
  /** At least one question is open. */
  | 'ask';

export interface Improvement {
  readonly improved: string;
  readonly changed: boolean;
  readonly verdict: Verdict;
  /** One or two sentences for a person: what was done, or why nothing was. */
  readonly summary: string;
  /** In order of their place, never overlapping; at most 200 of a rule. */
  readonly edits: readonly Edit[];
  readonly score: Score;
  /** The first 100. */
  readonly findings: readonly Finding[];
  /** At most 3, best first. */
  readonly questions: readonly Question[];
  /** The first 200. */
  readonly constraints: readonly Constraint[];
  readonly language: Language;
  readonly task: Task;
  /** Ranges of the prompt that hold a secret. What is stored or logged must mask them. */
  readonly secrets: readonly Span[];
  /** Names the rules that were at work, their revisions and settings: with the same hash the same input gives the same result. */
  readonly rulesetHash: string;
}

/** What a rule says of itself; served as `prompt-improver://rules` and printed in `docs/rules.md`. */
export interface RuleInfo {
  /** Stable identifier such as `Q05`. */
  readonly id: string;
  /** Readable name such as `ask.code-contract`. */
  readonly name: string;
  readonly kind: 'edit' | 'append' | 'ask' | 'warn' | 'verdict';
  /** Families of models for which it acts. */
  readonly targets: readonly Target[];
  /** Tasks in which it acts. */
  readonly tasks: readonly Task[];
  readonly summary: string;
  readonly when: string;
  readonly whenNot: string;
  /** Source of the evidence, with its date. */
  readonly evidence: string;
}
