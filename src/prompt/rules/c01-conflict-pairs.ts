import type { Reading } from '../reading.ts';
import { ALL_TARGETS, tasksBut } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';
import type { Span } from '../types.ts';

/** Longer prompts set requirements for many things; which of them share a scope cannot be told. */
const MAX_PROSE_CHARS = 1_500;

const ANSWER =
  '(?:be|keep (?:it|this|your answer|the answer|everything)|make (?:it|your answer|the answer)|(?:answer|reply|response|explanation)s? (?:should|must) be|(?:answer|reply|respond|explain)(?: \\p{L}+){0,3}|give (?:me )?an?) (?:as )?(?:very |extremely |really )?';
/** Opposites said of the answer as a whole. */
const PAIRS: readonly (readonly [RegExp, RegExp])[] = [
  [
    new RegExp(`${ANSWER}(?:concise|brief|short|terse|briefly|succinct)`, 'iu'),
    new RegExp(
      `${ANSWER}(?:exhaustive|in (?:great|full|extreme|as much) detail|as detailed as possible|very detailed|detailed|long|at length)`,
      'iu',
    ),
  ],
  [
    /(?:(?:return|output|respond|answer|reply)(?: \p{L}+){0,4} )?(?:only (?:valid |a )?json|json only|nothing but json|json and nothing else)/iu,
    /(?:explain (?:your|the|each|every|why|how)|with an explanation|include an explanation|add (?:a short )?(?:commentary|explanation))/iu,
  ],
  [
    /(?:do not|don't|never|without) (?:use|using|include|add)? ?(?:any )?(?:bullet points?|bullets|lists?)/iu,
    /(?:as a|in a|use|with) (?:bulleted list|bullet points?|bullet list)/iu,
  ],
  [
    /(?:be|keep (?:it|the tone)|tone) (?:very )?formal/iu,
    /(?:be|keep (?:it|the tone)|tone) (?:very )?(?:informal|casual)/iu,
  ],
];
const NUMBER = /\d+/;
const AT_LEAST =
  /at least|minimum|min\b|more than|no less than|or more|至少|以上|al menos|mindestens|au moins|pelo menos|не менее/iu;
const AT_MOST =
  /at most|maximum|max\b|less than|fewer than|under|up to|no more than|within|below|or less|不超过|以内|como máximo|höchstens|au plus|no máximo|не более/iu;
const COUNTED = new Set(['length.words', 'length.sentences', 'length.paragraphs', 'format.bullets']);
const LANGUAGE_NAMES = 'english|spanish|french|german|portuguese|chinese|japanese|korean|russian|italian|hindi|arabic';
const RESPONSE_LANGUAGE = new RegExp(
  `\\b(?:respond|answer|reply|write)(?: (?:only|entirely|everything|your (?:answer|response)|the (?:answer|response)))? in (${LANGUAGE_NAMES})\\b`,
  'giu',
);
const IN_LANGUAGE = new RegExp(` in (?:${LANGUAGE_NAMES})`);

type Pair = readonly [Span, Span];

function spanOf(pattern: RegExp, prose: string): Span | undefined {
  const match = pattern.exec(prose);
  return match ? { start: match.index, end: match.index + match[0].length } : undefined;
}

/** Without one of these words there is no pair to look for; most prompts have none. */
const HINT = /concise|brief|short|terse|succinct|json|bullet|formal/;

function opposites({ prose, instruction }: Reading): Pair | undefined {
  if (!HINT.test(instruction)) return undefined;
  for (const [one, other] of PAIRS) {
    const first = spanOf(one, prose);
    const second = first && spanOf(other, prose);
    if (first && second && (second.start >= first.end || second.end <= first.start)) return [first, second];
  }
  return undefined;
}

function twoLanguages({ prose, instruction }: Reading): Pair | undefined {
  if (!IN_LANGUAGE.test(instruction)) return undefined;
  const seen = new Map<string, Span>();
  for (const match of prose.matchAll(RESPONSE_LANGUAGE)) {
    seen.set((match[1] ?? '').toLowerCase(), { start: match.index, end: match.index + match[0].length });
  }
  const [first, second] = [...seen.values()];
  return first && second ? [first, second] : undefined;
}

/** Two counts of one kind, said in one paragraph of the answer as a whole, that no answer can meet both of. */
function twoCounts(reading: Reading): Pair | undefined {
  const counted = reading.constraints.filter(({ type }) => COUNTED.has(type));
  for (const [index, one] of counted.entries()) {
    const other = counted.slice(index + 1).find((candidate) => candidate.type === one.type);
    if (!other) continue;
    const [a, b] = [
      rangeOf(reading.prompt.slice(one.start, one.end)),
      rangeOf(reading.prompt.slice(other.start, other.end)),
    ];
    if (a && b && (a.min > b.max || b.min > a.max)) return [one, other];
  }
  return undefined;
}

function rangeOf(text: string): { readonly min: number; readonly max: number } | undefined {
  const count = Number(NUMBER.exec(text)?.[0] ?? Number.NaN);
  if (Number.isNaN(count)) return undefined;
  // Only what is said as a bound can be compared; a bare number often counts a part of the answer.
  if (AT_LEAST.test(text)) return { min: count, max: Infinity };
  return AT_MOST.test(text) ? { min: 0, max: count } : undefined;
}

function conflict(reading: Reading): Pair | undefined {
  if (reading.task === 'persona' || reading.task === 'system' || reading.prose.length > MAX_PROSE_CHARS)
    return undefined;
  return opposites(reading) ?? twoLanguages(reading) ?? twoCounts(reading);
}

export const c01: Rule = {
  id: 'C01',
  name: 'conflict.pairs',
  kind: 'ask',
  targets: ALL_TARGETS,
  tasks: tasksBut('persona', 'system'),
  summary: 'Shows two requirements that exclude each other and asks which one wins.',
  when: 'Opposites in one scope: concise and detailed, only JSON plus an explanation, two languages, two counts.',
  whenNot: 'They are scoped by different objects or conditions; the prompt is a role or a long specification.',
  evidence:
    'Geng et al., Control Illusion: The Failure of Instruction Hierarchies in Large Language Models (AAAI 2026, arXiv 2502.15851): of two formatting rules that exclude each other, six models follow the one meant to win inconsistently, and lean to a kind of rule instead.',
  revision: 1,
  asks: ['preference_constraint'],
  ask: (reading) =>
    reading.once(conflict)
      ? [{ facet: 'preference_constraint', missing: 0.9, importance: 0.9, findable: 0, evident: true }]
      : [],
  warn: (reading) =>
    (reading.once(conflict) ?? []).map(({ start, end }) => ({
      rule: 'C01',
      severity: 'high' as const,
      start,
      end,
      message: 'This requirement and another one exclude each other.',
      advice: 'Keep the one that matters, or say what each applies to.',
    })),
};
