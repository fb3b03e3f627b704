import type { Outcome } from '../../src/performance/operation.ts';
import { type MeasuredMinute, Monitor, type MonitorOptions } from '../../src/performance/monitor/monitor.ts';
import { Tally } from '../../src/performance/monitor/tally.ts';
import type { WindowFigures } from '../../src/performance/window.ts';

export const START_MS = Date.UTC(2026, 0, 1, 12, 0, 30);

/** A monitor, its clocks, and all that it was told. */
export function bench(options: Partial<MonitorOptions> = {}) {
  let monotonicMs = 5_000;
  let offsetMs = START_MS - monotonicMs;
  const minutes: MeasuredMinute[] = [];
  const monitor = new Monitor({
    now: () => monotonicMs + offsetMs,
    monotonic: () => monotonicMs,
    onMinute: (minute) => minutes.push(minute),
    ...options,
  });
  return {
    monitor,
    minutes,
    nowMs: () => monotonicMs + offsetMs,
    pass: (ms: number) => void (monotonicMs += ms),
    setClock: (byMs: number) => void (offsetMs += byMs),
    call(target: string, durationMs = 10, outcome: Outcome = 'ok') {
      monitor.record({
        method: 'tools/call',
        target,
        transport: 'stdio',
        outcome,
        endedAtMs: monotonicMs + offsetMs,
        durationMs,
        phaseMs: [],
      });
    },
  };
}

export function totals(minutes: readonly MeasuredMinute[]): WindowFigures {
  const tally = new Tally();
  for (const { total } of minutes) tally.mergeBytes(total);
  return tally.figures(0, 0);
}
