/** A server under test with a probe in its event loop, reached over stdio or HTTP by one caller that sends and one that measures. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export interface LoopFigures {
  readonly cpuMs: number;
  /** Without the time in which the scheduler ran other threads. */
  readonly ownMs: number;
  readonly wallMs: number;
}

export interface ServerUnderTest {
  /** Calls a tool; resolves with the bytes of the answer. */
  call(tool: string, args: object): Promise<number>;
  /** The longest that the event loop was held since the last time this was asked. */
  loop(): Promise<LoopFigures>;
  /** Its own counter of large prompts that a worker thread computed. */
  computedInWorkers(): Promise<number>;
  close(): Promise<void>;
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const INITIALIZE = {
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'bench', version: '1.0.0' } },
};

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

function start(args: readonly string[], dataDir: string, threads: number) {
  const child: Child = spawn(
    process.execPath,
    ['--import', here('../servers/loop-probe.mjs'), here('../../dist/bin.js'), 'serve', '--data-dir', dataDir, ...args],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, DATABASE_URL: '', PROMPT_IMPROVER_WORKERS_THREADS: String(threads) },
    },
  );
  const lines = createInterface({ input: child.stderr });
  const waiting: ((figures: LoopFigures) => void)[] = [];
  lines.on('line', (line) => {
    if (line.startsWith('{"loop"')) waiting.shift()?.(JSON.parse(line).loop);
  });
  const loop = () =>
    new Promise<LoopFigures>((resolve) => {
      waiting.push(resolve);
      child.kill('SIGUSR2');
    });
  const close = async () => {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  };
  return { child, lines, loop, close };
}

function completedOf(response: { result: { structuredContent: { workers: { completed: number } } } }): number {
  return response.result.structuredContent.workers.completed;
}

const calling = (name: string, args: object) => ({ method: 'tools/call', params: { name, arguments: args } });

export async function startStdio(dataDir: string, threads: number): Promise<ServerUnderTest> {
  const { child, loop, close } = start(['--stdio'], dataDir, threads);
  const waiting = new Map<number, (line: string) => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    // An answer of megabytes is not parsed here: the caller that measures shares this thread.
    const id = Number(/"id":(\d+)/.exec(line.slice(-40) + line.slice(0, 40))?.[1]);
    waiting.get(id)?.(line);
    waiting.delete(id);
  });
  let lastId = 0;
  const ask = (message: object) =>
    new Promise<string>((resolve) => {
      const id = (lastId += 1);
      waiting.set(id, resolve);
      child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...message })}\n`);
    });
  await ask(INITIALIZE);
  child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
  return {
    call: async (tool, args) => (await ask(calling(tool, args))).length,
    computedInWorkers: async () => completedOf(JSON.parse(await ask(calling('get_performance_status', {})))),
    loop,
    close,
  };
}

export async function startHttp(dataDir: string, threads: number): Promise<ServerUnderTest> {
  const { lines, loop, close } = start(['--http', '--port', '0'], dataDir, threads);
  const url = await new Promise<string>((resolve) => {
    lines.on('line', (line) => {
      const found = /listens on\s+(\S+)/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const agent = new Agent({ keepAlive: true });
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  const ask = (message: object) =>
    new Promise<Buffer>((resolve, reject) => {
      const req = request(url, { method: 'POST', agent, headers }, (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)));
      });
      req.on('error', reject).end(JSON.stringify({ jsonrpc: '2.0', id: 1, ...message }));
    });
  const parsed = async (message: object) => {
    const text = (await ask(message)).toString();
    return JSON.parse(text.startsWith('{') ? text : text.slice(text.indexOf('{')));
  };
  return {
    call: async (tool, args) => (await ask(calling(tool, args))).length,
    computedInWorkers: async () => completedOf(await parsed(calling('get_performance_status', {}))),
    loop,
    close: async () => {
      agent.destroy();
      await close();
    },
  };
}
