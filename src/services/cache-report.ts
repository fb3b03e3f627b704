/** What the caches tell of themselves, in the words of the status. */
import type { Cache } from '../cache/index.ts';
import type { CacheFigures, CacheReport } from './types.ts';

type Info = ReturnType<Cache['info']>;

export function reportOf(
  levels: CacheReport['levels'],
  location: string | undefined,
  { spaces, shared }: Info,
): CacheReport {
  return {
    levels,
    ...(shared &&
      location !== undefined && {
        redis: {
          location,
          isConnected: shared.isConnected,
          problem: shared.problem,
          breaker: shared.breaker,
          readP50Ms: shared.readP50Ms,
          readP99Ms: shared.readP99Ms,
          messageDelayP99Ms: shared.messageDelayP99Ms,
          pendingInvalidations: shared.pendingInvalidations,
          unheardInvalidations: shared.unheardInvalidations,
        },
      }),
    spaces: spaces.map(figuresOf),
  };
}

function figuresOf({ name, ttlMs, entries, bytes, hitRate, l2, counters }: Info['spaces'][number]): CacheFigures {
  return {
    name,
    ttlSeconds: ttlMs / 1_000,
    entries,
    bytes,
    hitRate,
    l1Hits: counters.l1Hits,
    l2Hits: counters.l2Hits,
    staleHits: counters.l1StaleHits + counters.l2StaleHits,
    loads: counters.loads,
    coalesced: counters.coalesced,
    fallbacks: counters.fallbacks,
    loadErrors: counters.loadErrors,
    redisErrors: counters.l2Errors + counters.l2WriteErrors,
    redisUnavailable: counters.l2Unavailable,
    evictions: counters.l1Evictions,
    invalidations: counters.invalidations + counters.remoteInvalidations,
    redis: l2.mode === false ? 'off' : l2.isBypassed === true ? 'bypassed' : 'used',
    loadMedianMs: l2.loadMedianMs ?? null,
    redisMedianMs: l2.l2MedianMs ?? null,
    redisHitShare: l2.l2HitShare ?? null,
    redisBypassed: counters.l2Bypassed,
  };
}
