import { AppError } from '../errors/app-error.ts';
import type { SpaceContext } from './context.ts';
import { CostGate } from './cost-gate.ts';
import type { Counters } from './events.ts';
import type { Flight } from './flight.ts';
import { staleOf, type MemoryLevel } from './l1/memory-level.ts';
import type { L2Read, Ticket } from './l2/shared-level.ts';
import type { SharedSpace } from './l2/shared-space.ts';
import type { Loader, Lookup } from './lookup.ts';
import type { ResolvedSpaceOptions } from './space-options.ts';

/** Times from now. */
interface Life {
  readonly freshForMs: number;
  readonly staleForMs: number;
}

export interface SearchOptions<V> {
  readonly space: ResolvedSpaceOptions;
  readonly shared: SharedSpace;
  readonly memory: MemoryLevel<V>;
  readonly counters: Counters;
  readonly context: SpaceContext;
}

/** What happens below L1: asks L2, else loads, and keeps what comes back in both. */
export class Search<V> {
  readonly gate: CostGate | undefined;
  readonly #of: SearchOptions<V>;

  constructor(of: SearchOptions<V>) {
    this.#of = of;
    this.gate = of.space.l2 === 'auto' && of.context.shared !== undefined ? new CostGate() : undefined;
  }

  /** A stale value of L2 is returned as it is, unless the flight is there to renew it. */
  async find(flight: Flight<V>, load: Loader<V>): Promise<Lookup<V>> {
    const { counters, context, space } = this.#of;
    const asking = this.#ask(flight);
    if (asking === undefined) return this.load(flight, load);
    if (asking.choice === 'watch') return this.load(flight, load, this.#watched(flight, asking.read));
    const read = this.#counted(flight, asking.read instanceof Promise ? await asking.read : asking.read);
    if (read.status !== 'hit') return this.load(flight, load, read);
    const { freshUntilMs, staleUntilMs } = read.envelope;
    const nowMs = context.now();
    const isFresh = nowMs < freshUntilMs;
    if (!isFresh && (flight.isRefresh || nowMs >= staleUntilMs)) return this.load(flight, load, read);
    // Written by this program, as JSON of a V, under a checksum and the schema version of V.
    const value = read.envelope.value as V | undefined;
    // Whoever wrote it may have another clock; here it lives no longer than what is loaded here.
    const most = lifeOf(value, space);
    this.#remember(flight, value, {
      freshForMs: Math.min(freshUntilMs - nowMs, most.freshForMs),
      staleForMs: Math.min(staleUntilMs - nowMs, most.staleForMs),
    });
    if (isFresh) counters.l2Hits += 1;
    else counters.l2StaleHits += 1;
    const freshness = isFresh ? 'fresh' : 'stale';
    context.onEvent?.({ type: 'hit', space: space.name, level: 'l2', freshness });
    return this.#lookup(value, 'l2', freshness);
  }

  /** @param read what L2 said before, or will have said; without it, nothing is written there */
  async load(flight: Flight<V>, load: Loader<V>, read?: L2Read | Promise<L2Read>): Promise<Lookup<V>> {
    const { counters, context } = this.#of;
    const { name: space, loadTimeoutMs } = this.#of.space;
    counters.loads += 1;
    const startedMs = performance.now();
    let value: V | undefined;
    try {
      const loading = load(flight);
      value = loading instanceof Promise ? await withinTime(loading, flight, loadTimeoutMs, space) : loading;
    } catch (error) {
      counters.loadErrors += 1;
      context.onEvent?.({ type: 'error', space, level: 'l3', error });
      const fallback = this.#fallback(flight, read instanceof Promise ? undefined : read);
      if (fallback === undefined) throw error;
      counters.fallbacks += 1;
      context.onEvent?.({ type: 'fallback', space, error });
      return fallback;
    }
    const durationMs = performance.now() - startedMs;
    this.gate?.loaded(durationMs);
    context.onEvent?.({ type: 'load', space, durationMs });
    this.#keep(flight, value, read);
    return this.#lookup(value, 'l3', 'fresh');
  }

  /** Undefined: L2 has no part in this read. */
  #ask({ key, tags }: Flight<V>): { choice: 'ask' | 'watch'; read: L2Read | Promise<L2Read> } | undefined {
    const { counters, context, space, shared } = this.#of;
    if (context.shared === undefined || space.l2 === false) return undefined;
    const choice = this.gate?.choose(key) ?? 'ask';
    if (choice !== 'ask') counters.l2Bypassed += 1;
    return choice === 'skip' ? undefined : { choice, read: context.shared.read(shared, key, tags) };
  }

  async #watched(flight: Flight<V>, read: L2Read | Promise<L2Read>): Promise<L2Read> {
    return this.#counted(flight, await read);
  }

  #counted({ key }: Flight<V>, read: L2Read): L2Read {
    const { counters, context, space } = this.#of;
    if (read.status === 'unavailable') counters.l2Unavailable += 1;
    else if (read.status === 'error') {
      counters.l2Errors += 1;
      context.onEvent?.({ type: 'error', space: space.name, level: 'l2', error: read.error });
    } else this.gate?.asked(key, read.durationMs, read.status === 'hit');
    if (read.status === 'miss') {
      counters.l2Misses += 1;
      if (read.corrupt !== undefined) {
        counters.l2Corrupt += 1;
        context.onEvent?.({ type: 'corrupt', space: space.name, reason: read.corrupt });
      }
      context.onEvent?.({ type: 'miss', space: space.name, level: 'l2' });
    }
    return read;
  }

  /** The last value known, unless it was invalidated or is past its grace. */
  #fallback({ isDetached, key }: Flight<V>, read: L2Read | undefined): Lookup<V> | undefined {
    if (isDetached) return undefined;
    const { memory, context } = this.#of;
    const entry = memory.peek(key);
    if (entry !== undefined && context.clock.now() < entry.staleUntilMs) return { ...staleOf(entry), isFallback: true };
    if (read?.status !== 'hit' || context.now() >= read.envelope.staleUntilMs) return undefined;
    // As in `find`.
    return { value: read.envelope.value as V | undefined, level: 'l2', freshness: 'stale', isFallback: true };
  }

  #keep(flight: Flight<V>, value: V | undefined, read: L2Read | Promise<L2Read> | undefined): void {
    const { counters, context, space } = this.#of;
    if (flight.isDetached) {
      counters.detached += 1;
      return;
    }
    const life = lifeOf(value, space, space.jitter * context.random());
    if (life.freshForMs <= 0) return;
    this.#remember(flight, value, life);
    if (read instanceof Promise) void read.then((found) => this.#shareMissed(flight, found, value, life));
    else if (read?.status === 'hit') this.#share(flight, read.ticket, value, life);
    else this.#shareMissed(flight, read, value, life);
  }

  #shareMissed(flight: Flight<V>, read: L2Read | undefined, value: V | undefined, life: Life): void {
    if (read?.status === 'miss') this.#share(flight, read.ticket, value, life);
  }

  #share(flight: Flight<V>, ticket: Ticket, value: V | undefined, life: Life): void {
    const { counters, context, space } = this.#of;
    context.shared?.write(ticket, {
      value,
      ...life,
      isWanted: () => !flight.isDetached,
      done: (outcome) => {
        if (outcome === 'stored') counters.l2Writes += 1;
        else if (outcome === 'overtaken') counters.l2WritesOvertaken += 1;
        else if (outcome === 'dropped') counters.l2WritesDropped += 1;
        else {
          counters.l2WriteErrors += 1;
          context.onEvent?.({ type: 'error', space: space.name, level: 'l2', error: outcome });
        }
      },
    });
  }

  #remember({ key, tags, epoch, isDetached }: Flight<V>, value: V | undefined, life: Life): void {
    if (isDetached) return;
    const { counters, context, memory, space } = this.#of;
    const mayMissMessages = space.isCoherent && context.shared?.isUp === false;
    const limitMs = mayMissMessages
      ? (space.uncoordinatedTtlMs ?? context.uncoordinatedTtlMs)
      : Number.POSITIVE_INFINITY;
    if (limitMs <= 0) return;
    const nowMs = context.clock.now();
    const freshUntilMs = nowMs + Math.min(life.freshForMs, limitMs);
    const staleUntilMs = nowMs + Math.min(life.staleForMs, limitMs);
    if (!memory.keep(key, value, { tags, epoch, freshUntilMs, staleUntilMs })) counters.l1TooLarge += 1;
  }

  #lookup(value: V | undefined, level: 'l2' | 'l3', freshness: 'fresh' | 'stale'): Lookup<V> {
    if (value === undefined) this.#of.counters.negatives += 1;
    return { value, level, freshness, isFallback: false };
  }
}

/** @param shorter share by which the time to live is shortened */
function lifeOf(
  value: unknown,
  { ttlMs, graceMs, negativeTtlMs }: Pick<ResolvedSpaceOptions, 'ttlMs' | 'graceMs' | 'negativeTtlMs'>,
  shorter = 0,
): Life {
  const freshForMs = (value === undefined ? negativeTtlMs : ttlMs) * (1 - shorter);
  return { freshForMs, staleForMs: freshForMs + (value === undefined ? 0 : graceMs) };
}

function withinTime<T>(
  loading: Promise<T>,
  flight: Pick<Flight<T>, 'abort'>,
  limitMs: number,
  space: string,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const message = `A value of the cache space "${space}" was not loaded within ${limitMs} ms.`;
      const error = new AppError('STORE_UNAVAILABLE', message, { limit: limitMs });
      flight.abort(error);
      reject(error);
    }, limitMs);
    loading.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
