/** The caches as they stand in the status, on the wire and in words. */
import { z } from 'zod';

import type { CacheFigures, CacheReport } from '../../services/types.ts';

const milliseconds = z.number().nullable().describe('Null: too few samples.');

const cacheSpaceSchema = z.object({
  name: z.string(),
  entries: z.int(),
  bytes: z.number().describe('Estimated memory.'),
  hit_rate: z.number().nullable().describe('Share of the reads that memory or Redis answered; null before the first.'),
  l1_hits: z.int().describe('From memory.'),
  l2_hits: z.int().describe('From Redis.'),
  stale_hits: z.int().describe('Past the time to live, served while a refresh ran.'),
  loads: z.int().describe('Misses: computed, or read from the store.'),
  coalesced: z.int().describe('Callers that shared a load with another.'),
  fallbacks: z.int().describe('Loads that failed and were answered with the last value known.'),
  load_errors: z.int(),
  redis_errors: z.int(),
  redis_unavailable: z.int().describe('Reads not sent because Redis is away or was failing.'),
  evictions: z.int(),
  invalidations: z.int(),
  redis: z
    .enum(['off', 'used', 'bypassed'])
    .describe('bypassed: what Redis would spare is less than what asking it takes.'),
  load_p50_ms: milliseconds,
  redis_p50_ms: milliseconds,
  redis_hit_share: z.number().nullable().describe('Of a sample of the keys, those that Redis had; null: too few.'),
  redis_bypassed: z.int().describe('Reads that did not wait for Redis because it was bypassed.'),
});

export const cacheSchema = z.object({
  levels: z.enum(['all', 'memory', 'off']),
  redis: z
    .object({
      location: z.string(),
      connected: z.boolean(),
      problem: z.string().nullable().describe('Why it is not connected, once that is known.'),
      breaker: z.enum(['closed', 'open']),
      read_p50_ms: milliseconds,
      read_p99_ms: milliseconds,
      message_delay_p99_ms: milliseconds,
      pending_invalidations: z.int().describe('Changes that other replicas could not be told of yet.'),
      unheard_invalidations: z.int().describe('Changes acknowledged before every replica had confirmed them.'),
    })
    .exactOptional()
    .describe('Absent when none is configured.'),
  problem: z
    .object({ code: z.string(), message: z.string() })
    .exactOptional()
    .describe('Why the Redis that is configured is not used.'),
  spaces: z.array(cacheSpaceSchema).describe('Since the start of the process.'),
});

export function cacheToWire({ levels, redis, problem, spaces }: CacheReport): z.input<typeof cacheSchema> {
  return {
    levels,
    ...(redis && {
      redis: {
        location: redis.location,
        connected: redis.isConnected,
        problem: redis.problem,
        breaker: redis.breaker,
        read_p50_ms: redis.readP50Ms,
        read_p99_ms: redis.readP99Ms,
        message_delay_p99_ms: redis.messageDelayP99Ms,
        pending_invalidations: redis.pendingInvalidations,
        unheard_invalidations: redis.unheardInvalidations,
      },
    }),
    ...(problem && { problem: { ...problem } }),
    spaces: spaces.map(spaceToWire),
  };
}

/** One line for Redis, one for each cache. */
export function cacheText({ levels, redis, spaces }: CacheReport): readonly string[] {
  if (levels === 'off') return ['Caches: switched off.'];
  return [
    redis === undefined ? 'Redis: none, each process caches for itself.' : redisText(redis),
    ...spaces.map(spaceText),
  ];
}

function spaceToWire(figures: CacheFigures): z.input<typeof cacheSpaceSchema> {
  return {
    name: figures.name,
    entries: figures.entries,
    bytes: figures.bytes,
    hit_rate: figures.hitRate,
    l1_hits: figures.l1Hits,
    l2_hits: figures.l2Hits,
    stale_hits: figures.staleHits,
    loads: figures.loads,
    coalesced: figures.coalesced,
    fallbacks: figures.fallbacks,
    load_errors: figures.loadErrors,
    redis_errors: figures.redisErrors,
    redis_unavailable: figures.redisUnavailable,
    evictions: figures.evictions,
    invalidations: figures.invalidations,
    redis: figures.redis,
    load_p50_ms: figures.loadMedianMs,
    redis_p50_ms: figures.redisMedianMs,
    redis_hit_share: figures.redisHitShare,
    redis_bypassed: figures.redisBypassed,
  };
}

function redisText({
  location,
  isConnected,
  problem,
  breaker,
  readP99Ms,
  pendingInvalidations,
}: NonNullable<CacheReport['redis']>) {
  const state = isConnected
    ? breaker === 'open'
      ? 'connected, too slow to be asked'
      : 'connected'
    : `away${inBrackets(problem)}`;
  const untold = pendingInvalidations === 0 ? '' : `, ${pendingInvalidations} changes not told yet`;
  return `Redis: ${location}, ${state}, read p99 ${inMs(readP99Ms)}${untold}.`;
}

function spaceText(figures: CacheFigures): string {
  const { name, entries, bytes, hitRate, l1Hits, l2Hits, staleHits, loads, redisErrors, redis } = figures;
  const rate = hitRate === null ? 'not asked yet' : `${(100 * hitRate).toFixed(1)} % hits`;
  const bypass =
    redis === 'bypassed'
      ? `, Redis bypassed (${inMs(figures.redisMedianMs)} to ask, ${inMs(figures.loadMedianMs)} to load, it has ${asPercent(figures.redisHitShare)})`
      : '';
  return (
    `Cache ${name}: ${rate}, ${l1Hits} from memory, ${l2Hits} from Redis, ${staleHits} stale, ${loads} loads, ` +
    `${redisErrors} Redis errors, ${entries} entries, ${Math.ceil(bytes / 1024)} KiB${bypass}.`
  );
}

function inBrackets(reason: string | null): string {
  return reason === null ? '' : ` (${reason})`;
}

function inMs(ms: number | null): string {
  return ms === null ? 'n/a' : `${ms.toFixed(2)} ms`;
}

function asPercent(share: number | null): string {
  return share === null ? 'n/a' : `${(100 * share).toFixed(0)} %`;
}
