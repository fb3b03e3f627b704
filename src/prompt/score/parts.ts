/** The parts of a score, for a person: what is there and what is not. */
import type { Signals } from '../signals/signals.ts';

export type Part = 'goal' | 'context' | 'constraints' | 'output' | 'specificity';

export type Parts = Readonly<Record<Part, number>>;

/** 0 for nothing, 50 for `half` things, towards 100 for many. */
const share = (count: number, half: number): number => Math.round((100 * count) / (count + half));

export function partsOf(signals: Signals): Parts {
  const { words, names, identifiers, numbers, quotes, codeLines, constraints, outputs, vagueWords } = signals;
  const named = names + identifiers + numbers + quotes;
  return {
    goal: share(words, 4),
    context: share(names + identifiers + quotes + codeLines + words / 10, 3),
    constraints: share(constraints + numbers / 2, 1.5),
    output: share(outputs, 0.7),
    specificity: share(words / 4 + named, 2 + vagueWords),
  };
}

export const PART_NAMES: Readonly<Record<Part, string>> = {
  goal: 'the goal',
  context: 'context such as names, code and values',
  constraints: 'limits and conditions',
  output: 'the form of the answer',
  specificity: 'specific words',
};

/** One sentence that names the strongest and the weakest part. */
export function reasonOf(parts: Parts, score: number): string {
  const order: readonly Part[] = ['goal', 'context', 'constraints', 'output', 'specificity'];
  const best = order.reduce((a, b) => (parts[b] > parts[a] ? b : a));
  const worst = order.reduce((a, b) => (parts[b] < parts[a] ? b : a));
  if (parts[best] === 0) return 'It says nothing a reader could act on.';
  if (score >= 75)
    return `A reader has little to guess: it is strongest on ${PART_NAMES[best]} and says least about ${PART_NAMES[worst]}.`;
  if (score >= 45)
    return `It is strongest on ${PART_NAMES[best]}; what a reader has to guess most is ${PART_NAMES[worst]}.`;
  return `A reader has to guess much: the most there is on ${PART_NAMES[best]}, the least on ${PART_NAMES[worst]}.`;
}
