/** A hit in Redis, beside a bare GET of the client for the same bytes. */
import { createClient } from '@redis/client';
import { Cache } from '../../src/cache/index.ts';
import { format, summarise, table } from '../samples.ts';
import { atMost, valueOf, type Budget } from './report.ts';

const SIZES = [100, 2_000, 20_000] as const;
const ROUNDS = 41;
/** Enough for the compiler to have finished with every contender. */
const WARM_UP_ROUNDS = 15;
const READS = 320;
const CONCURRENT = [1, 32] as const;

type Read = (i: number) => Promise<unknown>;

/** Microseconds a read takes, `concurrent` of them always under way. */
async function time(read: Read, concurrent: number): Promise<number> {
  let next = 0;
  const startedMs = performance.now();
  const lane = async () => {
    while (next < READS) await read(next++);
  };
  await Promise.all(Array.from({ length: concurrent }, lane));
  return ((performance.now() - startedMs) * 1e3) / READS;
}

export async function redisHits(redisUrl: string): Promise<readonly Budget[]> {
  const client = createClient({ url: redisUrl });
  const lean = createClient({ url: redisUrl, commandOptions: { timeout: 0 } });
  await Promise.all([client.connect(), lean.connect()]);
  const cache = new Cache({ redisUrl, prefix: 'bench-hits', deadlineMs: 1_000 });
  await cache.whenConnected(5_000);
  const rows: string[][] = [];
  const budgets: Budget[] = [];
  for (const size of SIZES) {
    // L1 has room for nothing.
    const space = cache.space({ name: `hits-${size}`, ttlMs: 3_600_000, maxEntries: 1, maxBytes: 1_024 });
    const keys = Array.from({ length: READS }, (_, i) => space.key('local', i));
    for (const [i, key] of keys.entries()) {
      const value = valueOf(size, i);
      await client.set(`bench-hits:bare:${size}:${i}`, JSON.stringify(value));
      await space.get(key, () => value);
    }
    while ((cache.info().shared?.writesUnderWay ?? 0) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const bareKeys = keys.map((_, i) => `bench-hits:bare:${size}:${i}`);
    const fail = (): never => {
      throw new Error('a hit was expected');
    };
    const contenders: readonly (readonly [string, Read])[] = [
      ['bare', (i) => client.get(bareKeys[i] ?? '')],
      ['lean', (i) => lean.get(bareKeys[i] ?? '')],
      ['parsed', async (i) => JSON.parse((await client.get(bareKeys[i] ?? '')) ?? '')],
      ['ours', async (i) => space.get(keys[i] ?? space.key(''), fail)],
    ];
    for (const concurrent of CONCURRENT) {
      const samples = new Map(contenders.map(([name]) => [name, [] as number[]]));
      for (let round = 0; round < ROUNDS + WARM_UP_ROUNDS; round++) {
        for (const [name, read] of contenders) {
          const us = await time(read, concurrent);
          if (round >= WARM_UP_ROUNDS) samples.get(name)?.push(us);
        }
      }
      const median = (name: string) => summarise(samples.get(name) ?? []).p50;
      const bare = samples.get('bare') ?? [];
      // Within a round, so that whatever else the machine does meanwhile weighs on both.
      const ratio = summarise((samples.get('ours') ?? []).map((us, i) => us / (bare[i] ?? Number.NaN))).p50;
      rows.push([
        size.toLocaleString('en'),
        String(concurrent),
        ...['bare', 'lean', 'parsed', 'ours'].map((name) => format(median(name), 1)),
        format(ratio, 2),
      ]);
      budgets.push(atMost(`L2 hit against a bare GET, ${size} bytes, ${concurrent} at a time`, ratio, 1.3));
    }
    if (space.info().counters.l2Hits === 0) throw new Error('nothing was read from L2');
  }
  await cache.close();
  client.destroy();
  lean.destroy();
  console.log(
    `\n### A hit in Redis\n\nµs a read, medians of ${ROUNDS} interleaved rounds of ${READS} reads, closed loop, loopback; the last column is the median of the ratios within a round.\n`,
  );
  console.log(
    table([
      [
        'bytes of JSON',
        'at a time',
        'bare GET',
        'GET, no command timeout',
        'GET and JSON.parse',
        'this cache, L2 hit',
        '× bare GET',
      ],
      ...rows,
    ]),
  );
  return budgets;
}
