/** What compressing costs a hit in Redis, and what it saves: from which size, and on how slow a network, it pays. */
import { seededRandom } from '../../test/random.ts';
import { Cache } from '../../src/cache/index.ts';
import { compress, decompress } from '../../src/cache/l2/compress.ts';
import { TcpProxy } from '../../test/store/tcp-proxy.ts';
import { format, summarise, table } from '../samples.ts';
import type { Budget } from '../budget.ts';

const SIZES = [4_000, 16_000, 32_000, 64_000, 256_000] as const;
const KEYS = 16;
const ROUNDS = 41;
const DELAYS_MS = [0, 1] as const;

/** Words as unevenly used as those of a language: packs to about a third, as prose does. */
function proseOf(length: number, seed: number): string {
  const random = seededRandom(seed);
  const letter = () => String.fromCharCode(97 + Math.floor(random() * 26));
  const words = Array.from({ length: 2_000 }, () =>
    Array.from({ length: 2 + Math.floor(random() * 8) }, letter).join(''),
  );
  let text = '';
  while (text.length < length) text += `${words[Math.floor(2_000 ** random()) - 1] ?? ''} `;
  return text.slice(0, length);
}

async function readerOf(cache: Cache, name: string, values: readonly string[]): Promise<() => Promise<number>> {
  const space = cache.space<string>({ name, ttlMs: 3_600_000, codec: 'text', maxEntries: 1, maxBytes: 1_024 });
  const keys = values.map((_, i) => space.key('local', i));
  for (const [i, key] of keys.entries()) await space.get(key, () => values[i]);
  while ((cache.info().shared?.writesUnderWay ?? 0) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  return async () => {
    const startedMs = performance.now();
    for (const key of keys) {
      const { level } = await space.get(key, () => '');
      if (level !== 'l2') throw new Error('a hit was expected');
    }
    return ((performance.now() - startedMs) * 1e3) / keys.length;
  };
}

export async function compression(redis: { readonly port: number }): Promise<readonly Budget[]> {
  await using proxy = await TcpProxy.to('127.0.0.1', redis.port);
  const open = (prefix: string, compressFromBytes: number) =>
    new Cache({ redisUrl: `redis://127.0.0.1:${proxy.port}`, prefix, compressFromBytes, deadlineMs: 2_000 });
  await using plain = open('bench-plain', Number.POSITIVE_INFINITY);
  await using packed = open('bench-packed', 1);
  await Promise.all([plain.whenConnected(5_000), packed.whenConnected(5_000)]);
  const rows: string[][] = [];
  for (const size of SIZES) {
    const values = Array.from({ length: KEYS }, (_, i) => proseOf(size, i));
    const { bytes, packUs, unpackUs, decodeUs } = timePacking(Buffer.from(values[0] ?? ''));
    const extraUs = unpackUs - decodeUs;
    proxy.delayMs = 0;
    const reads = {
      plain: await readerOf(plain, `size-${size}`, values),
      packed: await readerOf(packed, `size-${size}`, values),
    };
    const hits: string[] = [];
    for (const delayMs of DELAYS_MS) {
      proxy.delayMs = delayMs;
      const samples = { plain: [] as number[], packed: [] as number[] };
      for (let round = -5; round < ROUNDS; round++) {
        for (const name of ['plain', 'packed'] as const) {
          const us = await reads[name]();
          if (round >= 0) samples[name].push(us);
        }
      }
      hits.push(format(summarise(samples.packed.map((us, i) => us / (samples.plain[i] ?? Number.NaN))).p50, 2));
    }
    rows.push([
      size.toLocaleString('en'),
      format(size / bytes, 1),
      format(packUs, 0),
      format(extraUs, 0),
      // Bits saved on the way, by the microseconds that reading takes longer.
      format(((size - bytes) * 8) / extraUs, 0),
      ...hits,
    ]);
  }
  console.log(
    `\n### Compression in Redis\n\nText that packs as prose does; medians of ${ROUNDS} rounds, hits interleaved, ${KEYS} a round one at a time, through a proxy.\n`,
  );
  console.log(
    table([
      [
        'bytes',
        'packs to 1 /',
        'µs to pack',
        'µs more to read',
        'quicker to read below Mbit/s',
        'packed × plain hit, loopback',
        'the same, 1 ms added',
      ],
      ...rows,
    ]),
  );
  return [];
}

function timePacking(plain: Buffer) {
  const packed = compress(plain);
  if (packed === undefined) throw new Error('does not pack');
  const medianUs = (work: () => unknown) =>
    summarise(
      Array.from({ length: ROUNDS }, () => {
        const startedMs = performance.now();
        work();
        return (performance.now() - startedMs) * 1e3;
      }),
    ).p50;
  return {
    bytes: packed.bytes.length,
    packUs: medianUs(() => compress(plain)),
    unpackUs: medianUs(() => decompress(packed.packing, packed.bytes).toString()),
    decodeUs: medianUs(() => plain.toString()),
  };
}
