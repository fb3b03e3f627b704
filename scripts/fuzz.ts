/**
 * `npm run fuzz [-- --seeds 3 --runs 20000 --seconds 20 --seed N] [files]`: every property test with random seeds and many more
 * runs than `npm test` gives it. Prints each seed; a failure is repeated by that seed: `npm run fuzz -- --seed N file`.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '3' },
    runs: { type: 'string', default: '20000' },
    /** The most that one property may take. */
    seconds: { type: 'string', default: '20' },
    seed: { type: 'string' },
  },
});
const seeds = values.seed === undefined ? Array.from({ length: Number(values.seeds) }, newSeed) : [Number(values.seed)];
const files = positionals.length > 0 ? positionals : propertyTests();

const failed = seeds.filter((seed) => {
  console.log(`\n== seed ${seed}: ${values.runs} runs or ${values.seconds} s a property`);
  const { status } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--project',
      'unit',
      // Shrinking a counter-example takes its time, too.
      '--testTimeout',
      String(10 * 60 * 1000),
      ...files,
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, FC_SEED: String(seed), FC_RUNS: values.runs, FC_SECONDS: values.seconds },
    },
  );
  return status !== 0;
});
for (const seed of failed) console.error(`\nFailed. Again with: npm run fuzz -- --seed ${seed} --runs ${values.runs}`);
process.exit(failed.length > 0 ? 1 : 0);

/** fast-check takes seeds of 32 bits. */
function newSeed(): number {
  return randomInt(2 ** 31);
}

function propertyTests(): string[] {
  return globSync('src/**/*.test.ts', { cwd: root }).filter((file) =>
    readFileSync(join(root, file), 'utf8').includes("from 'fast-check'"),
  );
}
