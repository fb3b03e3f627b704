/**
 * A hit in Redis, beside a bare GET of the client for the same bytes. A bare GET hands over text, so its like is a hit in a space
 * of text; the like of a hit in a space of JSON is a GET with JSON.parse. Asked one at a time, JSON has the budget on a bare GET, too.
 */
import { createClient } from '@redis/client';
import { Cache } from '../../src/cache/index.ts';
import { format, summarise, table } from '../samples.ts';
import { hitParts } from './hit-parts.ts';
import { atMost, type Budget } from '../budget.ts';
import { valueOf } from './value.ts';

const SIZES = [100, 2_000, 20_000] as const;
const ROUNDS = 41;
/** Enough for the compiler to have finished with every contender. */
const WARM_UP_ROUNDS = 15;
const READS = 320;
const CONCURRENT = [1, 32] as const;
/** Times what a hit is compared to. */
const MOST = 1.3;

type Read = (i: number) => unknown;

interface Cost {
  readonly wallUs: number;
  /** Of this process, system calls included: what a busy machine changes least. */
  readonly cpuUs: number;
}

/** Of one read, `concurrent` of them always under way. */
async function time(read: Read, concurrent: number): Promise<Cost> {
  let next = 0;
  const cpu = process.cpuUsage();
  const startedMs = performance.now();
  const lane = async () => {
    while (next < READS) await read(next++);
  };
  await Promise.all(Array.from({ length: concurrent }, lane));
  const wallUs = ((performance.now() - startedMs) * 1e3) / READS;
  const { user, system } = process.cpuUsage(cpu);
  return { wallUs, cpuUs: (user + system) / READS };
}

const NAMES = ['bare', 'lean', 'parsed', 'json', 'text'] as const;
type Name = (typeof NAMES)[number];
const PAIRS: readonly (readonly [Name, Name])[] = [
  ['text', 'bare'],
  ['parsed', 'bare'],
  ['json', 'bare'],
  ['json', 'parsed'],
];

const fail = (): never => {
  throw new Error('a hit was expected');
};

async function spaceOf<V>(cache: Cache, size: number, codec: 'json' | 'text', valueAt: (i: number) => V) {
  // L1 keeps one value: each read is put there, and none is found there.
  const space = cache.space<V>({ name: `hits-${codec}-${size}`, ttlMs: 3_600_000, codec, maxEntries: 1 });
  const keys = Array.from({ length: READS }, (_, i) => space.key('local', i));
  for (const [i, key] of keys.entries()) await space.get(key, () => valueAt(i));
  while ((cache.info().shared?.writesUnderWay ?? 0) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  return { space, read: (i: number) => space.get(keys[i] ?? space.key(''), fail) };
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
    const names = Array.from({ length: READS }, (_, i) => `bench-hits:bare:${size}:${i}`);
    for (const [i, name] of names.entries()) await client.set(name, JSON.stringify(valueOf(size, i)));
    const json = await spaceOf(cache, size, 'json', (i) => valueOf(size, i));
    const text = await spaceOf(cache, size, 'text', (i) => JSON.stringify(valueOf(size, i)));
    const contenders: Readonly<Record<Name, Read>> = {
      bare: (i) => client.get(names[i] ?? ''),
      lean: (i) => lean.get(names[i] ?? ''),
      parsed: async (i) => JSON.parse((await client.get(names[i] ?? '')) ?? ''),
      json: json.read,
      text: text.read,
    };
    for (const concurrent of CONCURRENT) {
      const samples: Record<Name, Cost[]> = { bare: [], lean: [], parsed: [], json: [], text: [] };
      for (let round = 0; round < ROUNDS + WARM_UP_ROUNDS; round++) {
        for (const name of NAMES) {
          const cost = await time(contenders[name], concurrent);
          if (round >= WARM_UP_ROUNDS) samples[name].push(cost);
        }
      }
      // Within a round, so that whatever else the machine does meanwhile weighs on both.
      const ratio = (name: Name, to: Name, of: keyof Cost = 'wallUs') =>
        summarise(samples[name].map((cost, i) => cost[of] / (samples[to][i]?.[of] ?? Number.NaN))).p50;
      rows.push([
        size.toLocaleString('en'),
        String(concurrent),
        ...NAMES.map((name) => format(summarise(samples[name].map(({ wallUs }) => wallUs)).p50, 1)),
        ...PAIRS.map(([name, to]) => `${format(ratio(name, to), 2)} (${format(ratio(name, to, 'cpuUs'), 2)})`),
      ]);
      const what = `${size} bytes, ${concurrent} at a time`;
      budgets.push(atMost(`L2 hit of text against a bare GET, ${what}`, ratio('text', 'bare'), MOST));
      budgets.push(atMost(`L2 hit of JSON against GET and JSON.parse, ${what}`, ratio('json', 'parsed'), MOST));
      // With many under way a GET takes less than parsing what it brings: no hit of JSON could keep the budget then.
      if (concurrent === 1)
        budgets.push(atMost(`L2 hit of JSON against a bare GET, ${what}`, ratio('json', 'bare'), MOST));
    }
    for (const { space } of [json, text]) {
      const { l1Hits, l2Hits, loads } = space.info().counters;
      if (l1Hits > 0 || l2Hits < READS || loads > READS) throw new Error('not all was read from L2');
    }
  }
  await cache.close();
  client.destroy();
  lean.destroy();
  console.log(
    `\n### A hit in Redis\n\nµs a read, medians of ${ROUNDS} interleaved rounds of ${READS} reads, closed loop, loopback; ratios are medians of those within a round, and in brackets those of the CPU time of this process.\n`,
  );
  console.log(
    table([
      [
        'bytes of JSON',
        'at a time',
        'bare GET',
        'GET, no command timeout',
        'GET and JSON.parse',
        'L2 hit, JSON',
        'L2 hit, text',
        'text × bare GET',
        'GET and parse × bare GET',
        'JSON × bare GET',
        'JSON × GET and parse',
      ],
      ...rows,
    ]),
  );
  hitParts(SIZES);
  return budgets;
}
