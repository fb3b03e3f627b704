/** One cache, since the start of the process. */
export interface CacheFigures {
  readonly name: string;
  readonly ttlSeconds: number;
  /** In memory. Bytes are estimated. */
  readonly entries: number;
  readonly bytes: number;
  /** Share of the reads that memory or Redis answered; null before the first. */
  readonly hitRate: number | null;
  readonly l1Hits: number;
  readonly l2Hits: number;
  /** Of either level: past the time to live, served while a refresh ran. */
  readonly staleHits: number;
  /** Misses of both levels: values that were computed or read from the store. */
  readonly loads: number;
  /** Callers that shared a load with another. */
  readonly coalesced: number;
  /** Loads that failed and were answered with the last value known. */
  readonly fallbacks: number;
  readonly loadErrors: number;
  /** Reads and writes that Redis did not answer in time, or with an error. */
  readonly redisErrors: number;
  /** Reads not sent to Redis because it is away or its breaker is open. */
  readonly redisUnavailable: number;
  readonly evictions: number;
  readonly invalidations: number;
  /** `bypassed`: what Redis would spare is less than what asking it takes, as the next three show. */
  readonly redis: 'off' | 'used' | 'bypassed';
  readonly loadMedianMs: number | null;
  readonly redisMedianMs: number | null;
  /** Of a sample of the keys, those that Redis had; null before there is one, and where Redis is always asked. */
  readonly redisHitShare: number | null;
  /** Reads that did not wait for Redis because it was bypassed. */
  readonly redisBypassed: number;
}

export interface CacheReport {
  readonly levels: 'all' | 'memory' | 'off';
  /** Absent when none is configured or used. */
  readonly redis?: {
    /** Without user and password. */
    readonly location: string;
    readonly isConnected: boolean;
    /** Why it is not, once that is known. */
    readonly problem: string | null;
    readonly breaker: 'closed' | 'open';
    readonly readP50Ms: number | null;
    readonly readP99Ms: number | null;
    /** From an invalidation to its own message coming back. */
    readonly messageDelayP99Ms: number | null;
    /** Changes that the other replicas could not be told of yet. */
    readonly pendingInvalidations: number;
    /** Changes acknowledged although not every replica had confirmed them in time. */
    readonly unheardInvalidations: number;
  };
  /** Why the Redis that is configured is not used. */
  readonly problem?: { readonly code: string; readonly message: string };
  readonly spaces: readonly CacheFigures[];
}
