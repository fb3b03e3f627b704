/** The status and the counters of the caches as metrics. */
import type { Cache } from '../../cache/index.ts';
import type { Scrape } from '../../performance/metrics/scrape.ts';
import type { StatusReport } from '../types.ts';

const MS_PER_SECOND = 1_000;
const seconds = (ms: number | null) => (ms === null ? null : ms / MS_PER_SECOND);

export function statusMetrics(scrape: Scrape, status: StatusReport): void {
  const { version, nodeVersion, measuring, performanceTargetMs, workers, writes, rules } = status;
  scrape.add('prompt_improver_build_info', { version, node_version: nodeVersion }, 1);
  scrape.add('prompt_improver_measuring', {}, measuring === 'on' ? 1 : 0);
  scrape.add('prompt_improver_performance_target_seconds', {}, performanceTargetMs / MS_PER_SECOND);
  scrape.add('prompt_improver_improvements_not_stored_total', {}, status.improvementsNotStored);
  scrape.add('prompt_improver_rule_problems', {}, rules.problems.length);
  storeMetrics(scrape, status.store);
  admissionMetrics(scrape, status.admission);
  for (const [queue, batches] of Object.entries(writes)) batchMetrics(scrape, queue, batches);
  scrape.add('prompt_improver_workers', {}, workers.threads);
  scrape.add('prompt_improver_worker_jobs', { state: 'running' }, workers.running);
  scrape.add('prompt_improver_worker_jobs', { state: 'queued' }, workers.queued);
  for (const outcome of ['completed', 'failed', 'refused'] as const) {
    scrape.add('prompt_improver_worker_jobs_total', { outcome }, workers[outcome]);
  }
}

function storeMetrics(scrape: Scrape, store: StatusReport['store']): void {
  if (store.state !== 'ok') {
    scrape.add('prompt_improver_store_up', { kind: '' }, 0);
    return;
  }
  scrape.add('prompt_improver_store_up', { kind: store.kind }, 1);
  scrape.add('prompt_improver_store_latency_seconds', {}, store.latencyMs / MS_PER_SECOND);
  const { pool } = store;
  if (pool === undefined) return;
  scrape.add('prompt_improver_pool_connections', { state: 'idle' }, pool.idle);
  scrape.add('prompt_improver_pool_connections', { state: 'in_use' }, pool.inUse);
  scrape.add('prompt_improver_pool_waiting', {}, pool.waiting);
  scrape.add('prompt_improver_pool_wait_seconds', { percentile: '50' }, seconds(pool.waitP50Ms));
  scrape.add('prompt_improver_pool_wait_seconds', { percentile: '99' }, seconds(pool.waitP99Ms));
  scrape.add('prompt_improver_pool_wait_seconds', { percentile: '100' }, seconds(pool.waitMaxMs));
  scrape.add('prompt_improver_pool_acquired_total', {}, pool.acquired);
  scrape.add('prompt_improver_pool_acquire_timeouts_total', {}, pool.acquireTimeouts);
  scrape.add('prompt_improver_pool_opened_total', {}, pool.opened);
  scrape.add('prompt_improver_pool_lost_total', {}, pool.lost);
}

function admissionMetrics(
  scrape: Scrape,
  { isOn, limit, inFlight, queued, classes, bodies }: StatusReport['admission'],
) {
  scrape.add('prompt_improver_admission_on', {}, isOn ? 1 : 0);
  scrape.add('prompt_improver_admission_limit', {}, limit);
  scrape.add('prompt_improver_admission_in_flight', {}, inFlight);
  scrape.add('prompt_improver_admission_queued', {}, queued);
  for (const [work_class, { admitted, waited, shed }] of Object.entries(classes)) {
    const outcomes = {
      admitted,
      waited,
      ...Object.fromEntries(Object.entries(shed).map(([reason, count]) => [`shed_${reason}`, count])),
    };
    for (const [outcome, count] of Object.entries(outcomes)) {
      scrape.add('prompt_improver_admission_calls_total', { work_class, outcome }, count);
    }
  }
  scrape.add('prompt_improver_body_bytes', {}, bodies.usedBytes);
  scrape.add('prompt_improver_bodies_refused_total', {}, bodies.refused);
}

function batchMetrics(scrape: Scrape, queue: string, figures: StatusReport['writes']['improvements']): void {
  scrape.add('prompt_improver_batch_pending', { queue }, figures.pending);
  scrape.add('prompt_improver_batch_pending_bytes', { queue }, figures.pendingBytes);
  scrape.add('prompt_improver_batches_total', { queue }, figures.batches);
  for (const outcome of ['written', 'failed', 'shed'] as const) {
    scrape.add('prompt_improver_batch_records_total', { queue, outcome }, figures[outcome]);
  }
}

export function cacheMetrics(scrape: Scrape, { spaces, shared }: ReturnType<Cache['info']>): void {
  for (const { name: cache, entries, bytes, counters } of spaces) {
    const lookups = {
      l1: { hit: counters.l1Hits, stale: counters.l1StaleHits, miss: counters.l1Misses },
      l2: {
        hit: counters.l2Hits,
        stale: counters.l2StaleHits,
        miss: counters.l2Misses,
        error: counters.l2Errors,
        unavailable: counters.l2Unavailable,
        bypassed: counters.l2Bypassed,
      },
      l3: { loaded: counters.loads - counters.loadErrors, error: counters.loadErrors },
    };
    for (const [level, outcomes] of Object.entries(lookups)) {
      for (const [outcome, count] of Object.entries(outcomes)) {
        scrape.add('prompt_improver_cache_lookups_total', { cache, level, outcome }, count);
      }
    }
    scrape.add('prompt_improver_cache_coalesced_total', { cache }, counters.coalesced);
    scrape.add('prompt_improver_cache_fallbacks_total', { cache }, counters.fallbacks);
    scrape.add('prompt_improver_cache_evictions_total', { cache }, counters.l1Evictions);
    scrape.add('prompt_improver_cache_invalidations_total', { cache, origin: 'here' }, counters.invalidations);
    scrape.add(
      'prompt_improver_cache_invalidations_total',
      { cache, origin: 'elsewhere' },
      counters.remoteInvalidations,
    );
    scrape.add('prompt_improver_cache_entries', { cache }, entries);
    scrape.add('prompt_improver_cache_bytes', { cache }, bytes);
  }
  if (shared === undefined) return;
  scrape.add('prompt_improver_redis_connected', {}, shared.isConnected ? 1 : 0);
  scrape.add('prompt_improver_redis_breaker_open', {}, shared.breaker === 'open' ? 1 : 0);
  scrape.add('prompt_improver_redis_read_seconds', { percentile: '50' }, seconds(shared.readP50Ms));
  scrape.add('prompt_improver_redis_read_seconds', { percentile: '99' }, seconds(shared.readP99Ms));
  scrape.add('prompt_improver_redis_pending_invalidations', {}, shared.pendingInvalidations);
}
