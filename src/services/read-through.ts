/** A read through a cache whose time is told by level of the operation that it is for. */
import type { CacheKey, CacheSpace, GetOptions, Loader, Lookup } from '../cache/index.ts';
import type { Phase } from '../performance/operation.ts';
import type { Span } from '../performance/span.ts';

/**
 * As `CacheSpace.get`.
 *
 * @param loadedIn the phase of what `load` does: who waits for a load that another began spends its time there too
 */
export function readThrough<V>(
  span: Span | undefined,
  space: CacheSpace<V>,
  key: CacheKey,
  load: Loader<V>,
  loadedIn: Phase,
  options?: GetOptions,
): Lookup<V> | Promise<Lookup<V>> {
  if (span === undefined) return space.get(key, load, options);
  const startedMs = span.now();
  const loading = new TimedLoad(span, load);
  const found = space.get(key, loading.run, options);
  const askedMs = span.now();
  // What memory has is there without a promise. A loader may have done all of its work by now.
  const lookedMs = Math.min(askedMs, loading.sinceMs);
  span.add('cache_l1', lookedMs - startedMs);
  return found instanceof Promise ? waited(span, space, found, loading, lookedMs, loadedIn) : found;
}

class TimedLoad<V> {
  /** When it began; infinite until then. */
  sinceMs = Number.POSITIVE_INFINITY;
  durationMs = 0;
  readonly #span: Span;
  readonly #load: Loader<V>;

  constructor(span: Span, load: Loader<V>) {
    this.#span = span;
    this.#load = load;
  }

  readonly run: Loader<V> = async (context) => {
    this.sinceMs = this.#span.now();
    try {
      return await this.#load(context);
    } finally {
      this.durationMs = this.#span.now() - this.sinceMs;
    }
  };
}

async function waited<V>(
  span: Span,
  space: CacheSpace<V>,
  found: Promise<Lookup<V>>,
  loading: TimedLoad<V>,
  sinceMs: number,
  loadedIn: Phase,
): Promise<Lookup<V>> {
  let loadMs: number | undefined;
  try {
    const lookup = await found;
    // Loaded by another, who began before.
    if (lookup.level === 'l3' && loading.sinceMs === Number.POSITIVE_INFINITY) loadMs = span.now() - sinceMs;
    return lookup;
  } finally {
    loadMs ??= loading.durationMs;
    span.add(loadedIn, loadMs);
    if (space.hasL2) span.add('cache_l2', Math.max(0, span.now() - sinceMs - loadMs));
  }
}
