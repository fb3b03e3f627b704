/**
 * What prompts of 1 MB do to another caller of the same server, over stdio and HTTP, with worker threads and without, each
 * beside the same rounds without large prompts. One caller sends small prompts all the time and is timed; in every other
 * round a second one sends large prompts, one after the other. The budget is on the CPU time of one turn of the server's
 * event loop, which a busy machine does not change; latencies stand beside it.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startHttp, startStdio, type ServerUnderTest } from './large-prompts/server.ts';
import { promptOf } from './prompts.ts';
import { environment, format, summarise, table } from './samples.ts';

const ROUNDS = Number(process.argv[2] ?? 4);
const LARGE_PER_ROUND = 6;
const BUDGET_MS = 25;
const PAUSE_MS = 4;
const LARGE_CHARS = 990_000;

const REPEATED = 'Keep the tone of the whole letter friendly and warm.';
const SMALL = promptOf(900);

const MATERIAL = promptOf(LARGE_CHARS);

/** A tool and its arguments; each text begins with the number of the case, so that none comes twice. */
type LargeCall = (number: number) => readonly [tool: string, args: object];

const improving =
  (prompt: string): LargeCall =>
  (number) => ['improve_prompt', { prompt: `Case ${number}: ${prompt}` }];

/** Prompts that are left alone, changed, of two bytes a character, and that cannot be compressed; and two texts at once. */
const LARGE: readonly LargeCall[] = [
  improving(MATERIAL),
  improving(`${REPEATED} Write to my landlord. ${REPEATED}\n\n${promptOf(LARGE_CHARS - 200)}`),
  improving(`“${MATERIAL}`),
  improving(`What does this file hold?\n\n${randomBytes((LARGE_CHARS / 4) * 3 - 60).toString('base64')}`),
  (number) => ['check_rewrite', { prompt: `Case ${number}: ${MATERIAL}`, rewrite: `Case ${number}. ${MATERIAL}` }],
  (number) => ['compare_prompts', { prompt_a: `Case ${number}: ${MATERIAL}`, prompt_b: `Case ${number}. ${MATERIAL}` }],
];

interface Figures {
  readonly small: number[];
  readonly large: number[];
  cpuMs: number;
  ownMs: number;
  wallMs: number;
}

const scratch = mkdtempSync(join(tmpdir(), 'large-prompt-'));
let dataDirs = 0;

const doors = { stdio: startStdio, HTTP: startHttp } as const;

async function round(server: ServerUnderTest, figures: Figures, withLarge: boolean): Promise<void> {
  await server.loop();
  const over = new AbortController();
  const large = (withLarge ? sendLarge(server, figures) : sleep(LARGE_PER_ROUND * 150)).finally(() => over.abort());
  for (let i = 0; !over.signal.aborted; i++) {
    const startedMs = performance.now();
    await server.call('improve_prompt', { prompt: `Case ${i}: ${SMALL}` });
    figures.small.push(performance.now() - startedMs);
    await sleep(PAUSE_MS);
  }
  await large;
  const { cpuMs, ownMs, wallMs } = await server.loop();
  figures.cpuMs = Math.max(figures.cpuMs, cpuMs);
  figures.ownMs = Math.max(figures.ownMs, ownMs);
  figures.wallMs = Math.max(figures.wallMs, wallMs);
}

async function sendLarge(server: ServerUnderTest, figures: Figures): Promise<void> {
  for (let i = 0; i < LARGE_PER_ROUND; i++) {
    const startedMs = performance.now();
    await callLarge(server, i);
    figures.large.push(performance.now() - startedMs);
  }
}

async function callLarge(server: ServerUnderTest, number: number): Promise<void> {
  const [tool, args] = LARGE[number % LARGE.length]?.(number) ?? [];
  if (tool !== undefined && args !== undefined) await server.call(tool, args);
}

const noFigures = (): Figures => ({ small: [], large: [], cpuMs: 0, ownMs: 0, wallMs: 0 });
const rows: string[][] = [];
let kept = true;
for (const [door, start] of Object.entries(doors)) {
  const servers = await Promise.all(
    [0, 1].map(async (threads) => {
      const server = await start(join(scratch, `data-${dataDirs++}`), threads);
      // The first of each kind compile the code they run through.
      for (const number of LARGE.keys()) await callLarge(server, number);
      for (let i = 0; i < 200; i++) await server.call('improve_prompt', { prompt: SMALL });
      return { threads, server, control: noFigures(), measured: noFigures() };
    }),
  );
  for (let i = 0; i < ROUNDS; i++) {
    for (const { server, control, measured } of servers) {
      await round(server, control, false);
      await round(server, measured, true);
    }
  }
  for (const { threads, server, control, measured } of servers) {
    const computed = await server.computedInWorkers();
    await server.close();
    rows.push(row(door, threads, 'no', control, 0), row(door, threads, 'yes', measured, computed));
    if (threads > 0 && (measured.cpuMs > BUDGET_MS || computed === 0)) kept = false;
  }
}
rmSync(scratch, { recursive: true, force: true });

function row(door: string, threads: number, large: string, figures: Figures, computed: number): string[] {
  const { n, p50, p99 } = summarise(figures.small);
  const of = (value: number) => format(value, 1);
  const largeP50 = figures.large.length === 0 ? 'n/a' : format(summarise(figures.large).p50, 0);
  const worst = Math.max(...figures.small);
  return [
    door,
    String(threads),
    large,
    String(n),
    of(p50),
    of(p99),
    of(worst),
    of(figures.cpuMs),
    of(figures.ownMs),
    of(figures.wallMs),
    largeP50,
    String(computed),
  ];
}

console.log(
  `Small prompts beside prompts of 1 MB, ms. ${environment()}. ${ROUNDS} rounds each, interleaved, ${LARGE_PER_ROUND} large calls a round.\n`,
);
console.log(
  table([
    [
      'door',
      'worker threads',
      'large prompts',
      'n',
      'p50',
      'p99',
      'max',
      'loop held: CPU',
      'CPU and disk',
      'clock',
      'large p50',
      'computed in workers',
    ],
    ...rows,
  ]),
);
console.log(
  `\nBudget: with worker threads, no turn of the event loop takes over ${BUDGET_MS} ms of CPU: ${kept ? 'kept' : 'NOT kept'}.`,
);
process.exitCode = kept ? 0 : 3;
