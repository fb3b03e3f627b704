/**
 * Time of `improve()` by length of the prompt, in this process, beside `JSON.stringify` of the same prompt as a yardstick
 * that everybody knows. Every call gets a prompt that differs in its first characters, so that nothing can be remembered.
 * With the folder of another checkout as argument, its `improve()` is timed in turn with this one, call by call.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { improve } from '../src/prompt/improve.ts';
import { promptOf } from './prompts.ts';
import { environment, format, summarise, table } from './samples.ts';

const SIZES: readonly { readonly length: number; readonly n: number }[] = [
  { length: 100, n: 3000 },
  { length: 1000, n: 3000 },
  { length: 8000, n: 1000 },
  { length: 10_000, n: 400 },
  { length: 100_000, n: 60 },
  { length: 1_000_000, n: 12 },
];

type Work = (text: string) => unknown;

const own: Work = (text) => improve({ prompt: text });
const other = await improverOf(process.argv[2]);

async function improverOf(checkout: string | undefined): Promise<Work | undefined> {
  if (checkout === undefined) return undefined;
  const file = pathToFileURL(resolve(checkout, 'src/prompt/improve.ts')).href;
  const { improve: theirs } = (await import(file)) as { improve: typeof improve };
  return (text) => theirs({ prompt: text });
}

/** Samples of each, taken in turn: what the machine does beside meets them alike. */
function time(n: number, prompt: string, ...works: readonly Work[]): readonly (readonly number[])[] {
  const samples = works.map((): number[] => []);
  for (let i = 0; i < n + Math.ceil(n / 5); i++) {
    const text = `Case ${i}: ${prompt}`;
    for (const [index, work] of works.entries()) {
      const startedMs = performance.now();
      work(text);
      const elapsedMs = performance.now() - startedMs;
      if (i >= n / 5) samples[index]?.push(elapsedMs);
    }
  }
  return samples;
}

const rows = SIZES.map(({ length, n }) => {
  const prompt = promptOf(length);
  const works = [own, (text: string) => JSON.stringify(text), ...(other ? [other] : [])];
  const [improved, yardstick, before] = time(n, prompt, ...works).map(summarise);
  if (!improved || !yardstick) throw new Error('Each work has its samples.');
  return { length, improved, yardstick, before };
});

console.log(
  `improve() by length of the prompt, ms. ${environment()}. Closed loop, one fifth of the calls as warm-up.\n`,
);
console.log(
  table([
    ['characters', 'n', 'p50', 'p99', 'ns per character', '× JSON.stringify', ...(other ? ['other p50', 'ratio'] : [])],
    ...rows.map(({ length, improved, yardstick, before }) => [
      length.toLocaleString('en'),
      String(improved.n),
      format(improved.p50, 3),
      format(improved.p99, 3),
      format((improved.p50 * 1e6) / length, 0),
      format(improved.p50 / yardstick.p50, 0),
      ...(before ? [format(before.p50, 3), format(improved.p50 / before.p50, 2)] : []),
    ]),
  ]),
);

const at = (length: number) => rows.find((row) => row.length === length)?.improved;
const small = at(1000)?.p50 ?? Number.NaN;
const medium = at(8000)?.p99 ?? Number.NaN;
const growth = (at(1_000_000)?.p50 ?? Number.NaN) / (at(10_000)?.p50 ?? Number.NaN) / 100;
const verdict = (kept: boolean) => (kept ? 'kept' : 'NOT kept');
console.log(`\n1,000 characters, p50 at most 0.3 ms: ${format(small, 3)} ms, ${verdict(small <= 0.3)}.`);
console.log(`8,000 characters, p99 under 15 ms: ${format(medium, 3)} ms, ${verdict(medium < 15)}.`);
console.log(`Time per character, 1,000,000 against 10,000, at most 2: ${format(growth, 2)}, ${verdict(growth <= 2)}.`);
process.exitCode = small <= 0.3 && medium < 15 && growth <= 2 ? 0 : 3;
