import { expect, test } from 'vitest';
import type { FinishedOperation } from '../operation.ts';
import { OperationMetrics } from './operation-metrics.ts';
import { Scrape } from './scrape.ts';

const operation = (given: Partial<FinishedOperation>): FinishedOperation => ({
  method: 'tools/call',
  target: 'a',
  transport: 'http',
  outcome: 'ok',
  endedAtMs: 7_000,
  durationMs: 150,
  phaseMs: [0, 0, 0, 0, 0, 2, 0, 0, 0],
  ...given,
});

function scraped(...operations: readonly FinishedOperation[]) {
  const metrics = new OperationMetrics();
  for (const each of operations) metrics.record(each);
  const scrape = new Scrape();
  metrics.collect(scrape);
  return {
    durations: scrape.histograms.get('mcp_server_operation_duration_seconds') ?? [],
    phases: scrape.histograms.get('prompt_improver_phase_duration_seconds') ?? [],
    counts: (scrape.values.get('prompt_improver_operations_total') ?? []).filter(({ value }) => value > 0),
  };
}

test('a duration on an edge is in the bucket of that edge, with the trace it belongs to', () => {
  const traceId = '1'.repeat(32);
  const { durations } = scraped(
    operation({}),
    operation({ traceId }),
    operation({ durationMs: 150.01 }),
    operation({ durationMs: 60_000 }),
  );
  expect(durations).toHaveLength(1);
  const { edges = [], counts = [], sum, exemplars } = durations[0]?.value ?? {};
  const edge = edges.indexOf(0.15);
  expect([counts[edge], counts[edge + 1], counts[edges.length]]).toEqual([2, 1, 1]);
  expect(sum).toBeCloseTo(60.450_01);
  expect(exemplars?.[edge]).toEqual({ traceId, value: 0.15, atMs: 7_000 });
});

test('durations are told by error, counts by outcome; only phases that took time count', () => {
  const { durations, counts, phases } = scraped(
    operation({}),
    operation({ outcome: 'tool_error', errorType: 'PROMPT_EMPTY' }),
    operation({ outcome: 'tool_error', errorType: 'SESSION_NOT_FOUND' }),
    operation({ method: 'resources/read', target: 'rule', transport: 'stdio' }),
  );
  expect(durations.map(({ labels }) => Object.values(labels).join(' '))).toEqual([
    'tools/call a  tcp',
    'tools/call a PROMPT_EMPTY tcp',
    'tools/call a SESSION_NOT_FOUND tcp',
    'resources/read   pipe',
  ]);
  expect(counts.map(({ labels, value }) => [...Object.values(labels), value].join(' '))).toEqual([
    'tools/call a ok tcp 1',
    'tools/call a tool_error tcp 2',
    'resources/read rule ok pipe 1',
  ]);
  const counted = phases.map(({ labels, value }) => [
    labels['phase'],
    Array.from(value.counts).reduce((a, b) => a + b),
  ]);
  expect(counted.filter(([, count]) => count !== 0)).toEqual([['compute', 4]]);
});

test('the series are bounded, and nothing is lost in what is over', () => {
  const { durations, counts } = scraped(
    ...Array.from({ length: 3_000 }, (_, i) =>
      operation({ target: `tool-${i % 1_500}`, outcome: 'timeout', errorType: 'X' }),
    ),
  );
  expect(durations).toHaveLength(501);
  expect(counts.reduce((sum, { value }) => sum + value, 0)).toBe(3_000);
  expect(counts.at(-1)).toMatchObject({ labels: { target: 'other', outcome: 'timeout' }, value: 2_000 });
});
