/** What the process itself is doing: event loop, garbage collection, memory, CPU. */
import { performance } from 'node:perf_hooks';
import type { ProcessMonitor } from '../process/process-monitor.ts';
import type { Scrape } from './scrape.ts';

const MS_PER_SECOND = 1e3;
const US_PER_SECOND = 1e6;
/** As the help of the metric says; longer than most pauses between two scrapes, so that none hides a delay. */
const DELAY_WINDOW_SECONDS = 60;
const PERCENTILES = [50, 99, 100] as const;

export function runtimeMetrics(scrape: Scrape, monitor: ProcessMonitor): void {
  const { active, idle } = performance.eventLoopUtilization();
  scrape.add('prompt_improver_event_loop_active_seconds_total', {}, active / MS_PER_SECOND);
  scrape.add('prompt_improver_event_loop_idle_seconds_total', {}, idle / MS_PER_SECOND);
  const { loopDelay } = monitor.figures(DELAY_WINDOW_SECONDS);
  for (const percentile of PERCENTILES) {
    const delayMs = loopDelay.quantileMs(percentile / 100);
    scrape.add(
      'prompt_improver_event_loop_delay_seconds',
      { percentile: String(percentile) },
      delayMs === null ? null : delayMs / MS_PER_SECOND,
    );
  }
  for (const [kind, { pauses, sumMs }] of monitor.collections) {
    scrape.add('prompt_improver_gc_pauses_total', { kind }, pauses);
    scrape.add('prompt_improver_gc_pause_seconds_total', { kind }, sumMs / MS_PER_SECOND);
  }
  const { rss, heapUsed, heapTotal, external, arrayBuffers } = process.memoryUsage();
  for (const [kind, bytes] of Object.entries({
    heap_used: heapUsed,
    heap_total: heapTotal,
    external,
    array_buffers: arrayBuffers,
  })) {
    scrape.add('prompt_improver_memory_bytes', { kind }, bytes);
  }
  const { user, system } = process.cpuUsage();
  scrape.add('process_cpu_seconds_total', {}, (user + system) / US_PER_SECOND);
  scrape.add('process_resident_memory_bytes', {}, rss);
  scrape.add('process_start_time_seconds', {}, performance.timeOrigin / MS_PER_SECOND);
}
