/**
 * What a tool call over HTTP costs the server: with the fast lane, without it, and beside a bare SDK v2 server and the least
 * that node:http can do, both of which do no work and answer with as many bytes. Closed loop, in interleaved rounds.
 */
import { fileURLToPath } from 'node:url';
import { Connection, type Response } from './overload/connection.ts';
import { Server } from './overload/processes.ts';
import { atMost, judge } from './budget.ts';
import { environment, format, summarise, table } from './samples.ts';

const ROUNDS = Number(process.argv[2] ?? 21);
const WARM_UP_ROUNDS = 4;
const CALLS = 1_000;
const CONNECTIONS = 16;
/** Of the CPU that the same calls cost without the lane. */
const BUDGET = 0.6;
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const ERAS = ['2025-11-25', '2026-07-28'] as const;
type Era = (typeof ERAS)[number];

const own = [here('../dist/bin.js'), 'serve', '--http', '--port', '0'];
// Admission refuses what a busy machine cannot do in time; what is asked here is what a call costs.
const quiet = { PROMPT_IMPROVER_ADMISSION_ENABLED: 'off' };
const off = { PROMPT_IMPROVER_HTTP_FAST_LANE: 'off' };
const notStored = { PROMPT_IMPROVER_STORE_RECORD: 'off' };

/** Of one kind of call each; the last is what it is compared to. */
const SERVERS = {
  'node:http, no protocol': [[here('servers/raw-http.mjs')], {}],
  'SDK v2, one tool that does nothing': [[here('servers/sdk-http.mjs')], {}],
  'improve_prompt, fast lane': [own, { ...quiet, ...notStored }],
  'improve_prompt, SDK': [own, { ...quiet, ...notStored, ...off }],
  'improve_prompt and its record, fast lane': [own, quiet],
  'improve_prompt and its record, SDK': [own, { ...quiet, ...off }],
} as const satisfies Record<string, readonly [readonly string[], Readonly<Record<string, string>>]>;
type Name = keyof typeof SERVERS;
const NAMES = Object.keys(SERVERS) as Name[]; // its own keys

function requestOf(era: Era, i: number): string {
  // A few prompts that come again, as a cache is for.
  const prompt = `Write an email to the team about order ${i % 20}: it ships on Monday. Keep it under 120 words, in a friendly tone.`;
  const meta = {
    'io.modelcontextprotocol/protocolVersion': era,
    'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1.0.0' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const isModern = era === '2026-07-28';
  const params = { name: 'improve_prompt', arguments: { prompt }, ...(isModern && { _meta: meta }) };
  const body = JSON.stringify({ jsonrpc: '2.0', id: i, method: 'tools/call', params });
  const head = [
    'POST /mcp HTTP/1.1',
    'host: 127.0.0.1',
    'content-type: application/json',
    'accept: application/json, text/event-stream',
    `mcp-protocol-version: ${era}`,
    ...(isModern ? ['mcp-method: tools/call', 'mcp-name: improve_prompt'] : []),
    `content-length: ${body.length}`,
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

interface Sample {
  readonly perSecond: number;
  readonly cpuUs: number;
  /** Of an answer. */
  readonly bytes: number;
}

/** On new connections: a server ends those that were idle while the others had their turn. */
async function round(server: Server, era: Era): Promise<Sample> {
  const { hostname, port } = new URL(server.url);
  const connections = Array.from({ length: CONNECTIONS }, () => new Connection(hostname, Number(port), () => {}));
  let next = 0;
  let bytes = 0;
  const cpuMs = server.cpuMs();
  const startedMs = performance.now();
  await Promise.all(
    connections.map(async (connection) => {
      while (next < CALLS) {
        const request = requestOf(era, next++);
        const answer = await new Promise<Response>((resolve) => connection.send(request, resolve));
        if (answer.status !== 200 || !answer.body.includes('"result"') || answer.body.includes('"isError":true'))
          throw new Error(`a call failed: ${answer.status} ${answer.body}`);
        bytes = answer.body.length;
      }
    }),
  );
  const perSecond = (CALLS / (performance.now() - startedMs)) * 1_000;
  const cpuUs = ((server.cpuMs() - cpuMs) * 1_000) / CALLS;
  for (const connection of connections) connection.end();
  return { perSecond, cpuUs, bytes };
}

const servers = new Map<Name, Server>();
for (const name of NAMES) {
  const [args, env] = SERVERS[name];
  servers.set(name, await Server.start(args, env));
}

const rows: string[][] = [];
const budgets = [];
for (const era of ERAS) {
  const samples = new Map<Name, Sample[]>(NAMES.map((name) => [name, []]));
  for (let i = 0; i < ROUNDS + WARM_UP_ROUNDS; i++) {
    for (const [name, server] of servers) {
      const sample = await round(server, era);
      if (i >= WARM_UP_ROUNDS) samples.get(name)?.push(sample);
    }
  }
  const median = (name: Name, of: keyof Sample) => summarise((samples.get(name) ?? []).map((sample) => sample[of])).p50;
  // Within a round, so that whatever else the machine does meanwhile weighs on both.
  const ratio = (name: Name, to: Name) =>
    summarise((samples.get(name) ?? []).map(({ cpuUs }, i) => cpuUs / (samples.get(to)?.[i]?.cpuUs ?? Number.NaN))).p50;
  for (const name of NAMES) {
    rows.push([
      era,
      name,
      format(median(name, 'bytes'), 0),
      format(median(name, 'perSecond'), 0),
      format(median(name, 'cpuUs'), 0),
      format(ratio(name, 'node:http, no protocol'), 2),
      format(ratio(name, 'SDK v2, one tool that does nothing'), 2),
    ]);
  }
  for (const what of ['improve_prompt', 'improve_prompt and its record'] as const) {
    budgets.push(
      atMost(`${era}, ${what}: CPU with the lane × without`, ratio(`${what}, fast lane`, `${what}, SDK`), BUDGET),
    );
  }
}
for (const server of servers.values()) await server[Symbol.asyncDispose]();

console.log(
  `Tool calls over HTTP. ${environment()}. ${CONNECTIONS} connections, medians of ${ROUNDS} interleaved rounds of ${CALLS} calls; CPU is the server's, by the kernel.\n`,
);
console.log(
  table([
    ['protocol', 'server', 'bytes of an answer', 'per second', 'CPU µs a call', '× node:http', '× bare SDK'],
    ...rows,
  ]),
);
judge(budgets);
