import { numberText } from '../errors/number-text.ts';

/** What can be tuned about a rule: a number with limits. Pure data; rules read the value through the reading. */
export interface RuleParam {
  /** Lower snake case, unique within its rule. */
  readonly name: string;
  readonly kind: 'number' | 'integer';
  readonly default: number;
  /** Least and greatest value, both allowed. */
  readonly min: number;
  readonly max: number;
  readonly unit?: string;
  /** What the value does, in one sentence. */
  readonly summary: string;
}

/** Every rule that asks has it. */
export const WEIGHT: RuleParam = {
  name: 'weight',
  kind: 'number',
  default: 1,
  min: 0,
  max: 2,
  summary: 'Multiplies the value of the questions: above 1 they come sooner, below 1 later, at 0 never.',
};

/** `a number from 0 to 2` */
export function describeRange({ kind, min, max, unit }: RuleParam): string {
  const noun = kind === 'integer' ? 'a whole number' : 'a number';
  const of = unit === undefined ? '' : ` of ${unit}`;
  return `${noun}${of} from ${numberText(min)} to ${numberText(max)}`;
}

export function isAllowed({ kind, min, max }: RuleParam, value: unknown): value is number {
  // Comparisons with NaN are false.
  return typeof value === 'number' && value >= min && value <= max && (kind === 'number' || Number.isInteger(value));
}
