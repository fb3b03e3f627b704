import type { Lookup } from '../lookup.ts';
import { SieveMap, type SieveEntry } from './sieve.ts';
import { freeze } from './size.ts';

export interface MemoryEntry<V> extends SieveEntry {
  /** What a fresh hit returns: made once, so that a hit makes nothing. */
  readonly fresh: Lookup<V>;
  readonly epoch: number;
  /** Moved to the past when a tag is invalidated whose values become stale by it. */
  freshUntilMs: number;
  readonly staleUntilMs: number;
  /** Not before this time may a stale hit start a refresh. */
  refreshAfterMs: number;
  newer: MemoryEntry<V> | undefined;
  older: MemoryEntry<V> | undefined;
}

type Times = Readonly<Pick<MemoryEntry<unknown>, 'tags' | 'epoch' | 'freshUntilMs' | 'staleUntilMs'>>;

/** The entry itself, its lookup, and its place in the map. */
const ENTRY_BYTES = 300;
const TAG_BYTES = 100;

/** L1 of one space. */
export class MemoryLevel<V> extends SieveMap<MemoryEntry<V>> {
  /**
   * Freezes the value and keeps it.
   *
   * @returns false when it is too large
   */
  keep(key: string, value: V | undefined, times: Times): boolean {
    const bytes = ENTRY_BYTES + 2 * key.length + times.tags.length * TAG_BYTES + freeze(value);
    return this.set({
      key,
      bytes,
      ...times,
      fresh: Object.freeze({ value, level: 'l1', freshness: 'fresh', isFallback: false }),
      refreshAfterMs: 0,
      wasRead: false,
      newer: undefined,
      older: undefined,
    });
  }

  outdateTag(tag: string): void {
    for (const entry of this.taggedWith(tag)) {
      entry.freshUntilMs = Number.NEGATIVE_INFINITY;
      entry.refreshAfterMs = 0;
    }
  }
}

/** Made when it is asked for: most entries are never read stale. */
export function staleOf<V>({ fresh }: MemoryEntry<V>): Lookup<V> {
  return { value: fresh.value, level: 'l1', freshness: 'stale', isFallback: false };
}
