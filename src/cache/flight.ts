import type { CacheKey } from './key.ts';
import type { LoadContext, Lookup } from './lookup.ts';

/** One search for a value below L1, shared by all who ask for it meanwhile. */
export class Flight<V> implements LoadContext {
  readonly key: CacheKey;
  readonly tags: readonly string[];
  /** Nobody waits for it; it renews a value that is still served. */
  readonly isRefresh: boolean;
  /** What L1's entries of this time are marked with; see `CacheSpace.setAside`. */
  readonly epoch: number;
  /** The key was invalidated meanwhile: what comes back may be told to those who wait, but not kept. */
  isDetached = false;
  readonly #onAbandoned: (flight: Flight<V>) => void;
  #controller: AbortController | undefined;
  #result: Promise<Lookup<V>> | undefined;
  #waiting = 0;

  constructor(
    of: { key: CacheKey; tags: readonly string[]; isRefresh: boolean; epoch: number },
    onAbandoned: (flight: Flight<V>) => void,
  ) {
    this.key = of.key;
    this.tags = of.tags;
    this.isRefresh = of.isRefresh;
    this.epoch = of.epoch;
    this.#onAbandoned = onAbandoned;
  }

  /** Made when a loader asks for it, because most do not. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    return this.#controller.signal;
  }

  /**
   * To be called once.
   *
   * @param onEnd told before those who wait; without a result when the search failed
   */
  start(search: (flight: Flight<V>) => Promise<Lookup<V>>, onEnd: (found?: Lookup<V>) => void = () => {}): void {
    this.#result = search(this);
    // Those who wait get the error; without them nobody is to be told.
    this.#result.then(onEnd, () => onEnd());
  }

  /** Who waits for it. */
  get waiting(): number {
    return this.#waiting;
  }

  abort(reason: unknown): void {
    this.#controller ??= new AbortController();
    this.#controller.abort(reason);
  }

  /** Undefined when the search has failed, or takes longer. */
  within(limitMs: number): Promise<Lookup<V> | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, limitMs, undefined);
      const end = (found?: Lookup<V>) => {
        clearTimeout(timer);
        resolve(found);
      };
      this.wait(undefined).then(end, () => end());
    });
  }

  /** Rejects with the reason of `signal` when that aborts. When the last one who waits has gone, the loader is told. */
  wait(signal: AbortSignal | undefined): Promise<Lookup<V>> {
    const result = this.#result ?? Promise.reject(new Error('the flight has not started'));
    this.#waiting += 1;
    if (signal === undefined) return result;
    return new Promise((resolve, reject) => {
      const leave = () => {
        reject(signal.reason);
        this.#waiting -= 1;
        if (this.#waiting > 0 || this.isRefresh) return;
        this.#onAbandoned(this);
        this.abort(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      result.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  }
}
