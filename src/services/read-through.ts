/** A read through a cache whose time is told by level of the operation under way. */
import type { CacheKey, CacheSpace, GetOptions, Loader, Lookup } from '../cache/index.ts';
import type { Phase } from '../performance/operation.ts';
import { currentSpan, type Span } from '../performance/span.ts';

/**
 * As `CacheSpace.get`.
 *
 * @param loadedIn the phase of what `load` does: who waits for a load that another began spends its time there too
 */
export async function readThrough<V>(
  space: CacheSpace<V>,
  key: CacheKey,
  load: Loader<V>,
  loadedIn: Phase,
  options?: GetOptions,
): Promise<Lookup<V>> {
  const span = currentSpan();
  return span === undefined ? space.get(key, load, options) : measuredRead(span, space, key, load, loadedIn, options);
}

async function measuredRead<V>(
  span: Span,
  space: CacheSpace<V>,
  key: CacheKey,
  load: Loader<V>,
  loadedIn: Phase,
  options: GetOptions | undefined,
): Promise<Lookup<V>> {
  const startedMs = span.now();
  let loadMs = 0;
  let didLoad = false;
  const timed: Loader<V> = async (context) => {
    didLoad = true;
    const sinceMs = span.now();
    try {
      return await load(context);
    } finally {
      loadMs = span.now() - sinceMs;
    }
  };
  const found = space.get(key, timed, options);
  const askedMs = span.now();
  // What memory has is there without a promise.
  span.add('cache_l1', askedMs - startedMs - loadMs);
  if (!(found instanceof Promise)) return found;
  try {
    const lookup = await found;
    if (lookup.level === 'l3' && !didLoad) loadMs = span.now() - askedMs;
    return lookup;
  } finally {
    span.add(loadedIn, loadMs);
    if (space.hasL2) span.add('cache_l2', Math.max(0, span.now() - askedMs - loadMs));
  }
}
