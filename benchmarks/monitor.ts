/**
 * The monitor under an hour of calls: memory, and time for each call. `--calls <number>` is 10,000,000 unless said
 * otherwise, over 50 tools and the hour before now, on a clock of its own. Exit code 3 beyond the budgets.
 */
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { FinishedOperation, OperationSink } from '../src/performance/operation.ts';
import { Monitor } from '../src/performance/monitor/monitor.ts';
import { normal, seededRandom } from '../test/random.ts';
import { environment, quantile, table } from './samples.ts';

const CALLS = Number(parseArgs({ options: { calls: { type: 'string', default: '10000000' } } }).values.calls);
const TOOLS = 50;
const SECONDS = 3_600;
const BUDGET_BYTES = 20 * 1_048_576;
const BUDGET_NS = 1_000;
const BUDGET_ERROR = 0.01;
const ROUNDS = 5;
const START_MS = Date.UTC(2026, 0, 1);

setFlagsFromString('--expose-gc');
// The flag gives `gc` to contexts made after it.
const collect = runInNewContext('gc') as () => void;

const random = seededRandom(1);
/** Log-normal around 8 ms, each tool faster or slower than the others. */
const durations = Float64Array.from({ length: 65_536 }, (_, i) => {
  return Math.exp(normal(random) * 0.8 + Math.log(8)) * (0.2 + ((i % TOOLS) / TOOLS) * 4);
});
interface Mutable extends FinishedOperation {
  endedAtMs: number;
  durationMs: number;
}
const operations = Array.from({ length: TOOLS }, (_, i): Mutable => ({
  method: 'tools/call',
  target: `tool-${i}`,
  transport: 'http',
  outcome: i % 20 === 0 ? 'tool_error' : 'ok',
  endedAtMs: START_MS,
  durationMs: 0,
  phaseMs: [],
}));

function newBench() {
  const clock = { ms: 0 };
  const monitor = new Monitor({ now: () => START_MS + clock.ms, monotonic: () => clock.ms });
  return { clock, monitor };
}

/** Nanoseconds of processor time for one call. */
function run(sink: OperationSink, clock: { ms: number }): number {
  const perMs = CALLS / (SECONDS * 1_000);
  const before = process.cpuUsage();
  for (let i = 0; i < CALLS; i++) {
    const operation = operations[i % TOOLS] as Mutable; // there are so many
    clock.ms = i / perMs;
    operation.endedAtMs = START_MS + clock.ms;
    operation.durationMs = durations[i & 65_535] ?? 0;
    sink.record(operation);
  }
  const { user, system } = process.cpuUsage(before);
  return ((user + system) * 1e3) / CALLS;
}

function memoryBytes(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function timed(work: () => unknown): number {
  const times = Array.from({ length: 21 }, () => {
    const startMs = performance.now();
    work();
    return performance.now() - startMs;
  });
  return quantile(times, 0.5);
}

const nothing: OperationSink = { record: () => {} };
const warm = newBench();
run(warm.monitor, warm.clock);
const withIt: number[] = [];
const without: number[] = [];
let bytes = 0;
let last = warm;
for (let round = 0; round < ROUNDS; round++) {
  without.push(run(nothing, { ms: 0 }));
  last = newBench();
  const before = memoryBytes();
  withIt.push(run(last.monitor, last.clock));
  bytes = Math.max(bytes, memoryBytes() - before);
}
const ns = quantile(withIt, 0.5) - quantile(without, 0.5);

last.clock.ms = SECONDS * 1_000;
const hour = last.monitor.window(3_600);
const exact = Float64Array.from({ length: CALLS }, (_, i) => durations[i & 65_535] ?? 0).sort();
const errorOf = (q: number) => {
  const wanted = exact[Math.ceil(q * CALLS) - 1] ?? Number.NaN;
  return Math.abs((hour.quantileMs(q) ?? 0) - wanted) / wanted;
};
const errors = [0.5, 0.95, 0.99].map(errorOf);
const windowMs = [60, 300, 3_600].map((seconds) => timed(() => last.monitor.window(seconds)));
const toolMs = timed(() => last.monitor.window(3_600, 'tools/call/tool-7'));

console.log(`${CALLS.toLocaleString('en')} calls over ${TOOLS} tools within an hour. ${environment()}.\n`);
console.log(
  table([
    ['what', 'figure', 'budget'],
    ['memory (heap and buffers), most of 5 rounds', `${(bytes / 1_048_576).toFixed(1)} MiB`, '20 MiB'],
    ['a call recorded, seconds and minutes included', `${ns.toFixed(0)} ns`, `${BUDGET_NS} ns`],
    ['error of p50, p95, p99 of the hour', errors.map((e) => `${(100 * e).toFixed(2)} %`).join(', '), '1 %'],
    ['calls counted in the hour', hour.count.toLocaleString('en'), CALLS.toLocaleString('en')],
    ['reading 1, 5, 60 minutes', windowMs.map((ms) => `${ms.toFixed(2)} ms`).join(', '), ''],
    ['reading 60 minutes of one tool', `${toolMs.toFixed(2)} ms`, ''],
  ]),
);
if (bytes > BUDGET_BYTES || ns > BUDGET_NS || errors.some((e) => !(e <= BUDGET_ERROR)) || hour.count !== CALLS)
  process.exitCode = 3;
