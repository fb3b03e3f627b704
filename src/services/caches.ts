/**
 * The caches on the path of a request: what each holds, for how long, and where.
 *
 * Sessions and rules are cached only where word of a change reaches every process, that is with PostgreSQL and Redis. Without
 * Redis nobody could tell this process's memory that another one has written; the embedded store answers in microseconds.
 * Reports of analytics say as of when they are, so there they are cached for seconds.
 */
import { Cache, type CacheEvent, type CacheSpace, redisLocation } from '../cache/index.ts';
import type { Config } from '../config/types.ts';
import type { Logger } from '../log/logger.ts';
import type { Improvement } from '../prompt/types.ts';
import type { AnalyticsReport } from './analytics/types.ts';
import type { Session, StoredRule } from '../store/store.ts';

export interface Caches {
  /** Absent: read from the store. */
  readonly rules?: CacheSpace<readonly StoredRule[]>;
  /** Absent: read from the store. */
  readonly sessions?: CacheSpace<Session>;
  readonly improvements: CacheSpace<Improvement>;
  readonly analytics: CacheSpace<AnalyticsReport>;
}

export interface OpenCaches extends Caches {
  readonly cache: Cache;
  /** Of Redis, without user and password. */
  readonly location?: string;
}

export interface CachesOptions {
  readonly config: Config['cache'];
  /** Several processes may write to the store, and Redis can tell them of each other. */
  readonly isStoreShared: boolean;
  readonly logger: Logger;
}

/** Of `maxEntries` and `maxBytes`. */
const SHARES = { sessions: 0.35, improvements: 0.55, analytics: 0.1 };
/** One value of about 50 KB; an entry over an eighth of a space's bytes is not kept. Comes on top of `maxBytes`. */
const RULES_BYTES = 1024 * 1024;
/** Longest time to live of a report that other processes may have made old without a word. */
const UNTOLD_TTL_MS = 10_000;
/** Counting takes some milliseconds; whoever asks after a change is worth them. */
const STALE_WAIT_MS = 100;
/** Large prompts wait in a queue that has its own limits. */
const LONGEST_COMPUTATION_MS = 600_000;

/** @throws AppError `CONFIG_INVALID` for a Redis URL that is none */
export function openCaches({ config, isStoreShared, logger }: CachesOptions): OpenCaches {
  const { levels, prefix, deadlineMs, maxEntries, maxBytes } = config;
  const redisUrl = levels === 'all' ? config.redisUrl : undefined;
  const cache = new Cache({ levels, redisUrl, prefix, deadlineMs, onEvent: connectionLog(logger) });
  const share = (part: number) => ({
    maxEntries: Math.max(1, Math.floor(maxEntries * part)),
    maxBytes: Math.floor(maxBytes * part),
  });
  const improvements = cache.space<Improvement>({
    name: 'improvements',
    ttlMs: config.improvementsTtlSeconds * 1_000,
    // The key says all that the result depends on.
    isCoherent: false,
    l2: 'auto',
    loadTimeoutMs: LONGEST_COMPUTATION_MS,
    ...share(SHARES.improvements),
  });
  const isToldOfChanges = redisUrl !== undefined && isStoreShared;
  const analyticsTtlMs = config.analyticsTtlSeconds * 1_000;
  const analytics = cache.space<AnalyticsReport>({
    name: 'analytics',
    ttlMs: isToldOfChanges ? analyticsTtlMs : Math.min(analyticsTtlMs, UNTOLD_TTL_MS),
    graceMs: 60_000,
    byTag: 'stale',
    staleWaitMs: STALE_WAIT_MS,
    l2: isToldOfChanges,
    ...share(SHARES.analytics),
  });
  const always = { cache, improvements, analytics };
  if (redisUrl === undefined) return always;
  const location = redisLocation(redisUrl);
  if (!isStoreShared) return { ...always, location };
  const rules = cache.space<readonly StoredRule[]>({
    name: 'rules',
    ttlMs: config.rulesTtlSeconds * 1_000,
    graceMs: 60_000,
    maxEntries: 1,
    maxBytes: RULES_BYTES,
  });
  const sessions = cache.space<Session>({
    name: 'sessions',
    ttlMs: config.sessionsTtlSeconds * 1_000,
    // What nobody could be told of is read from the store each time: an old session is worse than a slower one.
    uncoordinatedTtlMs: 0,
    ...share(SHARES.sessions),
  });
  return { ...always, location, rules, sessions };
}

/** One line when Redis goes or cannot be had, one when it comes. */
function connectionLog(logger: Logger): (event: CacheEvent) => void {
  let isReported = false;
  const report = (error?: unknown) => {
    if (isReported) return;
    isReported = true;
    // The driver has taken passwords out of it.
    logger.warn('Redis is away: caching goes on without it', error instanceof Error ? { reason: error.message } : {});
  };
  return (event) => {
    if (event.type === 'connection-error') return report(event.error);
    if (event.type !== 'connection') return;
    if (event.state === 'down') return report();
    isReported = false;
    logger.info('Redis is connected');
  };
}
