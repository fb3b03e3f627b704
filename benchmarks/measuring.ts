/** What measuring costs: CPU of a call with it on and off, in turn, the same for traces, and memory after ten million calls. */
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Readable, Writable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { JSONRPCMessage } from '@modelcontextprotocol/server';
import { trace } from '@opentelemetry/api';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { Cache } from '../src/cache/index.ts';
import { PostSpans } from '../src/http/post-spans.ts';
import { operationNames } from '../src/mcp/operation-names.ts';
import { Measuring } from '../src/performance/measuring.ts';
import { OperationMetrics } from '../src/performance/metrics/operation-metrics.ts';
import { Monitor } from '../src/performance/monitor/monitor.ts';
import { OperationMeasure } from '../src/performance/operation-measure.ts';
import type { Span } from '../src/performance/span.ts';
import { Tracing } from '../src/performance/tracing/tracing.ts';
import { readThrough } from '../src/services/read-through.ts';
import { StdioTransport } from '../src/wire/stdio-transport.ts';
import { environment, format, summarise, table } from './samples.ts';

const CALLS = 5_000;
const ROUNDS = 41;
const BUDGET_US = 3;
const LOOKS = 1_000_000;
/** Of looking whether somebody records traces, once a call. */
const LOOK_BUDGET_NS = 250;
const MEMORY_CALLS = 10_000_000;
const TOOLS = 50;
const BUDGET_MB = 20;
const MB = 1_048_576;

const now = () => Date.now();
const monotonic = () => performance.now();
/** As the server has them. */
const sinks = () => [new OperationMeasure(), new OperationMetrics(), new Monitor({ now, monotonic })];
async function newTracing(): Promise<Tracing> {
  const tracing = new Tracing({ name: 'benchmark', version: '1.0.0', wallNow: now });
  await tracing.ready;
  return tracing;
}
const newMeasuring = (tracing?: Tracing) =>
  new Measuring({ sinks: sinks(), namesOf: operationNames, tracing, now: monotonic, wallNow: now });

const prompt = 'Fix the bug in the login form. '.repeat(6);
const request = (id: number) => ({
  jsonrpc: '2.0' as const,
  id,
  method: 'tools/call',
  params: { name: 'improve_prompt', arguments: { prompt } },
});
const result = {
  content: [{ type: 'text', text: prompt.repeat(5) }],
  structuredContent: { improved: prompt, changed: false },
};

const space = new Cache().space<string>({ name: 'benchmark', ttlMs: 3_600_000 });
const KEY = space.key('local', 'a prompt');
await space.get(KEY, () => 'an improvement');

/** What a call of improve_prompt does whose result is known: it is read from memory, and its record is waited for. */
async function work(span: Span | undefined): Promise<void> {
  const found = readThrough(span, space, KEY, () => 'an improvement', 'compute');
  if (found instanceof Promise) await found;
  const sinceMs = span?.now() ?? 0;
  await Promise.resolve();
  span?.addSince('store', sinceMs);
}

type Path = (calls: number) => Promise<void>;

/** A line in, parsed, worked on, answered and written, as over stdio, without the SDK between. */
async function stdioPath(measuring: Measuring | undefined): Promise<Path> {
  const stdin = new Readable({ read() {} });
  const stdout = new Writable({ write: (_chunk, _encoding, done) => done() });
  const transport = new StdioTransport({ stdin, stdout, measuring });
  let answered = Promise.withResolvers<void>();
  const answer = async (id: number) => {
    await work(transport.spans?.get(id));
    await transport.send({ jsonrpc: '2.0', id, result });
    answered.resolve();
  };
  Object.assign(transport, {
    onmessage: (message: JSONRPCMessage & { readonly id: number }) => void answer(message.id),
  });
  await transport.start();
  const lines = Array.from({ length: 100 }, (_, id) => Buffer.from(`${JSON.stringify(request(id))}\n`));
  return async (calls) => {
    for (let i = 0; i < calls; i++) {
      answered = Promise.withResolvers<void>();
      stdin.emit('data', lines[i % lines.length]);
      await answered.promise;
    }
  };
}

/** The same over HTTP: the part of a POST that is measured. */
function httpPath(measuring: Measuring | undefined): Path {
  const body = JSON.stringify(request(1));
  return async (calls) => {
    for (let i = 0; i < calls; i++) {
      const res = Object.assign(new EventEmitter(), { writableFinished: true });
      // No more of it is used.
      const spans = measuring && new PostSpans(measuring, {}, res as unknown as ServerResponse);
      spans?.arrived();
      const parsed: unknown = JSON.parse(body);
      spans?.parsed(parsed, 0);
      await work(spans?.get(1));
      const sinceMs = spans?.now() ?? 0;
      JSON.stringify({ jsonrpc: '2.0', id: 1, result });
      spans?.answered(1, { result }, sinceMs);
      res.emit('close');
    }
  };
}

/** CPU of the process in microseconds a call, garbage collection included. */
async function cpuUs(path: Path): Promise<number> {
  const before = process.cpuUsage();
  await path(CALLS);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / CALLS;
}

/** Nanoseconds of the look whether an SDK is registered, which is all that traces cost without one. */
async function lookNs(): Promise<number> {
  const tracing = await newTracing();
  const span = newMeasuring().begin('stdio', 0);
  const samples: number[] = [];
  for (let round = 0; round < 5; round++) {
    const sinceMs = monotonic();
    for (let look = 0; look < LOOKS; look++) if (tracing.begin(span) !== undefined) throw new Error('an SDK is there');
    samples.push(((monotonic() - sinceMs) * 1e6) / LOOKS);
  }
  return summarise(samples).p50;
}

/** An SDK as most use it, whose exporter gets rid of what it is given. */
async function withSdk<T>(work: () => Promise<T>): Promise<T> {
  const exporter = { export: (_spans: unknown, done: (result: { code: 0 }) => void) => done({ code: 0 }) };
  const processor = new BatchSpanProcessor({ ...exporter, shutdown: async () => {} });
  const provider = new NodeTracerProvider({ spanProcessors: [processor] });
  provider.register();
  try {
    return await work();
  } finally {
    trace.disable();
    await provider.shutdown();
  }
}

async function compare(door: string, off: Path, on: Path): Promise<readonly [row: readonly string[], costUs: number]> {
  await off(CALLS * 2);
  await on(CALLS * 2);
  const samples = { off: [] as number[], on: [] as number[], cost: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    const isOnFirst = round % 2 === 0;
    const first = await cpuUs(isOnFirst ? on : off);
    const second = await cpuUs(isOnFirst ? off : on);
    const [onUs, offUs] = isOnFirst ? [first, second] : [second, first];
    samples.on.push(onUs);
    samples.off.push(offUs);
    samples.cost.push(onUs - offUs);
  }
  const cost = summarise(samples.cost);
  const row = [
    door,
    format(summarise(samples.off).p50, 2),
    format(summarise(samples.on).p50, 2),
    format(cost.p50, 2),
    `${format(cost.p50Low, 2)} to ${format(cost.p50High, 2)}`,
  ];
  return [row, cost.p50];
}

/** Bytes of the heap and of typed arrays, after garbage collection. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void; // what that flag defines
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Ten million calls of 50 tools over more than an hour of a clock of its own, a twentieth of them errors. */
function memory(): number {
  let nowMs = 0;
  const clock = () => nowMs;
  const before = heldBytes();
  const measuring = new Measuring({
    sinks: [new OperationMeasure(), new OperationMetrics(), new Monitor({ now: clock, monotonic: clock })],
    namesOf: (_method, params) => params as { method: string; target: string }, // as given below
    now: clock,
    wallNow: clock,
  });
  const names = Array.from({ length: TOOLS }, (_, tool) => ({ method: 'tools/call', target: `tool_${tool}` }));
  for (let call = 0; call < MEMORY_CALLS; call++) {
    const span = measuring.beginNamed(call % 2 === 0 ? 'http' : 'stdio', nowMs, {
      method: '',
      params: names[(call * 7) % TOOLS],
    });
    nowMs += 0.5;
    span.add('compute', (call % 997) / 7);
    span.answered(
      call % 20 === 0 ? { outcome: 'tool_error', errorType: `CODE_${call % 7}` } : { outcome: 'ok' },
      nowMs,
    );
    span.end();
  }
  const heldMb = (heldBytes() - before) / MB;
  // What was measured is still held: it can be read.
  if (measuring.now() !== nowMs) throw new Error('the clock stood still');
  return heldMb;
}

console.log(
  `CPU of a call, µs. ${environment()}. ${ROUNDS} rounds of ${CALLS.toLocaleString('en')} calls each, in turn.\n`,
);
const rows = [
  await compare('stdio', await stdioPath(undefined), await stdioPath(newMeasuring(await newTracing()))),
  await compare('HTTP', httpPath(undefined), httpPath(newMeasuring(await newTracing()))),
];
console.log(table([['door', 'off', 'on', 'measuring', '95 % interval'], ...rows.map(([row]) => row)]));
console.log(
  '\nThe calls are read, look their result up in memory, wait for a record that is there, are answered and written; neither SDK nor network.\n',
);
const traced = [
  await compare('stdio, no SDK', await stdioPath(newMeasuring()), await stdioPath(newMeasuring(await newTracing()))),
  await compare('HTTP, no SDK', httpPath(newMeasuring()), httpPath(newMeasuring(await newTracing()))),
];
const looking = await lookNs();
await withSdk(async () => {
  traced.push(
    await compare('stdio, an SDK', await stdioPath(newMeasuring()), await stdioPath(newMeasuring(await newTracing()))),
    await compare('HTTP, an SDK', httpPath(newMeasuring()), httpPath(newMeasuring(await newTracing()))),
  );
});
console.log('Traces, beside measuring without them:\n');
console.log(table([['door', 'off', 'on', 'traces', '95 % interval'], ...traced.map(([row]) => row)]));
console.log('\nThe SDK batches its spans and throws them away.\n');
const heldMb = memory();
const isCheap = rows.every(([, costUs]) => costUs <= BUDGET_US);
const isSmall = heldMb <= BUDGET_MB;
const isQuickLook = looking <= LOOK_BUDGET_NS;
console.log(`Measuring a call, at most ${BUDGET_US} µs of CPU on each door: ${isCheap ? 'kept' : 'NOT kept'}.`);
console.log(
  `Looking whether an SDK is registered, at most ${LOOK_BUDGET_NS} ns: ${looking.toFixed(0)} ns, ${isQuickLook ? 'kept' : 'NOT kept'}.`,
);
console.log(
  `Memory after ${MEMORY_CALLS.toLocaleString('en')} calls of ${TOOLS} tools, at most ${BUDGET_MB} MB: ${heldMb.toFixed(1)} MB, ${isSmall ? 'kept' : 'NOT kept'}.`,
);
if (!isCheap || !isSmall || !isQuickLook) process.exitCode = 3;
