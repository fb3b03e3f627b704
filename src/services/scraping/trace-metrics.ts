import type { Scrape } from '../../performance/metrics/scrape.ts';
import type { TraceFigures } from '../../performance/tracing/operation-trace.ts';

export function traceMetrics(scrape: Scrape, { recorded, sampledOut, failed }: TraceFigures): void {
  const add = (outcome: string, count: number) => scrape.add('prompt_improver_trace_spans_total', { outcome }, count);
  add('recorded', recorded);
  add('sampled_out', sampledOut);
  add('failed', failed);
}
