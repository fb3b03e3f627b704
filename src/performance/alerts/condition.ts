/** What the figures of a moment say of a rule. */
import type { WindowFigures } from '../window.ts';
import { type Burn, type Objective, burnOf } from './burn-rate.ts';
import type { AlertRule } from './rule.ts';

export type Condition =
  /** Too few samples to say anything. */
  | { readonly kind: 'insufficient'; readonly samples: number }
  /** Above the threshold; below the one that resolves; or between the two, where all stays as it is. */
  | { readonly kind: 'above' | 'between' | 'below'; readonly value: number; readonly samples: number };

export interface Figures {
  /** The last seconds of this process, at most an hour. */
  readonly live: (seconds: number) => WindowFigures;
  /** Longer stretches, by the minute; undefined when they cannot be had. */
  readonly minutes: (seconds: number) => readonly WindowFigures[] | undefined;
  readonly objective: Objective;
}

const LIVE_SECONDS = 3_600;

export function conditionOf(rule: AlertRule, figures: Figures): Condition {
  const { signal } = rule;
  switch (signal.kind) {
    case 'p95': {
      const window = figures.live(signal.windowSeconds);
      return judged(rule, window.quantileMs(0.95) ?? 0, window.count - window.outcomes.shed);
    }
    case 'error_rate': {
      const { count, errors } = figures.live(signal.windowSeconds);
      return judged(rule, count === 0 ? 0 : (errors / count) * 100, count);
    }
    case 'burn_rate': {
      const short = burnWithin(signal.shortSeconds, figures);
      if (short === undefined) return { kind: 'insufficient', samples: 0 };
      // The long window cannot make it worse, and may cost a look at the store.
      const alone = judged(rule, short.rate, short.samples);
      if (alone.kind === 'below' || alone.kind === 'insufficient') return alone;
      const long = burnWithin(signal.longSeconds, figures);
      if (long === undefined) return { kind: 'insufficient', samples: 0 };
      // Both must burn: the long window shows that it matters, the short one that it goes on.
      return judged(rule, Math.min(long.rate, short.rate), Math.min(long.samples, short.samples));
    }
  }
}

function burnWithin(seconds: number, { live, minutes, objective }: Figures): Burn | undefined {
  const windows = seconds <= LIVE_SECONDS ? [live(seconds)] : minutes(seconds);
  return windows && burnOf(windows, objective);
}

function judged({ minimumSamples, fireAbove, resolveBelow }: AlertRule, value: number, samples: number): Condition {
  if (samples < minimumSamples) return { kind: 'insufficient', samples };
  if (value > fireAbove) return { kind: 'above', value, samples };
  return { kind: value < resolveBelow ? 'below' : 'between', value, samples };
}

const RANK: Readonly<Record<Condition['kind'], number>> = { insufficient: 0, below: 1, between: 2, above: 3 };

/**
 * What several replicas say together: the worst of it, and of equal ones that with the higher figure. One that has too few
 * calls to say anything takes nothing away from what the others say.
 */
export function worstOf(conditions: readonly Condition[]): Condition {
  return conditions.reduce((worst, next) => (isWorse(next, worst) ? next : worst), {
    kind: 'insufficient',
    samples: 0,
  });
}

function isWorse(one: Condition, other: Condition): boolean {
  if (one.kind !== other.kind) return RANK[one.kind] > RANK[other.kind];
  if (one.kind === 'insufficient' || other.kind === 'insufficient') return one.samples > other.samples;
  return one.value > other.value;
}
