import { Cache, type CacheEvent, type CacheSpace, type SpaceOptions } from '../../src/cache/index.ts';
import { ChaosDriver, MemoryDriver, type MemoryHub } from './doubles.ts';

export interface Value {
  readonly n: number;
}

export interface Replica extends AsyncDisposable {
  readonly cache: Cache;
  readonly space: CacheSpace<Value>;
  readonly memory: MemoryDriver;
  readonly chaos: ChaosDriver;
  readonly events: CacheEvent[];
  /** Moves both clocks on. */
  pass(ms: number): void;
}

/** A cache with one space, clocks that stand still, and no jitter, over a shared store in memory. */
export function replicaOf(hub: MemoryHub, options: Partial<SpaceOptions> = {}): Replica {
  let nowMs = 1_000_000;
  const events: CacheEvent[] = [];
  const memory = new MemoryDriver(hub);
  const chaos = new ChaosDriver(memory);
  const cache = new Cache({
    driver: chaos,
    monotonic: () => nowMs,
    now: () => nowMs,
    random: () => 0,
    onEvent: (event) => events.push(event),
  });
  const space = cache.space<Value>({ name: 'values', ttlMs: 1_000, graceMs: 500, negativeTtlMs: 100, ...options });
  return {
    cache,
    space,
    memory,
    chaos,
    events,
    pass: (ms) => (nowMs += ms),
    [Symbol.asyncDispose]: () => cache.close(),
  };
}

/** A loader that answers when it is told to, and counts. */
export function heldLoader() {
  let result = Promise.withResolvers<Value | undefined>();
  let signal: AbortSignal | undefined;
  let calls = 0;
  return {
    load: (context: { readonly signal: AbortSignal }) => {
      calls += 1;
      signal = context.signal;
      return result.promise;
    },
    answer: (n: number) => {
      result.resolve({ n });
      result = Promise.withResolvers();
    },
    fail: (reason: Error) => {
      result.reject(reason);
      result = Promise.withResolvers();
    },
    calls: () => calls,
    signal: () => signal,
  };
}

/** What was begun and is waited for by nobody has had its turn. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
}
