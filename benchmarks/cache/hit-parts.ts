/** What a hit in Redis does besides the GET, piece by piece. */
import { crc32 } from 'node:zlib';
import { digest, keyOf } from '../../src/cache/key.ts';
import { freeze } from '../../src/cache/l1/size.ts';
import { format, summarise, table } from '../samples.ts';
import { valueOf } from './value.ts';

const ROUNDS = 41;
const TIMES = 200;

/** Microseconds for each of the items, median over the rounds; each gets new items, because freezing twice costs nothing. */
function medianUs<T>(items: () => readonly T[], work: (item: T) => unknown): number {
  const samples = Array.from({ length: ROUNDS }, () => {
    const all = items();
    const startedMs = performance.now();
    for (const item of all) work(item);
    return ((performance.now() - startedMs) * 1e3) / TIMES;
  });
  return summarise(samples).p50;
}

export function hitParts(sizes: readonly number[]): void {
  const rows = sizes.map((size) => {
    const text = JSON.stringify(valueOf(size));
    const bytes = Buffer.from(text);
    const each =
      <T>(make: (i: number) => T) =>
      () =>
        Array.from({ length: TIMES }, (_, i) => make(i));
    return [
      size.toLocaleString('en'),
      ...[
        medianUs(
          each((i) => keyOf('local', [i])),
          digest,
        ),
        medianUs(
          each(() => bytes),
          // Of a long entry the two ends are summed, 2 KB each: see `l2/envelope.ts`.
          (item) => crc32(item.subarray(0, 4_096)),
        ),
        medianUs(
          each(() => bytes),
          String,
        ),
        medianUs(
          each(() => text),
          (item) => JSON.parse(item),
        ),
        medianUs(
          each(() => JSON.parse(text)),
          freeze,
        ),
      ].map((us) => format(us, 1)),
    ];
  });
  console.log(`\nPieces of a hit, µs, medians of ${ROUNDS} rounds of ${TIMES}; a bare GET makes text too.\n`);
  console.log(table([['bytes of JSON', 'digest of the key', 'checksum', 'text', 'parse', 'freeze and size'], ...rows]));
}
