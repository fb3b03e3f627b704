/** `npm run bench [name] [arguments]`: one benchmark, or all of them. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BENCHMARKS = [
  'improve',
  'large-prompt',
  'cold-start',
  'commands',
  'postgres',
  'session-settings',
  'writes',
  'scale',
  'secrets',
  'cache',
  'export',
  'kill-9',
  'chaos',
  'sizing',
  'reads',
  'replicas',
  'trend',
  'overload',
  'limits',
  'monitor',
  'measuring',
  'status',
  'wire',
] as const;

const [wanted, ...args] = process.argv.slice(2);
const names = BENCHMARKS.filter((name) => wanted === undefined || name === wanted);
if (names.length === 0) {
  console.error(`There is no benchmark "${wanted}". There are: ${BENCHMARKS.join(', ')}.`);
  process.exit(2);
}
for (const name of names) {
  const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const { status } = spawnSync(process.execPath, [file, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = status ?? 1;
}
