/** How clear a prompt is and what it lacks. Pure, synchronous; time is linear in the length of the prompt, then flat. */
import { looksEnglish } from '../signals/english.ts';
import { type Signals, signalsOf } from '../signals/signals.ts';
import type { Facet, Language, Task } from '../types.ts';
import { featuresOf, SHORT_CHARS } from './features.ts';
import { ceiling, information } from './information.ts';
import { LEARNED_FACETS } from './layout.ts';
import { priorMissing } from './missing.ts';
import { predict, type Prediction } from './model.ts';
import { irrelevantFacets, statedFacets } from './stated.ts';
import { partsOf, reasonOf } from './parts.ts';

export interface Assessment {
  /** 0 (unusable) to 100 (nothing a reader would have to guess); may be fractional. */
  readonly score: number;
  /** Parts of the score, each 0 to 100. */
  readonly parts: Readonly<Record<string, number>>;
  /** Why the score is what it is, in one sentence. */
  readonly reason: string;
  /** Probability that a reader must guess, 0 to 1. */
  readonly vagueness: number;
  /** P(this facet is missing and matters), 0 to 1; 0 for what is answered. */
  readonly missing: Readonly<Record<Facet, number>>;
  /** Whether it is right to ask the author anything at all. */
  readonly ask: boolean;
}

export interface AssessInput {
  readonly prompt: string;
  readonly mode: 'agent' | 'chat' | undefined;
  readonly language: Language;
  readonly task: Task;
  /** Facets that the author has answered beside the prompt. */
  readonly answered: readonly Facet[];
}

const NONE_MISSING: Readonly<Record<Facet, number>> = {
  budget: 0,
  time: 0,
  location: 0,
  audience_level: 0,
  output_format: 0,
  tech_stack: 0,
  data_source: 0,
  scope_subtype: 0,
  purpose_goal: 0,
  preference_constraint: 0,
  quantity: 0,
  success_criteria: 0,
  security_compliance: 0,
  other: 0,
};

/** Up to this length the learned part speaks alone; it is silent from `SHORT_CHARS`. */
const LEARNED_CHARS = 220;
/** Log odds of the learned part are held back: it was fitted on one kind of request. */
const LEARNED_SHARE = 0.7;
const INFORMATION_SHARE = 0.15;
/** Share that the learned part keeps of a request unlike those it was fitted on. */
const MIN_TRUST = 0.4;
/** Log odds where there is nothing worth asking: any good answer will do, and a question has one however short it is. */
const OPEN_TO_ANY: Readonly<Partial<Record<Task, number>>> = { question: 1, explain: 1 };
/** From where on, in values of *ask*, nothing at all is worth asking; as far on the other side, everything is. */
const SETTLED_WIDTH = 0.6;
/** What an answered facet adds to the log odds. */
const ANSWER_GAIN = 0.7;
/** What each facet beyond the first adds that the prompt states itself, where the learned part speaks. */
const STATED_GAIN = 0.45;
/** Scores below which a question is in place where the learned part has nothing to say. */
const ASK_BELOW = { agent: 45, other: 20 };
/** Above this nothing is asked, whatever the model says. */
const ASK_NEVER = 85;

const LEAVE_ALONE: ReadonlySet<Task> = new Set<Task>(['persona', 'system']);

/** What the prompt itself gives an assessment to go by; it stays when facets are answered beside it. */
export interface Evidence {
  readonly signals: Signals;
  /** How far the learned part is to be believed, 0 to 1. */
  readonly range: number;
  readonly prediction: Prediction | undefined;
  readonly stated: () => readonly Facet[];
}

export function evidenceOf(prompt: string, mode: 'agent' | 'chat' | undefined): Evidence {
  const signals = signalsOf(prompt);
  const range = learnedRange(signals, mode);
  const prediction = range > 0 ? predict(featuresOf(signals)) : undefined;
  let stated: readonly Facet[] | undefined;
  return { signals, range, prediction, stated: () => (stated ??= statedFacets(signals.text)) };
}

export function assess(
  { prompt, mode, language, task, answered }: AssessInput,
  { signals, range, prediction, stated }: Evidence = evidenceOf(prompt, mode),
): Assessment {
  const share = prediction ? range * Math.min(1, Math.max(MIN_TRUST, 1 + prediction.ask)) : 0;
  const told = information(signals, mode);
  // Gradual, so that a wording that means nothing does not make the score jump.
  const settled = prediction ? Math.min(1, Math.max(0, 0.5 - prediction.ask / SETTLED_WIDTH)) : 0;
  const base = told + settled * Math.max(0, (OPEN_TO_ANY[task] ?? 0) - told);
  const learned = prediction ? INFORMATION_SHARE * told - LEARNED_SHARE * prediction.vague : 0;
  const detail = prediction ? STATED_GAIN * Math.max(0, stated().length - 1) : 0;
  const clear =
    Math.min(ceiling(signals, settled >= 0.5), share * learned + (1 - share) * base) +
    detail +
    ANSWER_GAIN * answered.length;
  const vagueness = 1 / (1 + Math.exp(clear));
  const score = 100 * (1 - vagueness);
  const parts = partsOf(signals);
  let missing: Assessment['missing'] | undefined;
  return {
    score,
    parts: { ...parts },
    reason: reasonOf(parts, score),
    vagueness,
    // Read by some questions only.
    get missing() {
      return (missing ??= missingOf(prediction, task, vagueness, signals, answered, stated()));
    },
    ask: score < ASK_NEVER && !LEAVE_ALONE.has(task) && worthAsking(prediction, language, mode, score),
  };
}

/** How far the learned part is to be believed: it has seen short English requests without code. */
function learnedRange(signals: Signals, mode: 'agent' | 'chat' | undefined): number {
  if (mode === 'agent' || signals.codeLines > 0 || signals.textChars > SHORT_CHARS) return 0;
  if (!looksEnglish(signals.text)) return 0;
  return Math.min(1, (SHORT_CHARS - signals.textChars) / (SHORT_CHARS - LEARNED_CHARS));
}

function worthAsking(
  prediction: Prediction | undefined,
  language: Language,
  mode: 'agent' | 'chat' | undefined,
  score: number,
): boolean {
  // What its own words show to be English is English, however short.
  if (prediction && (language === 'en' || language === 'unknown')) return prediction.ask > 0;
  // Where the words are not understood, nothing is known to be missing.
  if (language === 'unknown') return false;
  return score < (mode === 'agent' ? ASK_BELOW.agent : ASK_BELOW.other);
}

function missingOf(
  prediction: Prediction | undefined,
  task: Task,
  vagueness: number,
  signals: Signals,
  answered: readonly Facet[],
  stated: readonly Facet[],
): Readonly<Record<Facet, number>> {
  const missing = { ...NONE_MISSING };
  if (prediction) for (const [at, facet] of LEARNED_FACETS.entries()) missing[facet] = prediction.missing[at] ?? 0;
  else Object.assign(missing, priorMissing(task, vagueness, signals));
  for (const facet of [...answered, ...stated, ...irrelevantFacets(signals.text)]) missing[facet] = 0;
  return missing;
}
