/** Two prompts side by side: which is better, in which part, and what one says that the other does not. Pure. */
import { type Detail, detailsOf, type DetailedText, onlyIn } from './compare-details.ts';
import { sharedTopic, topicOf } from './compare-topic.ts';
import { improve } from './improve.ts';
import { findProtected } from './lexer/protected.ts';
import { findConstraints } from './constraints/find.ts';
import type { RuleSettings } from './rule-settings.ts';
import { keptSpans } from './rewrite/kept-spans.ts';
import { maskAlike } from './rewrite/masking.ts';
import { PART_NAMES } from './score/parts.ts';
import { EQUAL_POINTS, toTenth } from './score/points.ts';
import type { Finding, ImproveInput, Improvement, Language, PromptContext, Question, Target, Task } from './types.ts';

export type { Detail } from './compare-details.ts';

/** A topic is shared from this part of the words of the shorter prompt on. */
const RELATED_SHARE = 0.2;

export interface CompareInput {
  /** 1 to 1,000,000 bytes of UTF-8 each. */
  readonly promptA: string;
  readonly promptB: string;
  readonly context?: PromptContext;
  readonly target?: Target;
  /** As for `ImproveInput`. */
  readonly settings?: RuleSettings;
}

/** `equal`: they differ by no more than rewording alone does. */
export type Better = 'a' | 'b' | 'equal';

export interface PartComparison {
  readonly part: string;
  /** 0 to 100. */
  readonly a: number;
  readonly b: number;
  readonly better: Better;
}

/** What one of the prompts has and the other lacks. Offsets are of the prompt that has it. */
export interface Side {
  readonly score: number;
  readonly language: Language;
  readonly task: Task;
  readonly findings: readonly Finding[];
  readonly questions: readonly Question[];
  /** At most 100. */
  readonly details: readonly Detail[];
  readonly moreDetails: boolean;
}

export interface Comparison {
  readonly better: Better;
  /** Points by which the better one scores higher; 0 or more, also when they are told to be equal. */
  readonly points: number;
  /** Differences up to this are told to be equal. */
  readonly equalPoints: number;
  /** Why, in one or two sentences. */
  readonly summary: string;
  /** False when they are about different things; undefined when one says too little to tell. */
  readonly related: boolean | undefined;
  readonly parts: readonly PartComparison[];
  readonly a: Side;
  readonly b: Side;
}

/**
 * Which of two prompts is better by the score, in which part, and what only one of them says. Swapping them mirrors the
 * answer. Settings and context hold for both.
 */
export function comparePrompts({ promptA, promptB, context, target, settings }: CompareInput): Comparison {
  const shared: Omit<ImproveInput, 'prompt'> = {
    ...(context !== undefined && { context }),
    ...(target !== undefined && { target }),
    ...(settings !== undefined && { settings }),
  };
  const same = promptA === promptB;
  const one = improve({ prompt: promptA, ...shared });
  const other = same ? one : improve({ prompt: promptB, ...shared });
  const [maskedA = '', maskedB = ''] = maskAlike([promptA, promptB]);
  const [detailsA, detailsB] = [detailed(maskedA), detailed(maskedB)];
  const a = sideOf(one, other, detailsA, detailsB);
  const b = sideOf(other, one, detailsB, detailsA);
  const parts = Object.keys(one.score.parts).map((part) => {
    const [first, second] = [one.score.parts[part] ?? 0, other.score.parts[part] ?? 0];
    return { part, a: first, b: second, better: betterOf(first, second) };
  });
  const better = betterOf(a.score, b.score);
  const topic = sharedTopic(topicOf(promptA), topicOf(promptB));
  const related = same ? true : topic === undefined ? undefined : topic > RELATED_SHARE;
  const points = toTenth(Math.abs(a.score - b.score));
  const summary = summarise({ same, better, points, related, parts, a, b });
  return { better, points, equalPoints: EQUAL_POINTS, summary, related, parts, a, b };
}

function betterOf(a: number, b: number): Better {
  const points = toTenth(a - b);
  if (Math.abs(points) <= EQUAL_POINTS) return 'equal';
  return points > 0 ? 'a' : 'b';
}

function detailed(text: string): DetailedText {
  return detailsOf(text, keptSpans(text, findProtected(text).spans, []), findConstraints(text));
}

function sideOf(own: Improvement, other: Improvement, details: DetailedText, others: DetailedText): Side {
  const keyOf = ({ rule, message }: Finding): string => `${rule} ${message}`;
  const findings = new Set(other.findings.map(keyOf));
  const questions = new Set(other.questions.map(({ id }) => id));
  return {
    score: own.score.before,
    language: own.language,
    task: own.task,
    // Praise says of each what it is good at, in words that seldom agree.
    findings: own.findings.filter((finding) => finding.severity !== 'info' && !findings.has(keyOf(finding))),
    questions: own.questions.filter(({ id }) => !questions.has(id)),
    ...onlyIn(details, others),
  };
}

/** By the names of the parts, which a comparison has as plain text. */
const NAMES: Readonly<Record<string, string>> = PART_NAMES;

interface Judged extends Pick<Comparison, 'better' | 'points' | 'related' | 'parts' | 'a' | 'b'> {
  readonly same: boolean;
}

function summarise(judged: Judged): string {
  if (judged.same) return 'The prompts are the same text.';
  const unrelated =
    judged.related === false ? ' They are about different things: the one does not replace the other.' : '';
  return verdictOf(judged) + unrelated;
}

function verdictOf({ better, points, parts, a, b }: Judged): string {
  if (better === 'equal') {
    const strong = (side: 'a' | 'b'): string => {
      const names = parts.filter((part) => part.better === side).map(({ part }) => NAMES[part] ?? part);
      return names.length === 0 ? '' : ` ${side.toUpperCase()} says more about ${names.join(', ')}.`;
    };
    return `They are equally good: ${points} points apart, which rewording alone can make.${strong('a')}${strong('b')}`;
  }
  const lead = ({ a: first, b: second }: PartComparison): number => (better === 'a' ? first - second : second - first);
  const best = parts.reduce((most, part) => (lead(part) > lead(most) ? part : most));
  const [winner, loser] = better === 'a' ? [a, b] : [b, a];
  const reasons = [
    lead(best) > EQUAL_POINTS ? `it says more about ${NAMES[best.part] ?? best.part}` : '',
    loser.questions.length > winner.questions.length ? 'it leaves less to ask' : '',
    winner.details.length > loser.details.length ? 'it has more details of its own' : '',
  ].filter(Boolean);
  const why = reasons.length === 0 ? 'a reader has less to guess' : reasons.join(', and ');
  return `${better.toUpperCase()} is better by ${points} points: ${why}.`;
}
