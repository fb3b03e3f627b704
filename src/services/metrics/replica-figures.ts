/** What a process tells others of its caches, queues and connections. Counts are since its start. */
import type { AdmissionFigures } from '../../resilience/admission/admission.ts';
import type { PoolHealth } from '../../store/store.ts';
import type { RecordWriterFigures } from '../record-writer.ts';
import type { CacheReport } from '../types.ts';
import type { WorkerFigures } from '../computing/worker-pool.ts';

export interface ReplicaFacts {
  readonly cache: CacheReport;
  readonly writes: RecordWriterFigures;
  readonly workers: WorkerFigures;
  readonly admission: AdmissionFigures;
  readonly pool: PoolHealth | undefined;
}

export function replicaFigures({ cache, writes, workers, admission, pool }: ReplicaFacts) {
  const { l1, l2, l3 } = levelsOf(cache);
  return {
    cache_l1_hits: l1,
    cache_l2_hits: l2,
    cache_l3_loads: l3,
    redis_connected: cache.redis?.isConnected ?? null,
    writes_pending: writes.improvements.pending + writes.feedback.pending + writes.sessions.pending,
    workers_queued: workers.queued,
    admission_in_flight: admission.inFlight,
    admission_queued: admission.queued,
    ...(pool && {
      pool_in_use: pool.inUse,
      pool_waiting: pool.waiting,
      pool_wait_p99_ms: pool.waitP99Ms,
      pool_timeouts: pool.acquireTimeouts,
    }),
  };
}

/** Which level the reads were answered from, over all caches: memory, Redis, or computed and read from the store. */
function levelsOf({ spaces }: CacheReport): { readonly l1: number; readonly l2: number; readonly l3: number } {
  const sum = (of: (space: CacheReport['spaces'][number]) => number) =>
    spaces.reduce((total, space) => total + of(space), 0);
  return { l1: sum(({ l1Hits }) => l1Hits), l2: sum(({ l2Hits }) => l2Hits), l3: sum(({ loads }) => loads) };
}
