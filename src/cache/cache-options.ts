import type { EventListener } from './events.ts';
import type { L2Driver } from './l2/driver.ts';
import { type Bounds, given, refuse, requireOneOf, requireWithin } from './option-bounds.ts';

export interface CacheOptions {
  /** `all` (the default): memory and, if there is one, Redis. `memory`: no Redis. `off`: every read is a load. */
  readonly levels?: 'all' | 'memory' | 'off';
  /** Forms: docs/cache.md. Without it (and without `driver`) nothing of Redis is loaded. */
  readonly redisUrl?: string | undefined;
  /** Another implementation of L2; goes before `redisUrl`. */
  readonly driver?: L2Driver;
  /** First part of every name in Redis: one for each deployment that shares a Redis. Default `prompt-improver`. */
  readonly prefix?: string;
  /** Milliseconds a read waits for Redis at most. Default 5. */
  readonly deadlineMs?: number;
  /** Milliseconds a write or an invalidation waits for Redis at most. Default 1,000. */
  readonly writeTimeoutMs?: number;
  /** Size of a value's JSON from which it is compressed in Redis; `Infinity` never does. Default 65,536. */
  readonly compressFromBytes?: number;
  /** Longest time to live in memory while Redis, and so the word of other replicas, is away. Default 10,000. */
  readonly uncoordinatedTtlMs?: number;
  /** Told of everything that happens, on the path of the read. What it throws is counted and goes no further. */
  readonly onEvent?: EventListener;
  /** Milliseconds that only grow; with it the clock is read at each call. For tests. */
  readonly monotonic?: () => number;
  /** Milliseconds since 1970. For tests. */
  readonly now?: () => number;
  /** 0 to 1. For tests. */
  readonly random?: () => number;
}

const DEFAULTS = {
  levels: 'all',
  prefix: 'prompt-improver',
  deadlineMs: 5,
  writeTimeoutMs: 1_000,
  compressFromBytes: 65_536,
  uncoordinatedTtlMs: 10_000,
} as const satisfies CacheOptions;

export type ResolvedCacheOptions = CacheOptions & Required<Pick<CacheOptions, keyof typeof DEFAULTS>>;

const BOUNDS: Bounds<'deadlineMs' | 'writeTimeoutMs' | 'compressFromBytes' | 'uncoordinatedTtlMs'> = [
  ['deadlineMs', 1, 60_000],
  ['writeTimeoutMs', 1, 60_000],
  ['compressFromBytes', 0, Number.POSITIVE_INFINITY],
  ['uncoordinatedTtlMs', 0, 86_400_000],
];

/** @throws AppError `INVALID_ARGUMENT`, naming field and limit */
export function resolveCacheOptions(options: CacheOptions): ResolvedCacheOptions {
  const resolved = { ...DEFAULTS, ...given(options) };
  requireWithin('a cache', resolved, BOUNDS);
  requireOneOf('a cache', 'levels', resolved.levels, ['all', 'memory', 'off']);
  if (typeof resolved.prefix !== 'string' || resolved.prefix === '') refuse('a cache', 'prefix', 'text, and not empty');
  return resolved;
}
