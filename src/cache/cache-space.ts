import { AppError } from '../errors/app-error.ts';
import type { SpaceContext } from './context.ts';
import type { CostGateInfo } from './cost-gate.ts';
import { Counters } from './events.ts';
import { Flight } from './flight.ts';
import { keyOf, type CacheKey, type KeyPart } from './key.ts';
import { MemoryLevel, staleOf, type MemoryEntry } from './l1/memory-level.ts';
import type { SharedSpace } from './l2/shared-space.ts';
import type { GetOptions, Invalidation, Loader, Lookup } from './lookup.ts';
import { Search } from './search.ts';
import type { ResolvedSpaceOptions } from './space-options.ts';

const NO_OPTIONS: GetOptions = {};
const NO_TAGS: readonly string[] = [];
const MOST_TAGS = 16;
/** Timing a hit costs more than the hit: one in 4,096 is timed, and repeated, to be longer than the clock's own cost. */
const SAMPLE_MASK = 4_095;
const SAMPLE_REPEATS = 32;
/** After a failed refresh the next stale hit waits this long before it starts another. */
const REFRESH_PAUSE_MS = 1_000;
/** Kept for longer than a load can take, with room for a slow event loop. */
const FENCE_MARGIN_MS = 10_000;

/** One kind of cached values: their time to live, their bounds, their loads under way. Made by `Cache.space`. */
export class CacheSpace<V> {
  readonly options: ResolvedSpaceOptions;
  readonly counters = new Counters();
  readonly #context: SpaceContext;
  readonly #memory: MemoryLevel<V>;
  readonly #flights = new Map<string, Flight<V>>();
  readonly #search: Search<V>;
  readonly #sharedSpace: SharedSpace;
  #l1HitNs: number | null = null;
  /** Rises when entries are set aside; those of an earlier epoch are good as fallback only. */
  #epoch = 0;
  /**
   * Hits of L2 that renewed a value, less the reads that waited for one, or that shared another's: a hit that nobody asked for is no
   * part of the reads, and one that many share is one for each.
   */
  #unaskedL2Hits = 0;

  /** @internal */
  constructor(options: ResolvedSpaceOptions, context: SpaceContext) {
    const { name, schemaVersion, codec, l2, isCoherent, byTag, ttlMs, graceMs, negativeTtlMs, loadTimeoutMs } = options;
    this.options = options;
    this.#context = context;
    this.#memory = new MemoryLevel<V>(options, () => {
      this.counters.l1Evictions += 1;
      context.onEvent?.({ type: 'eviction', space: name, level: 'l1' });
    });
    this.#sharedSpace = {
      name,
      schemaVersion,
      codec,
      usesL2: l2 !== false,
      isCoherent,
      byTag,
      lifeMs: Math.max(ttlMs + graceMs, negativeTtlMs),
      fenceMs: 2 * loadTimeoutMs + FENCE_MARGIN_MS,
    };
    const { counters } = this;
    const [memory, shared] = [this.#memory, this.#sharedSpace];
    this.#search = new Search({ space: options, shared, memory, counters, context });
  }

  /** Whether what is not in memory is asked for in L2. */
  get hasL2(): boolean {
    return this.options.l2 !== false && this.#context.shared !== undefined;
  }

  /** The key of one owner's value. Make it once for a value that is read often. */
  key(owner: string, ...parts: readonly KeyPart[]): CacheKey {
    return keyOf(owner, parts);
  }

  /**
   * The value of `key`: from memory at once, without a promise; else from Redis, else from `load`. One search runs for a key
   * at a time, and whoever asks meanwhile shares it.
   *
   * Rejects with what `load` threw, when there is no older value to fall back on; with `STORE_UNAVAILABLE` when it took
   * longer than `loadTimeoutMs`; with the reason of `signal`. Redis never makes it reject.
   *
   * @example
   * const found = sessions.get(sessions.key(owner, id), () => store.sessions.find(owner, id));
   * const { value, level } = found instanceof Promise ? await found : found;
   */
  get(key: CacheKey, load: Loader<V>, options: GetOptions = NO_OPTIONS): Lookup<V> | Promise<Lookup<V>> {
    const entry = this.#memory.get(key);
    if (entry !== undefined && entry.freshUntilMs > this.#context.clock.now() && entry.epoch === this.#epoch) {
      this.counters.l1Hits += 1;
      if ((this.counters.l1Hits & SAMPLE_MASK) === 0) this.#sample(key);
      if (this.#context.onEvent !== undefined) this.#tellHit(entry.fresh);
      return entry.fresh;
    }
    return this.#getBelow(key, entry, load, options);
  }

  /** The fresh entry in memory, if there is one. Nothing is loaded, and neither counters nor eviction take note. */
  peek(key: CacheKey): Lookup<V> | undefined {
    const entry = this.#memory.peek(key);
    const isFresh =
      entry !== undefined && entry.freshUntilMs > this.#context.clock.now() && entry.epoch === this.#epoch;
    return isFresh ? entry.fresh : undefined;
  }

  /**
   * To be called after a change is committed. At once, no call on this process gets the old value any more, and loads that
   * are under way are not kept. `everywhere` when it resolves: the same holds for Redis and for every other replica that
   * answers in time (`l2/hearing.ts`). `pending`: Redis could not be told; it will be when it is back, and until then a replica that no
   * message reaches may serve the old value for as long as its time to live and grace last. Never rejects.
   */
  async invalidate(key: CacheKey): Promise<Invalidation> {
    this.dropKey(key);
    return this.#invalidateShared('key', key);
  }

  /** The same for every value that was loaded with this tag; with `byTag: 'stale'`, none of them is fresh any more. */
  async invalidateTag(tag: string): Promise<Invalidation> {
    this.dropTag(tag);
    return this.#invalidateShared('tag', tag);
  }

  /** @internal */
  dropKey(key: string): void {
    this.#memory.delete(key);
    const flight = this.#flights.get(key);
    if (flight !== undefined) this.#detach(flight);
  }

  /** @internal */
  dropTag(tag: string): void {
    if (this.options.byTag === 'drop') this.#memory.deleteTag(tag);
    else this.#memory.outdateTag(tag);
    for (const flight of this.#flights.values()) if (flight.tags.includes(tag)) this.#detach(flight);
  }

  /** @internal Another replica has invalidated it, and Redis may have the old value still. */
  doubt(by: 'key' | 'tag', name: string): void {
    this.#context.shared?.teller.adopt(this.#sharedSpace, by, name);
  }

  /** @internal Invalidations may have been missed: what is in memory may only be served when the loader fails. */
  setAside(): void {
    if (!this.options.isCoherent) return;
    this.#epoch += 1;
    this.counters.setAside += 1;
    this.#context.onEvent?.({ type: 'set-aside', space: this.options.name });
  }

  /** What L1 holds, how much of what was read it and L2 answered, and the counters since the space was made. */
  info() {
    const { size, bytes, tags } = this.#memory;
    const counters = { ...this.counters };
    const asked = counters.l1Hits + counters.l1StaleHits + counters.l1Misses;
    const below = counters.l2Hits + counters.l2StaleHits - this.#unaskedL2Hits;
    return {
      name: this.options.name,
      ttlMs: this.options.ttlMs,
      entries: size,
      bytes,
      tags,
      flights: this.#flights.size,
      /** Of the look-up in L1, smoothed over the sampled hits; null before there are any. */
      l1HitNs: this.#l1HitNs,
      /** Share of all reads that L1, or L1 and L2 together, answered; null before the first. Fallbacks are no hits. */
      l1HitRate: asked === 0 ? null : (counters.l1Hits + counters.l1StaleHits) / asked,
      hitRate: asked === 0 ? null : (counters.l1Hits + counters.l1StaleHits + below) / asked,
      l2: this.#l2Info(),
      counters,
    };
  }

  #l2Info(): { readonly mode: boolean | 'auto' } & Partial<CostGateInfo> {
    return { mode: this.#context.shared === undefined ? false : this.options.l2, ...this.#search.gate?.info() };
  }

  #getBelow(
    key: CacheKey,
    entry: MemoryEntry<V> | undefined,
    load: Loader<V>,
    { signal, tags = NO_TAGS }: GetOptions,
  ): Lookup<V> | Promise<Lookup<V>> {
    if (tags.length > MOST_TAGS) {
      const message = `A cached value may have at most ${MOST_TAGS} tags.`;
      return Promise.reject(new AppError('INVALID_ARGUMENT', message, { field: 'tags', limit: MOST_TAGS }));
    }
    const nowMs = this.#context.clock.now();
    if (entry !== undefined && entry.epoch === this.#epoch && nowMs < entry.staleUntilMs) {
      this.#refresh(key, load, tags, entry, nowMs);
      const stale = staleOf(entry);
      return this.#renewed(key, stale) ?? this.#serveStale(stale);
    }
    this.#missed();
    if (signal?.aborted) return Promise.reject(signal.reason);
    const underWay = this.#flights.get(key);
    if (underWay?.epoch === this.#epoch) {
      this.counters.coalesced += 1;
      return this.#unlessStale(key, underWay.wait(signal));
    }
    // Begun before invalidations may have been missed: good for those who asked then.
    if (underWay !== undefined) this.#detach(underWay);
    const flight = new Flight<V>({ key, tags, isRefresh: false, epoch: this.#epoch }, (gone) => this.#detach(gone));
    if (this.#context.isOff || this.#flights.size >= this.options.maxFlights) {
      this.counters.unshared += 1;
      flight.isDetached = true;
      flight.start(() => this.#search.load(flight, load));
    } else {
      this.#launch(flight, load);
    }
    return this.#unlessStale(key, flight.wait(signal));
  }

  /** What the refresh under way brings, if it comes in time; else the stale value. Undefined when there is none to wait for. */
  #renewed(key: CacheKey, stale: Lookup<V>): Promise<Lookup<V>> | undefined {
    const { staleWaitMs } = this.options;
    const refresh = staleWaitMs > 0 ? this.#flights.get(key) : undefined;
    return refresh?.within(staleWaitMs).then((found) => {
      // Stale hits of L2 have been counted when they were found.
      if (stale.level !== 'l1') return found ?? stale;
      if (found === undefined) return this.#serveStale(stale);
      this.#missed();
      if (isL2Hit(found)) this.#unaskedL2Hits -= 1;
      return found;
    });
  }

  #unlessStale(key: CacheKey, finding: Promise<Lookup<V>>): Promise<Lookup<V>> {
    if (this.options.staleWaitMs === 0) return finding;
    return finding.then((found) =>
      found.freshness === 'fresh' || found.isFallback ? found : (this.#renewed(key, found) ?? found),
    );
  }

  #missed(): void {
    this.counters.l1Misses += 1;
    this.#context.onEvent?.({ type: 'miss', space: this.options.name, level: 'l1' });
  }

  #serveStale(stale: Lookup<V>): Lookup<V> {
    this.counters.l1StaleHits += 1;
    if (this.#context.onEvent !== undefined) this.#tellHit(stale);
    return stale;
  }

  #refresh(key: CacheKey, load: Loader<V>, tags: readonly string[], entry: MemoryEntry<V>, nowMs: number): void {
    if (nowMs < entry.refreshAfterMs || this.#flights.size >= this.options.maxFlights || this.#flights.has(key)) return;
    entry.refreshAfterMs = nowMs + REFRESH_PAUSE_MS;
    this.counters.refreshes += 1;
    this.#launch(new Flight<V>({ key, tags, isRefresh: true, epoch: this.#epoch }, () => {}), load);
  }

  #launch(flight: Flight<V>, load: Loader<V>): void {
    this.#flights.set(flight.key, flight);
    flight.start(
      () => this.#search.find(flight, load),
      (found) => {
        if (this.#flights.get(flight.key) === flight) this.#flights.delete(flight.key);
        if (found === undefined && flight.isRefresh) this.counters.refreshErrors += 1;
        if (flight.isRefresh && isL2Hit(found)) this.#unaskedL2Hits += 1;
        if (!flight.isRefresh && found?.level === 'l2' && !found.isFallback) this.#unaskedL2Hits -= flight.waiting - 1;
        if (found?.level === 'l2' && found.freshness === 'stale') this.#refreshIfStale(flight, load);
      },
    );
  }

  #detach(flight: Flight<V>): void {
    flight.isDetached = true;
    if (this.#flights.get(flight.key) === flight) this.#flights.delete(flight.key);
  }

  #refreshIfStale({ key, tags }: Flight<V>, load: Loader<V>): void {
    const entry = this.#memory.peek(key);
    const nowMs = this.#context.clock.now();
    if (entry !== undefined && entry.freshUntilMs <= nowMs) this.#refresh(key, load, tags, entry, nowMs);
  }

  #sample(key: CacheKey): void {
    const startedMs = performance.now();
    for (let i = 0; i < SAMPLE_REPEATS; i++) this.peek(key);
    const ns = ((performance.now() - startedMs) * 1e6) / SAMPLE_REPEATS;
    this.#l1HitNs = this.#l1HitNs === null ? ns : this.#l1HitNs * 0.8 + ns * 0.2;
  }

  #tellHit({ level, freshness }: Lookup<V>): void {
    if (level === 'l3') return;
    this.#context.onEvent?.({ type: 'hit', space: this.options.name, level, freshness });
  }

  async #invalidateShared(by: 'key' | 'tag', name: string): Promise<Invalidation> {
    const { shared, onEvent } = this.#context;
    this.counters.invalidations += 1;
    onEvent?.({ type: 'invalidation', space: this.options.name, origin: 'here', by });
    if (shared === undefined) return 'everywhere';
    return shared.teller.invalidate(this.#sharedSpace, by, name);
  }
}

function isL2Hit(found: Lookup<unknown> | undefined): boolean {
  return found?.level === 'l2' && found.freshness === 'fresh';
}
