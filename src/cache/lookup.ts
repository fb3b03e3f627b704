/** Where a value came from: memory of this process, Redis, or the loader. */
export type Level = 'l1' | 'l2' | 'l3';

export interface Lookup<V> {
  /** Undefined: the loader said that there is no such value. Shared with other callers and frozen. */
  readonly value: V | undefined;
  readonly level: Level;
  /** `stale`: past its time to live and inside its grace. */
  readonly freshness: 'fresh' | 'stale';
  /** The loader failed, and this is the last value known. Always stale. */
  readonly isFallback: boolean;
}

export interface LoadContext {
  /** Aborts when no caller waits any more, or when the load takes too long. */
  readonly signal: AbortSignal;
}

/** Gets the value from where it is true. `undefined` says that there is none; that is remembered too, for a shorter time. */
export type Loader<V> = (context: LoadContext) => Promise<V | undefined> | V | undefined;

export interface GetOptions {
  /** Ends the waiting of this caller; others that wait for the same load are not affected. */
  readonly signal?: AbortSignal;
  /** Names, at most 16, by which this value can be invalidated together with others. The same at each call with this key. */
  readonly tags?: readonly string[];
}

/** `everywhere`: Redis was told, and through it the other replicas. `pending`: it could not be; see `CacheSpace.invalidate`. */
export type Invalidation = 'everywhere' | 'pending';
