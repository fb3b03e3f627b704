/**
 * The store's sessions, read through the cache where there is one. A write drops what is cached after its commit, and is
 * answered when the other replicas have dropped it, too, or after `WORD_MS`: what is not told by then is told later.
 */
import type { CacheKey, CacheSpace } from '../cache/index.ts';
import { toAppError } from '../errors/app-error.ts';
import { inPhase, type Span } from '../performance/span.ts';
import type { Session, SessionKey, Store } from '../store/store.ts';
import { readThrough } from './read-through.ts';
import { settledWithin } from './settled-within.ts';
import type { Caller } from './types.ts';

/** Half of the 200 ms every operation has. */
const WORD_MS = 100;
/** The server itself ends a statement after 5 s. */
const DOUBT_MS = 10_000;
const MOST_DOUBTFUL = 10_000;

export interface SessionCacheOptions {
  readonly store: () => Promise<Store>;
  /** Undefined: every read is one of the store. */
  readonly space: () => Promise<CacheSpace<Session> | undefined>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export class SessionCache {
  readonly #options: SessionCacheOptions;
  #doubtful = 0;

  constructor(options: SessionCacheOptions) {
    this.#options = options;
  }

  /** The live session, or undefined when there is none or it has expired. */
  async get(key: SessionKey, { signal, span }: Omit<Caller, 'owner'> = {}): Promise<Session | undefined> {
    const { now } = this.#options;
    const store = await this.#options.store();
    const load = (one: AbortSignal | undefined) => store.sessions.get(key, now(), one);
    const space = await this.#options.space();
    if (space === undefined) return inPhase(span, 'store', () => load(signal));
    const cached = await cacheKey(space, store, key);
    // A load is shared: it ends early when the last one who waits for it has gone.
    const found = readThrough(span, space, cached, (context) => load(context.signal), 'cache_l3', {
      ...(signal && { signal }),
    });
    const { value, isFallback } = found instanceof Promise ? await found : found;
    // Its time may be over since it was cached. A fallback may have been changed without word: the store says what it failed with.
    const isGood = value === undefined || (value.expiresAtMs > now() && !isFallback);
    return isGood ? value : inPhase(span, 'store', () => load(signal));
  }

  async write<T>(key: SessionKey, span: Span | undefined, write: () => Promise<T>): Promise<T> {
    const store = await this.#options.store();
    const space = await this.#options.space();
    if (space === undefined) return inPhase(span, 'store', write);
    try {
      return await inPhase(span, 'store', write);
    } catch (error) {
      if (toAppError(error).code === 'STORE_UNAVAILABLE') this.#dropLater(space, store, key);
      throw error;
    } finally {
      // Also after a failure: it may have been committed all the same, or what is cached may be why it failed.
      await settledWithin(drop(space, store, key), WORD_MS);
    }
  }

  /** A statement that was given up may be carried out yet, and somebody may have read before that. */
  #dropLater(space: CacheSpace<Session>, store: Store, key: SessionKey): void {
    if (this.#doubtful >= MOST_DOUBTFUL) return;
    this.#doubtful += 1;
    setTimeout(() => {
      this.#doubtful -= 1;
      void drop(space, store, key);
    }, DOUBT_MS).unref();
  }
}

/** By the key as it is now: the write may have been the first to reach a new primary, by whose name others have it cached. */
async function drop(space: CacheSpace<Session>, store: Store, key: SessionKey): Promise<void> {
  await space.invalidate(await cacheKey(space, store, key));
}

/**
 * Two databases may share a Redis, and have an owner of the same name each. After a failover nothing is read that was cached
 * before: the new primary may not have it.
 */
async function cacheKey(space: CacheSpace<Session>, store: Store, { owner, id }: SessionKey): Promise<CacheKey> {
  return space.key(owner, await store.identity(), id);
}
