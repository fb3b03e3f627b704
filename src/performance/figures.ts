/** The figures of a stretch of time from what was counted in it, and of several stretches together. */
import { Histogram } from '../stats/histogram.ts';
import { isError, OUTCOMES, type Outcome } from './operation.ts';
import type { WindowFigures } from './window.ts';

export interface Counted {
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly sumMs: number;
  /** Of all outcomes but `shed`. Read when asked, not copied: it must not change afterwards. */
  readonly durations: Histogram;
}

export function windowFigures({ sinceMs, untilMs, outcomes, sumMs, durations }: Counted): WindowFigures {
  let count = 0;
  let errors = 0;
  for (const outcome of OUTCOMES) {
    count += outcomes[outcome];
    if (isError(outcome)) errors += outcomes[outcome];
  }
  return {
    sinceMs,
    untilMs,
    count,
    outcomes,
    errors,
    sumMs,
    maxMs: durations.maxMs,
    quantileMs: (q) => durations.quantileMs(q),
    countAboveMs: (ms) => durations.countAboveMs(ms),
    addDurationsTo: (histogram) => histogram.merge(durations),
  };
}

export function noOutcomes(): Record<Outcome, number> {
  return { ok: 0, tool_error: 0, protocol_error: 0, timeout: 0, cancelled: 0, shed: 0 };
}

/** All of `parts` together, said to be of the time from `sinceMs` to `untilMs`. */
export function mergeFigures(sinceMs: number, untilMs: number, parts: readonly WindowFigures[]): WindowFigures {
  const durations = new Histogram();
  const outcomes = noOutcomes();
  let sumMs = 0;
  for (const part of parts) {
    part.addDurationsTo(durations);
    for (const outcome of OUTCOMES) outcomes[outcome] += part.outcomes[outcome];
    sumMs += part.sumMs;
  }
  return windowFigures({ sinceMs, untilMs, outcomes, sumMs, durations });
}

/** Mean duration of all outcomes but `shed`; null without any. */
export function meanMs({ count, outcomes, sumMs }: WindowFigures): number | null {
  const timed = count - outcomes.shed;
  return timed === 0 ? null : sumMs / timed;
}
