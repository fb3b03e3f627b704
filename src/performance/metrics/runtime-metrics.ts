/** What the process itself is doing: event loop, garbage collection, memory, CPU. Watches from `start()` on. */
import { constants, monitorEventLoopDelay, PerformanceObserver, performance } from 'node:perf_hooks';
import type { Scrape } from './scrape.ts';

const NS_PER_SECOND = 1e9;
const MS_PER_SECOND = 1e3;
const US_PER_SECOND = 1e6;
const DELAY_RESOLUTION_MS = 20;
/** Two scrapers that come shortly after each other are told the same delays. */
const DELAY_WINDOW_MS = 10_000;
const PERCENTILES = [50, 99, 100] as const;

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

export class RuntimeMetrics implements Disposable {
  readonly #delay = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS });
  readonly #gc = new Map([...GC_KINDS.values()].map((kind) => [kind, { pauses: 0, seconds: 0 }]));
  readonly #observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) this.#collected(entry);
  });
  #delays: readonly number[] | undefined;
  #delaysSinceMs = 0;

  start(): void {
    this.#delay.enable();
    this.#observer.observe({ entryTypes: ['gc'] });
    this.#delaysSinceMs = performance.now();
  }

  [Symbol.dispose](): void {
    this.#delay.disable();
    this.#observer.disconnect();
  }

  readonly collect = (scrape: Scrape): void => {
    const { active, idle } = performance.eventLoopUtilization();
    scrape.add('prompt_improver_event_loop_active_seconds_total', {}, active / MS_PER_SECOND);
    scrape.add('prompt_improver_event_loop_idle_seconds_total', {}, idle / MS_PER_SECOND);
    const delays = this.#delaysNow();
    for (const [index, percentile] of PERCENTILES.entries()) {
      scrape.add('prompt_improver_event_loop_delay_seconds', { percentile: String(percentile) }, delays[index] ?? null);
    }
    for (const [kind, { pauses, seconds }] of this.#gc) {
      scrape.add('prompt_improver_gc_pauses_total', { kind }, pauses);
      scrape.add('prompt_improver_gc_pause_seconds_total', { kind }, seconds);
    }
    const memory = process.memoryUsage();
    const { rss, heapUsed, heapTotal, external, arrayBuffers } = memory;
    for (const [kind, bytes] of Object.entries({ heapUsed, heapTotal, external, arrayBuffers })) {
      scrape.add(
        'prompt_improver_memory_bytes',
        { kind: kind.replace(/[A-Z]/, (letter) => `_${letter.toLowerCase()}`) },
        bytes,
      );
    }
    const { user, system } = process.cpuUsage();
    scrape.add('process_cpu_seconds_total', {}, (user + system) / US_PER_SECOND);
    scrape.add('process_resident_memory_bytes', {}, rss);
    scrape.add('process_start_time_seconds', {}, performance.timeOrigin / MS_PER_SECOND);
  };

  /** The histogram holds the time between two ticks of its timer; what exceeds the timer's own interval is the delay. */
  #delaysNow(): readonly number[] {
    const nowMs = performance.now();
    if (this.#delays !== undefined && nowMs - this.#delaysSinceMs < DELAY_WINDOW_MS) return this.#delays;
    if (this.#delay.count > 0) {
      this.#delays = PERCENTILES.map((percentile) =>
        Math.max(0, this.#delay.percentile(percentile) / NS_PER_SECOND - DELAY_RESOLUTION_MS / MS_PER_SECOND),
      );
      this.#delay.reset();
      this.#delaysSinceMs = nowMs;
    }
    return this.#delays ?? [];
  }

  #collected({ duration, detail }: GcEntry): void {
    const total = this.#gc.get(GC_KINDS.get(detail?.kind ?? -1) ?? '');
    if (total === undefined) return;
    total.pauses += 1;
    total.seconds += duration / MS_PER_SECOND;
  }
}
