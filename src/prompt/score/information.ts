/** How much a prompt tells, from counts of distinct details: no term ever falls when a detail is added. */
import type { Signals } from '../signals/signals.ts';

/** Log odds that a reader knows what is wanted. */
export function information(signals: Signals, mode: 'agent' | 'chat' | undefined): number {
  const log = Math.log1p;
  const concrete =
    0.45 * log(signals.names) +
    1.2 * log(signals.identifiers) +
    0.55 * log(signals.numbers) +
    0.15 * log(signals.quotes) +
    0.65 * log(signals.codeLines);
  // In a repository, prose about a change is cheap; names, values and output are what points to the place. Fitted on
  // issues beside their summaries. In a chat the prose is the request.
  if (mode === 'agent') return -2.4 + concrete + 0.2 * log(signals.words) + 0.1 * log(signals.constraints);
  const prose = 0.75 * log(signals.words) + 0.3 * log(signals.constraints) + 0.2 * log(signals.outputs);
  return -1.9 + prose + 0.4 * concrete;
}

/** The most that so few details allow. */
const CEILINGS = [-2.6, -2] as const;

/** @param settled one detail is enough, as in `Explain recursion` */
export function ceiling(signals: Signals, settled: boolean): number {
  const details = signals.words + signals.identifiers + signals.numbers + signals.codeLines;
  if (settled && details > 0) return Number.POSITIVE_INFINITY;
  return CEILINGS[details] ?? Number.POSITIVE_INFINITY;
}
