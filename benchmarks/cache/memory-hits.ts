/** A hit in memory, beside a bare map and beside other cache libraries doing the same: a value by key, with a loader and a time to live. */
import { seededRandom } from '../../test/random.ts';
import { cachified, type CacheEntry } from '@epic-web/cachified';
import { BentoCache, bentostore } from 'bentocache';
import { memoryDriver } from 'bentocache/drivers/memory';
import { createCache } from 'cache-manager';
import { LRUCache } from 'lru-cache';
import { Cache } from '../../src/cache/index.ts';
import { format, summarise, table } from '../samples.ts';
import { atLeast, atMost, type Budget } from '../budget.ts';
import { valueOf } from './value.ts';

const KEYS = 1_000;
const ROUNDS = 31;
const TTL_MS = 3_600_000;
const VALUE_BYTES = 2_000;

type Value = Record<string, unknown>;

interface Contender {
  readonly name: string;
  readonly reads: number;
  /** Reads `reads` keys and returns something that depends on all of them. */
  readonly run: (reads: number) => number | Promise<number>;
}

const load = (): never => {
  throw new Error('a hit was expected');
};

export async function memoryHits(): Promise<readonly Budget[]> {
  const cache = new Cache();
  const space = cache.space<Value>({ name: 'hits', ttlMs: TTL_MS, maxEntries: 2_000, maxBytes: 64 * 1024 * 1024 });
  const keys = Array.from({ length: KEYS }, (_, i) => space.key('local', 'prompt', i));
  const random = seededRandom(1);
  const order = Uint16Array.from({ length: 4_096 }, () => Math.floor(random() * KEYS));
  const keyAt = (i: number) => keys[order[i & 4_095] ?? 0] ?? space.key('');

  const map = new LRUCache<string, Value>({ max: 2_000 });
  const bento = new BentoCache({
    default: 'memory',
    stores: { memory: bentostore().useL1Layer(memoryDriver({ maxItems: 2_000, serialize: false })) },
  });
  const manager = createCache({ ttl: TTL_MS });
  const entries = new LRUCache<string, CacheEntry<Value>>({ max: 2_000 });
  for (const [i, key] of keys.entries()) {
    const value = valueOf(VALUE_BYTES, i);
    map.set(key, value);
    await space.get(key, () => value);
    await bento.set({ key, value, ttl: TTL_MS });
    await manager.set(key, value);
    await cachified({ key, cache: entries, ttl: TTL_MS, getFreshValue: () => value });
  }

  const contenders: readonly Contender[] = [
    {
      name: 'lru-cache, bare get',
      reads: 200_000,
      run: (reads) => {
        let sum = 0;
        for (let i = 0; i < reads; i++) sum += Number(map.get(keyAt(i))?.['id']);
        return sum;
      },
    },
    {
      name: 'this cache',
      reads: 200_000,
      run: async (reads) => {
        let sum = 0;
        for (let i = 0; i < reads; i++) {
          const found = space.get(keyAt(i), load);
          sum += Number((found instanceof Promise ? await found : found).value?.['id']);
        }
        return sum;
      },
    },
    {
      name: 'cachified',
      reads: 10_000,
      run: async (reads) => {
        let sum = 0;
        for (let i = 0; i < reads; i++) {
          const value = await cachified({ key: keyAt(i), cache: entries, ttl: TTL_MS, getFreshValue: load });
          sum += Number(value['id']);
        }
        return sum;
      },
    },
    {
      name: 'cache-manager',
      reads: 10_000,
      run: async (reads) => {
        let sum = 0;
        for (let i = 0; i < reads; i++) sum += Number((await manager.wrap<Value>(keyAt(i), load, TTL_MS))['id']);
        return sum;
      },
    },
    {
      name: 'bentocache',
      reads: 10_000,
      run: async (reads) => {
        let sum = 0;
        for (let i = 0; i < reads; i++) {
          const value = await bento.getOrSet<Value>({ key: keyAt(i), ttl: TTL_MS, factory: load });
          sum += Number(value['id']);
        }
        return sum;
      },
    },
  ];

  const samples = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  const sums = new Set<number>();
  for (let round = 0; round < ROUNDS + 3; round++) {
    for (const { name, reads, run } of contenders) {
      const startedMs = performance.now();
      const sum = await run(reads);
      const ns = ((performance.now() - startedMs) * 1e6) / reads;
      if (reads === 10_000) sums.add(sum);
      if (round >= 3) samples.get(name)?.push(ns);
    }
  }
  if (sums.size !== 1) throw new Error('the contenders did not read the same');
  await bento.disconnectAll();

  const medians = [...samples].map(([name, all]) => ({ name, summary: summarise(all) }));
  const median = (name: string) => medians.find((row) => row.name === name)?.summary.p50 ?? Number.NaN;
  const bare = median('lru-cache, bare get');
  const ours = median('this cache');
  console.log(
    `### A hit in memory\n\n${KEYS} keys in random order, values of 2 KB, ${ROUNDS} interleaved rounds, closed loop.\n`,
  );
  console.log(
    table([
      ['', 'ns a hit, median', '95 % interval', '× bare get', '× this cache'],
      ...medians.map(({ name, summary: { p50, p50Low, p50High } }) => [
        name,
        format(p50, 0),
        `${format(p50Low, 0)} to ${format(p50High, 0)}`,
        format(p50 / bare, 1),
        format(p50 / ours, 1),
      ]),
    ]),
  );
  return [
    atMost('L1 hit against a bare lru-cache get', ours / bare, 2),
    atLeast('bentocache against an L1 hit', median('bentocache') / ours, 5, 1),
    atLeast('cache-manager against an L1 hit', median('cache-manager') / ours, 5, 1),
  ];
}
