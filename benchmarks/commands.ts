/**
 * How long a command takes at a terminal, from spawn to its end, and `serve` over HTTP until it says where it listens, in
 * interleaved rounds; beside the same of another checkout when one is named: `npm run bench commands ../before`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { environment, format, summarise, table } from './samples.ts';

const ROUNDS = 25;
/** By then a server has kept its compiled code. */
const LINGER_MS = 10_000;

const checkouts = [
  fileURLToPath(new URL('..', import.meta.url)),
  ...process.argv.slice(2).map((path) => resolve(path)),
];
const scratch = mkdtempSync(join(tmpdir(), 'commands-'));

interface Command {
  readonly name: string;
  readonly args: readonly string[];
  /** Over when it has written to standard error; else when it has ended. */
  readonly isServer?: true;
}

const COMMANDS: readonly Command[] = [
  { name: 'node --eval 0', args: ['--eval', '0'] },
  { name: '--version', args: ['--version'] },
  { name: 'improve "Write a function that parses dates."', args: ['improve', 'Write a function that parses dates.'] },
  { name: 'serve, until it listens', args: ['serve', '--port', '0'], isServer: true },
];

async function run(checkout: number, { name, args, isServer }: Command, lingerMs = 0): Promise<number> {
  const home = join(scratch, String(checkout));
  const bin = args[0] === '--eval' ? [] : [join(checkouts[checkout] ?? '', 'dist/bin.js')];
  const env = { PATH: process.env['PATH'], HOME: home, PROMPT_IMPROVER_STORE_DATA_DIR: join(home, 'data') };
  const startedMs = performance.now();
  const child = spawn(process.execPath, [...bin, ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const closed = once(child, 'close');
  if (isServer) await once(child.stderr, 'data');
  else child.stderr.resume();
  if (!isServer) await closed;
  const elapsedMs = performance.now() - startedMs;
  if (lingerMs > 0) await delay(lingerMs);
  if (isServer) child.kill('SIGTERM');
  const [code] = await closed;
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
  return elapsedMs;
}

const samples = COMMANDS.map(() => checkouts.map((): number[] => []));
try {
  for (const [checkout] of checkouts.entries()) {
    for (const command of COMMANDS) await run(checkout, command, command.isServer ? LINGER_MS : 0);
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const [at, command] of COMMANDS.entries()) {
      for (const [checkout] of checkouts.entries()) samples[at]?.[checkout]?.push(await run(checkout, command));
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

console.log(`Commands, from spawn, ms. ${environment()}. n = ${ROUNDS} each, interleaved.\n`);
const [, ...others] = checkouts;
console.log(
  table([
    ['command', 'p50', '95 % interval', ...others.flatMap(() => ['there p50', 'here / there'])],
    ...COMMANDS.map(({ name }, at) => {
      const [own, ...there] = (samples[at] ?? []).map(summarise);
      const row = [
        `\`${name}\``,
        format(own?.p50 ?? Number.NaN, 0),
        `${format(own?.p50Low ?? Number.NaN, 0)} to ${format(own?.p50High ?? Number.NaN, 0)}`,
      ];
      return row.concat(there.flatMap(({ p50 }) => [format(p50, 0), format((own?.p50 ?? Number.NaN) / p50, 2)]));
    }),
  ]),
);
