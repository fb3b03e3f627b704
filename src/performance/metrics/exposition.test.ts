import { expect, test } from 'vitest';
import { exposition, formatFor } from './exposition.ts';
import { Scrape } from './scrape.ts';

function scrape(): Scrape {
  const made = new Scrape();
  made.add('prompt_improver_cache_coalesced_total', { cache: 'a "quoted"\nname\\' }, 3);
  made.add('prompt_improver_pool_wait_seconds', { percentile: '50' }, null);
  made.histogram(
    'prompt_improver_phase_duration_seconds',
    { phase: 'parse' },
    {
      edges: [0.2, 1],
      counts: [2, 0, 1],
      sum: 5.25,
      exemplars: [{ traceId: 'a'.repeat(32), value: 0.125, atMs: 1_500 }],
    },
  );
  return made;
}

test('the text of Prometheus has cumulative buckets, escaped labels, and nothing of what is not known', () => {
  expect(exposition(scrape(), 'prometheus')).toBe(`\
# HELP prompt_improver_phase_duration_seconds Time that requests spent in a phase, of those that spent any.
# TYPE prompt_improver_phase_duration_seconds histogram
prompt_improver_phase_duration_seconds_bucket{phase="parse",le="0.2"} 2
prompt_improver_phase_duration_seconds_bucket{phase="parse",le="1"} 2
prompt_improver_phase_duration_seconds_bucket{phase="parse",le="+Inf"} 3
prompt_improver_phase_duration_seconds_sum{phase="parse"} 5.25
prompt_improver_phase_duration_seconds_count{phase="parse"} 3
# HELP prompt_improver_cache_coalesced_total Look-ups that waited for a load another had begun.
# TYPE prompt_improver_cache_coalesced_total counter
prompt_improver_cache_coalesced_total{cache="a \\"quoted\\"\\nname\\\\"} 3
`);
});

test('OpenMetrics has exemplars, names of counters without their suffix, and an end', () => {
  const lines = exposition(scrape(), 'openmetrics').split('\n');
  expect(lines).toContain(
    `prompt_improver_phase_duration_seconds_bucket{phase="parse",le="0.2"} 2 # {trace_id="${'a'.repeat(32)}"} 0.125 1.500`,
  );
  expect(lines).toContain('prompt_improver_phase_duration_seconds_bucket{phase="parse",le="1.0"} 2');
  expect(lines).toContain('# TYPE prompt_improver_cache_coalesced counter');
  expect(lines.slice(-2)).toEqual(['# EOF', '']);
});

test.each([
  [undefined, 'prometheus'],
  ['*/*', 'prometheus'],
  ['application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75', 'openmetrics'],
])('who accepts %s gets %s', (accept, format) => {
  expect(formatFor(accept)).toBe(format);
});
