/**
 * How fast the error budget of the objective is used up. Of the objective "99 % of calls within 200 ms and without error"
 * the budget is the 1 % that may miss it; a burn rate of 1 uses all of it in the period, 14.4 a fiftieth in an hour of 30
 * days. Source: The Site Reliability Workbook, chapter 5 (https://sre.google/workbook/alerting-on-slos/).
 */
import type { WindowFigures } from '../window.ts';

export interface Objective {
  /** Of the calls, those that must be good. */
  readonly percent: number;
  readonly targetMs: number;
}

export interface Burn {
  readonly rate: number;
  readonly samples: number;
}

type Counted = Pick<WindowFigures, 'count' | 'errors' | 'outcomes' | 'countAboveMs'>;

/** @returns undefined when there were no calls */
export function burnOf(windows: readonly Counted[], { percent, targetMs }: Objective): Burn | undefined {
  const samples = windows.reduce((sum, { count }) => sum + count, 0);
  if (samples === 0) return undefined;
  const bad = windows.reduce((sum, window) => sum + badCalls(window, targetMs), 0);
  return { rate: bad / samples / (1 - percent / 100), samples };
}

/**
 * Calls that failed or were slow. A call that timed out is both, and counted once; another one that failed slowly is
 * counted twice, since the windows do not tell: rather too many than too few.
 */
function badCalls({ count, errors, outcomes, countAboveMs }: Counted, targetMs: number): number {
  const slow = Math.max(0, countAboveMs(targetMs) - outcomes.timeout);
  return Math.min(count, errors + slow);
}
