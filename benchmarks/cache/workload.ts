/** A stated workload of skewed reads through L1 and L2, and many callers that miss at once. */
import { seededRandom } from '../../test/random.ts';
import { Cache } from '../../src/cache/index.ts';
import { format, table } from '../samples.ts';
import { LRUCache } from 'lru-cache';
import { atLeast, atMost, type Budget } from '../budget.ts';

const KEYS = 10_000;
const READS = 200_000;
const L1_ENTRIES = 2_000;
/** Zipf's exponent. */
const S = 1;

/** Keys as a Zipf law draws them, and the share of reads that the `L1_ENTRIES` most frequent keys get. */
function drawn(): { readonly order: Uint16Array; readonly bestShare: number } {
  const cumulative = new Float64Array(KEYS);
  let sum = 0;
  for (let rank = 1; rank <= KEYS; rank++) cumulative[rank - 1] = sum += rank ** -S;
  const random = seededRandom(7);
  const order = Uint16Array.from({ length: READS }, () => {
    const at = random() * sum;
    let [low, high] = [0, KEYS - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulative[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  });
  return { order, bestShare: (cumulative[L1_ENTRIES - 1] ?? 0) / sum };
}

export async function workload(redisUrl: string): Promise<readonly Budget[]> {
  const { order, bestShare } = drawn();
  await using cache = new Cache({ redisUrl, prefix: 'bench-workload', deadlineMs: 1_000 });
  await cache.whenConnected(5_000);
  const space = cache.space<{ readonly n: number }>({ name: 'zipf', ttlMs: 3_600_000, maxEntries: L1_ENTRIES });
  const lru = new LRUCache<number, true>({ max: L1_ENTRIES });
  let lruHits = 0;
  for (const n of order) {
    const found = space.get(space.key('local', n), () => ({ n }));
    if (found instanceof Promise) await found;
    if (lru.get(n) === true) lruHits += 1;
    else lru.set(n, true);
  }
  const { l1HitRate, hitRate, counters } = space.info();
  const asShare = (share: number | null) => format(100 * (share ?? Number.NaN), 1);
  console.log(
    `\n### Hit rates\n\nZipf, s = ${S}, ${KEYS.toLocaleString('en')} keys, ${READS.toLocaleString('en')} reads one after the other, L1 of ${L1_ENTRIES.toLocaleString('en')} entries, empty at the start.\n`,
  );
  console.log(
    table([
      ['', '% of reads'],
      ['L1 (SIEVE)', asShare(l1HitRate)],
      ['L1 and L2', asShare(hitRate)],
      ['the same L1 with LRU (lru-cache)', asShare(lruHits / READS)],
      [`the most that any ${L1_ENTRIES.toLocaleString('en')} entries can have`, asShare(bestShare)],
      ['loaded', asShare(counters.loads / READS)],
    ]),
  );
  return [
    atLeast('L1 and L2 together, % of reads', 100 * (hitRate ?? 0), 90, 1),
    atLeast('L1, % of reads', 100 * (l1HitRate ?? 0), 100 * bestShare - 5, 1),
    await stampede(cache),
  ];
}

async function stampede(cache: Cache): Promise<Budget> {
  const CALLERS = 1_000;
  const space = cache.space<number>({ name: 'stampede', ttlMs: 60_000 });
  const key = space.key('local');
  let loads = 0;
  const load = async () => {
    loads += 1;
    await new Promise((resolve) => setTimeout(resolve, 20));
    return loads;
  };
  await Promise.all(Array.from({ length: CALLERS }, async () => space.get(key, load)));
  return atMost(`loads for ${CALLERS.toLocaleString('en')} callers that miss one key at once`, loads, 1, 0);
}
