/**
 * The load generator, a process of its own: open loop, so calls are due by a clock (a seeded Poisson process) and not by the
 * answers before them, and their time counts from when they were due. Bounded in calls, time and connections; it exits with
 * its parent.
 */
import { performance } from 'node:perf_hooks';
import { seededRandom } from '../../test/random.ts';
import { quantile } from '../samples.ts';
import { Connection, type Response } from './connection.ts';
import { CONNECT_MS, type Load, type LoadResult, type Outcome } from './load.ts';

/** The server takes 1,000. */
const MOST_CONNECTIONS = 900;
/**
 * Kept alive from before the load, as by clients that have called before. Node takes one new connection in each turn of its event loop,
 * so that a burst of them would measure that.
 */
const KEPT_CONNECTIONS = 500;
const MOST_CALLS = 500_000;
/** How long answers are waited for once the last call was sent. */
const REST_MS = 15_000;
const STATUS_EVERY_MS = 100;
const MOST_FAILURES = 20;

const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'overload', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

function requestOf(id: number, name: string, args: object): string {
  const params = { name, arguments: args, _meta: META };
  const body = JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params });
  return (
    'POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n' +
    'Accept: application/json, text/event-stream\r\nMCP-Protocol-Version: 2026-07-28\r\n' +
    `MCP-Method: tools/call\r\nMCP-Name: ${name}\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  );
}

/** ASCII, and no two alike: nothing is to come out of a cache. */
function promptOf(n: number, seed: number, chars: number): string {
  const head = `Fix the bug number ${seed}-${n} in the parser. `;
  return head + 'It fails when the list is empty, and it should not. '.repeat(Math.ceil(chars / 52)).slice(head.length);
}

function arrivals({ perSecond, durationMs, seed }: Load): number[] {
  const random = seededRandom(seed);
  const due: number[] = [];
  for (let atMs = 0; due.length < MOST_CALLS;) {
    atMs += (-Math.log(1 - random()) / perSecond) * 1_000;
    if (atMs >= durationMs) break;
    due.push(atMs);
  }
  return due;
}

function outcomeOf({ status, body }: Response): Outcome {
  if (status === 200 && body.includes('"structuredContent"')) return 'ok';
  return status === 503 && body.includes('"code":"OVERLOADED"') && body.includes('"retry_after_ms":')
    ? 'shed'
    : 'failed';
}

class Generator {
  readonly #idle: Connection[] = [];
  #open = 0;
  readonly #host: string;
  readonly #port: number;
  #ended = false;
  most = 0;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#host = hostname;
    this.#port = Number(port);
  }

  /** False when there is no connection to send it on. */
  send(request: string, done: (response: Response) => void): boolean {
    const connection = this.#idle.pop() ?? this.#connect();
    if (connection === undefined) return false;
    connection.send(request, (response) => {
      if (response.status !== 0 && !this.#ended) this.#idle.push(connection);
      done(response);
    });
    return true;
  }

  /** Opens what is missing to `count` idle connections. */
  async fill(count: number): Promise<void> {
    while (this.#idle.length < count) {
      const connection = this.#connect();
      if (connection === undefined) break;
      this.#idle.push(connection);
    }
    await new Promise((resolve) => setTimeout(resolve, CONNECT_MS));
  }

  end(): void {
    this.#ended = true;
    for (const connection of this.#idle.splice(0)) connection.end();
  }

  #connect(): Connection | undefined {
    if (this.#open >= MOST_CONNECTIONS) return undefined;
    this.#open += 1;
    this.most = Math.max(this.most, this.#open);
    const connection: Connection = new Connection(this.#host, this.#port, () => {
      this.#open -= 1;
      const at = this.#idle.indexOf(connection);
      if (at !== -1) this.#idle.splice(at, 1);
    });
    return connection;
  }
}

async function run(load: Load): Promise<LoadResult> {
  const generator = new Generator(load.url);
  const dueMs = arrivals(load);
  const latencyMs: number[] = Array.from({ length: dueMs.length }, () => Number.NaN);
  const outcomes: Outcome[] = Array.from({ length: dueMs.length }, () => 'failed');
  const failures: string[] = [];
  const lateMs: number[] = [];
  const statusMs: number[] = [];
  let unsent = 0;
  let answered = 0;
  await generator.fill(KEPT_CONNECTIONS);
  const startMs = performance.now();
  const status = setInterval(() => {
    const sentMs = performance.now();
    generator.send(requestOf(0, 'get_performance_status', {}), (response) => {
      if (outcomeOf(response) === 'ok') statusMs.push(performance.now() - sentMs);
      else failures.push(`status: ${response.status} ${response.body.slice(0, 300)}`);
    });
  }, STATUS_EVERY_MS);
  const sendNth = (n: number) => {
    const due = dueMs[n] ?? 0;
    lateMs.push(performance.now() - startMs - due);
    const prompt = promptOf(n, load.seed, load.promptChars);
    const isSent = generator.send(requestOf(n + 1, 'improve_prompt', { prompt }), (response) => {
      latencyMs[n] = performance.now() - startMs - due;
      const outcome = outcomeOf(response);
      outcomes[n] = outcome;
      if (outcome === 'failed' && failures.length < MOST_FAILURES) {
        failures.push(`${response.status} ${response.body.slice(0, 300)}`);
      }
      answered += 1;
    });
    if (!isSent) unsent += 1;
  };
  for (let next = 0; next < dueMs.length;) {
    const nowMs = performance.now() - startMs;
    while (next < dueMs.length && (dueMs[next] ?? 0) <= nowMs) sendNth(next++);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const lastMs = performance.now();
  while (answered + unsent < dueMs.length && performance.now() - lastMs < REST_MS) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const restMs = Math.max(0, performance.now() - startMs - load.durationMs);
  clearInterval(status);
  generator.end();
  const { most: connections } = generator;
  const lateP99Ms = quantile(lateMs, 0.99);
  return { dueMs, latencyMs, outcomes, failures, lateP99Ms, restMs, unsent, connections, statusMs };
}

process.on('message', (load: Load) => {
  void run(load).then((result) => process.send?.(result));
});
process.on('disconnect', () => process.exit(0));
