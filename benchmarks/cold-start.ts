/**
 * From spawn to the answer of the first request over stdio, and to the answer of the first tool call, beside a server that
 * does the least and a bare SDK v2 server, in interleaved rounds. Closed loop, one process at a time. Compiled code is kept from
 * a server that ran for a while, as at every start but the first one after an installation; that first one is given apart.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { environment, format, summarise, table } from './samples.ts';

const ROUNDS = Number(process.argv[2] ?? 40);
const BUDGET_MS = 250;
/** By then a server has kept its compiled code. */
const LINGER_MS = 10_000;
/** Between the first answer and a first call that finds the server warm. */
const PAUSE_MS = 1_000;
const PAUSED_ROUNDS = 15;
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'bench', version: '1.0.0' } },
};
const INITIALIZED = { jsonrpc: '2.0', method: 'notifications/initialized' };
const CALL = {
  jsonrpc: '2.0',
  id: 2,
  method: 'tools/call',
  params: { name: 'improve_prompt', arguments: { prompt: 'Write a function that parses dates.' } },
};

const scratch = mkdtempSync(join(tmpdir(), 'cold-start-'));
let dataDirs = 0;

interface Server {
  readonly name: string;
  readonly args: () => readonly string[];
}

const own = here('../dist/bin.js');
const servers: readonly Server[] = [
  { name: 'raw', args: () => [here('servers/raw.mjs')] },
  { name: 'SDK v2, bare', args: () => [here('servers/sdk.mjs')] },
  { name: 'prompt-improver', args: () => [own, 'serve', '--stdio', '--data-dir', join(scratch, 'data')] },
  {
    name: 'prompt-improver, new data folder',
    args: () => [own, 'serve', '--stdio', '--data-dir', join(scratch, `data-${dataDirs++}`)],
  },
];

interface Start {
  readonly firstAnswerMs: number;
  readonly firstCallMs: number;
  /** From its request. */
  readonly callMs: number;
}

async function start(
  { name, args }: Server,
  env: NodeJS.ProcessEnv,
  { pauseMs = 0, lingerMs = 0 } = {},
): Promise<Start> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, args(), { stdio: ['pipe', 'pipe', 'inherit'], env });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (...messages: readonly object[]): Promise<number> => {
    child.stdin.write(messages.map((message) => `${JSON.stringify(message)}\n`).join(''));
    const { value } = await answers.next();
    const elapsedMs = performance.now() - startedMs;
    if (JSON.parse(value ?? '{}').result === undefined) throw new Error(`${name} did not answer: ${value}`);
    return elapsedMs;
  };
  const firstAnswerMs = await ask(INITIALIZE);
  if (pauseMs > 0) await delay(pauseMs);
  const askedMs = performance.now();
  const firstCallMs = await ask(INITIALIZED, CALL);
  const callMs = performance.now() - askedMs;
  if (lingerMs > 0) await delay(lingerMs);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.stdin.end();
  await exited;
  return { firstAnswerMs, firstCallMs, callMs };
}

const env = { ...process.env, NODE_COMPILE_CACHE: join(scratch, 'compile-cache') };
const firstEver = await start(
  { name: 'first', args: () => [own, 'serve', '--stdio', '--data-dir', join(scratch, 'first')] },
  env,
  { lingerMs: LINGER_MS },
);
for (const server of servers) await start(server, env);

const starts = new Map<Server, Start[]>(servers.map((server) => [server, []]));
for (let round = 0; round < ROUNDS; round++) {
  for (const server of servers) starts.get(server)?.push(await start(server, env));
}
const paused = new Map<string, number[]>(servers.map(({ name }) => [name, []]));
for (let round = 0; round < PAUSED_ROUNDS; round++) {
  for (const server of servers) paused.get(server.name)?.push((await start(server, env, { pauseMs: PAUSE_MS })).callMs);
}
rmSync(scratch, { recursive: true, force: true });

const medians = (of: (start: Start) => number) =>
  new Map([...starts].map(([{ name }, samples]) => [name, summarise(samples.map(of))]));
const answers = medians((sample) => sample.firstAnswerMs);
const calls = medians((sample) => sample.firstCallMs);
const bare = answers.get('SDK v2, bare')?.p50 ?? Number.NaN;
const bareCall = calls.get('SDK v2, bare')?.p50 ?? Number.NaN;

console.log(`Cold start over stdio, from spawn, ms. ${environment()}. n = ${ROUNDS} each, interleaved.\n`);
console.log(
  table([
    [
      'server',
      'first answer p50',
      '95 % interval',
      '× bare SDK',
      'first tool call p50',
      '× bare SDK',
      'a second later',
    ],
    ...[...answers].map(([name, { p50, p50Low, p50High }]) => {
      const call = calls.get(name)?.p50 ?? Number.NaN;
      return [
        name,
        format(p50, 0),
        `${format(p50Low, 0)} to ${format(p50High, 0)}`,
        format(p50 / bare, 2),
        format(call, 0),
        format(call / bareCall, 2),
        format(summarise(paused.get(name) ?? []).p50, 1),
      ];
    }),
  ]),
);
console.log(
  `\nA second later: how long the first tool call takes when it comes ${PAUSE_MS} ms after the first answer (n = ${PAUSED_ROUNDS}).`,
);
console.log(
  `\nFirst start after installation, without compile cache: ${format(firstEver.firstAnswerMs, 0)} ms (n = 1).`,
);

const ours = answers.get('prompt-improver')?.p50 ?? Number.NaN;
const kept = ours < BUDGET_MS && ours <= bare;
console.log(
  `\nBudget: first answer under ${BUDGET_MS} ms and at most 1.0 of the bare SDK: ${kept ? 'kept' : 'NOT kept'}.`,
);
process.exitCode = kept ? 0 : 3;
