import type { Level } from './lookup.ts';

/** What happened in a space since it was made. Every number only grows. */
export class Counters {
  /** Fresh values served from memory. */
  l1Hits = 0;
  /** Values past their time to live served from memory while a refresh runs. */
  l1StaleHits = 0;
  l1Misses = 0;
  l1Evictions = 0;
  /** Values too large for L1. */
  l1TooLarge = 0;
  l2Hits = 0;
  l2StaleHits = 0;
  l2Misses = 0;
  /** Reads that L2 did not answer in time, or with an error. Neither hit nor miss. */
  l2Errors = 0;
  /** Reads not sent because Redis is away or its breaker is open. */
  l2Unavailable = 0;
  /** Reads that did not wait for L2 because it would spare less than asking it takes. */
  l2Bypassed = 0;
  /** Entries in L2 that could not be read as ours. Counted as misses too. */
  l2Corrupt = 0;
  l2Writes = 0;
  l2WriteErrors = 0;
  /** Writes that were not sent: too many under way, or too old. */
  l2WritesDropped = 0;
  /** Writes refused because the entry had changed since it was read: an invalidation or another replica was faster. */
  l2WritesOvertaken = 0;
  loads = 0;
  loadErrors = 0;
  /** Loads answered with the last value known because the loader failed. Also counted as load errors, never as hits. */
  fallbacks = 0;
  /** Callers that waited for a load that another had begun. */
  coalesced = 0;
  /** Loads that were not shared because too many were under way. */
  unshared = 0;
  refreshes = 0;
  refreshErrors = 0;
  /** Answers, of any level, that there is no value. */
  negatives = 0;
  invalidations = 0;
  /** Invalidations that came from other replicas. */
  remoteInvalidations = 0;
  /** Results thrown away because their key was invalidated while they were loaded. */
  detached = 0;
  /** Times that all entries were set aside because invalidations may have been missed. */
  setAside = 0;
}

/** What `onEvent` is told. Meant for metrics and tests; the counters need no listener. */
export type CacheEvent =
  | { readonly type: 'hit'; readonly space: string; readonly level: Level; readonly freshness: 'fresh' | 'stale' }
  | { readonly type: 'miss'; readonly space: string; readonly level: 'l1' | 'l2' }
  | { readonly type: 'load'; readonly space: string; readonly durationMs: number }
  | { readonly type: 'fallback'; readonly space: string; readonly error: unknown }
  | { readonly type: 'error'; readonly space: string; readonly level: 'l2' | 'l3'; readonly error: unknown }
  | { readonly type: 'corrupt'; readonly space: string; readonly reason: string }
  | { readonly type: 'eviction'; readonly space: string; readonly level: 'l1' }
  | {
      readonly type: 'invalidation';
      readonly space: string;
      readonly origin: 'here' | 'elsewhere';
      readonly by: 'key' | 'tag';
    }
  | { readonly type: 'set-aside'; readonly space: string }
  | { readonly type: 'connection'; readonly state: 'up' | 'down' }
  | { readonly type: 'connection-error'; readonly error: unknown }
  | { readonly type: 'breaker'; readonly state: 'closed' | 'open' };

export type EventListener = (event: CacheEvent) => void;
