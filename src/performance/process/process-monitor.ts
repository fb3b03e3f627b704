/** How the process itself fares: the delay of its event loop, how busy that is, pauses of garbage collection, memory. */
import { constants, type EventLoopUtilization, performance, PerformanceObserver } from 'node:perf_hooks';
import { Monitor } from '../monitor/monitor.ts';
import type { Clocks } from '../monitor/timeline.ts';
import type { WindowFigures } from '../window.ts';

const SAMPLE_MS = 20;
const UTILIZATION_MS = 5_000;
/** An hour. */
const UTILIZATION_SAMPLES = 720;
const LOOP_DELAY = 'event_loop.delay';
const GC_PAUSE = 'gc.pause';

const GC_KINDS = new Map<number, string>([
  [constants.NODE_PERFORMANCE_GC_MAJOR, 'major'],
  [constants.NODE_PERFORMANCE_GC_MINOR, 'minor'],
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL, 'incremental'],
  [constants.NODE_PERFORMANCE_GC_WEAKCB, 'weakcb'],
]);

/** The types of Node know only what all entries have. */
interface GcEntry {
  readonly duration: number;
  readonly detail?: { readonly kind: number };
}

export interface ProcessFigures {
  /** Of the time that has passed since `sinceMs`, at most the window asked for. */
  readonly sinceMs: number;
  /** How late timers were; the timer itself is exact to a millisecond. */
  readonly loopDelay: WindowFigures;
  /** Share of the time in which the event loop had work to do, 0 to 1. */
  readonly utilization: number;
  readonly gcPauses: WindowFigures;
  readonly rssBytes: number;
  readonly heapUsedBytes: number;
  readonly externalBytes: number;
}

export class ProcessMonitor implements Disposable {
  /** Since `start`, by kind. */
  readonly collections: ReadonlyMap<string, { pauses: number; sumMs: number }> = new Map(
    [...GC_KINDS.values()].map((kind) => [kind, { pauses: 0, sumMs: 0 }]),
  );
  readonly #clocks: Clocks;
  readonly #durations: Monitor;
  #timer: NodeJS.Timeout | undefined;
  #lastMs = 0;
  readonly #observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) this.#collected(entry);
  });
  /** Oldest first. */
  #utilizations: readonly { readonly atMs: number; readonly utilization: EventLoopUtilization }[];

  constructor(clocks: Clocks) {
    this.#clocks = clocks;
    // Some 50 samples a second with few different values: an hour takes 300 KB.
    this.#durations = new Monitor({ ...clocks, maxOperations: 2, secondsBytes: 1_048_576, minutesBytes: 262_144 });
    this.#utilizations = [{ atMs: clocks.monotonic(), utilization: performance.eventLoopUtilization() }];
  }

  /** Begins to look. Keeps no process alive. */
  start(): void {
    if (this.#timer !== undefined) return;
    this.#observer.observe({ entryTypes: ['gc'] });
    this.#lastMs = this.#clocks.monotonic();
    this.#timer = setInterval(() => this.#sample(), SAMPLE_MS);
    this.#timer.unref();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#observer.disconnect();
  }

  /** @param seconds 1 to 3,600 */
  figures(seconds: number): ProcessFigures {
    const { rss, heapUsed, external } = process.memoryUsage();
    const loopDelay = this.#durations.window(seconds, LOOP_DELAY);
    const from = this.#clocks.monotonic() - seconds * 1_000;
    const first = this.#utilizations.find(({ atMs }) => atMs >= from) ?? this.#utilizations.at(-1);
    return {
      sinceMs: loopDelay.sinceMs,
      loopDelay,
      utilization: performance.eventLoopUtilization(first?.utilization).utilization,
      gcPauses: this.#durations.window(seconds, GC_PAUSE),
      rssBytes: rss,
      heapUsedBytes: heapUsed,
      externalBytes: external,
    };
  }

  #sample(): void {
    const nowMs = this.#clocks.monotonic();
    this.#record(LOOP_DELAY, nowMs - this.#lastMs - SAMPLE_MS);
    this.#lastMs = nowMs;
    const last = this.#utilizations.at(-1);
    if (last !== undefined && nowMs - last.atMs < UTILIZATION_MS) return;
    const sample = { atMs: nowMs, utilization: performance.eventLoopUtilization() };
    this.#utilizations = [...this.#utilizations.slice(1 - UTILIZATION_SAMPLES), sample];
  }

  #collected({ duration, detail }: GcEntry): void {
    this.#record(GC_PAUSE, duration);
    const total = this.collections.get(GC_KINDS.get(detail?.kind ?? -1) ?? '');
    if (total === undefined) return;
    total.pauses += 1;
    total.sumMs += duration;
  }

  #record(method: string, durationMs: number): void {
    this.#durations.record({
      method,
      target: '',
      transport: 'stdio',
      outcome: 'ok',
      endedAtMs: this.#clocks.now(),
      durationMs,
      phaseMs: [],
    });
  }
}
