/** Hours of a server whose minutes are slow or fast together, for the comparison of periods. */
import { noOutcomes, windowFigures } from '../../src/performance/figures.ts';
import type { WindowFigures } from '../../src/performance/window.ts';
import { Histogram } from '../../src/stats/histogram.ts';
import { normal } from '../../test/random.ts';
import { autoregressive, type Uniform } from './noise.ts';

const MINUTE_MS = 60_000;
/** Standard deviations of the logarithm: of the level from minute to minute, and of calls within a minute. */
const BETWEEN = 0.1;
const WITHIN = 0.5;

export interface HourOptions {
  readonly medianMs?: number;
  readonly errorRate?: number;
  /** How much the level of a minute remembers of the one before. */
  readonly phi?: number;
  readonly callsPerMinute?: number;
}

export function hour(uniform: Uniform, options: HourOptions = {}): WindowFigures[] {
  const { medianMs = 40, errorRate = 0.02, phi = 0.5, callsPerMinute = 60 } = options;
  return autoregressive(uniform, 60, phi, BETWEEN).map((level, minute) => {
    const durations = new Histogram();
    let sumMs = 0;
    let errors = 0;
    for (let call = 0; call < callsPerMinute; call++) {
      const ms = medianMs * Math.exp(level + WITHIN * normal(uniform));
      durations.record(ms);
      sumMs += ms;
      // A slow minute has more errors, too.
      errors += Number(uniform() < errorRate * Math.exp(5 * level));
    }
    return windowFigures({
      sinceMs: minute * MINUTE_MS,
      untilMs: (minute + 1) * MINUTE_MS,
      outcomes: { ...noOutcomes(), ok: callsPerMinute - errors, tool_error: errors },
      sumMs,
      durations,
    });
  });
}
