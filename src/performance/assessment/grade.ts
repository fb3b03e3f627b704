/** How good a stretch of time was, as a letter with its reason and what is missing to the next better one. */
import { minimumSamples } from '../../stats/histogram.ts';
import { meanMs } from '../figures.ts';
import type { WindowFigures } from '../window.ts';

export type Letter = 'A' | 'B' | 'C' | 'D' | 'F';

interface Limits {
  readonly letter: Letter;
  /** A duration under this many milliseconds, and a share of errors under this. */
  readonly durationMs: number;
  readonly errorRate: number;
}

/** Best first; what keeps to none is an F. */
const GRADE_LIMITS: readonly Limits[] = [
  { letter: 'A', durationMs: 50, errorRate: 0.01 },
  { letter: 'B', durationMs: 100, errorRate: 0.02 },
  { letter: 'C', durationMs: 200, errorRate: 0.05 },
  { letter: 'D', durationMs: 500, errorRate: 0.1 },
];
const WORST: Limits = { letter: 'F', durationMs: Number.POSITIVE_INFINITY, errorRate: Number.POSITIVE_INFINITY };

export interface Grade {
  /** Null where there is nothing to grade, or too little. */
  readonly letter: Letter | null;
  /** In words. */
  readonly reason: string;
  /** What it takes to be one letter better, in words; null for an A and without a letter. */
  readonly next: string | null;
  /** What was graded: the mean or the p95; null where all were refused, or without a letter. */
  readonly durationMs: number | null;
  /** 0 to 1; null without calls. */
  readonly errorRate: number | null;
  readonly samples: number;
}

export interface Grades {
  /** By the mean duration and the share of errors. */
  readonly average: Grade;
  /** The same table on p95: what the slowest twentieth waits. */
  readonly tail: Grade;
}

export function gradesOf(figures: WindowFigures): Grades {
  const timed = figures.count - figures.outcomes.shed;
  const needed = minimumSamples(0.95);
  return {
    average: grade(figures, 'on average', meanMs(figures)),
    tail:
      timed > 0 && timed < needed
        ? none(figures, `${timed} ${timed === 1 ? 'sample' : 'samples'}: a p95 needs at least ${needed}.`)
        : grade(figures, 'at p95', figures.quantileMs(0.95)),
  };
}

function grade(figures: WindowFigures, what: string, durationMs: number | null): Grade {
  const { count, errors } = figures;
  if (count === 0) return none(figures, 'Nothing was called.');
  const errorRate = errors / count;
  const limits = limitsKept(durationMs, errorRate);
  const told = [
    durationMs === null ? 'Every call was refused' : `${ms(durationMs)} ${what}`,
    `${percent(errorRate)} errors`,
  ];
  const [held, within] = [told.join(', '), limits === WORST ? 'past the limits of a D' : `under ${limitsText(limits)}`];
  return {
    letter: limits.letter,
    reason: `${held}: ${within}.`,
    next: nextBetter(limits, what, durationMs, errorRate),
    durationMs,
    errorRate,
    samples: count,
  };
}

function none({ count, errors }: WindowFigures, reason: string): Grade {
  return {
    letter: null,
    reason,
    next: null,
    durationMs: null,
    errorRate: count === 0 ? null : errors / count,
    samples: count,
  };
}

function limitsKept(durationMs: number | null, errorRate: number): Limits {
  const keeps = (limits: Limits) => (durationMs ?? 0) < limits.durationMs && errorRate < limits.errorRate;
  return GRADE_LIMITS.find(keeps) ?? WORST;
}

function nextBetter(limits: Limits, what: string, durationMs: number | null, errorRate: number): string | null {
  const place = GRADE_LIMITS.indexOf(limits);
  const better = place === -1 ? GRADE_LIMITS.at(-1) : GRADE_LIMITS[place - 1];
  if (better === undefined) return null;
  const missing: string[] = [];
  if (durationMs !== null && durationMs >= better.durationMs)
    missing.push(`${ms(durationMs - better.durationMs)} less ${what} (under ${better.durationMs} ms)`);
  if (errorRate >= better.errorRate)
    missing.push(
      `${(100 * (errorRate - better.errorRate)).toFixed(2)} points fewer errors (under ${100 * better.errorRate} %)`,
    );
  return `${better.letter} takes ${missing.join(' and ')}.`;
}

const limitsText = ({ durationMs, errorRate }: Limits) => `${durationMs} ms and ${100 * errorRate} %`;
const ms = (value: number) => `${value.toFixed(1)} ms`;
const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
