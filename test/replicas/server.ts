/** One replica: a server process over HTTP, as users start it, on a database and a Redis that it shares with others. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { ERROR_META_KEY } from '../../src/performance/answer-of.ts';
import { COMPILED } from '../services/compiled.ts';

const BIN = fileURLToPath(new URL('../../src/bin.ts', import.meta.url));
const HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const START_TIMEOUT_MS = 120_000;

export interface ReplicaOptions {
  /** Empty: the embedded database. */
  readonly databaseUrl: string;
  /** Empty: none. */
  readonly redisUrl: string;
  /** Program to start in place of the sources. */
  readonly bin?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly isError: boolean;
  /** `structuredContent`. */
  readonly result: Readonly<Record<string, unknown>>;
  /** Of an error. */
  readonly text: string;
  /** The report of an error. */
  readonly error?: Readonly<Record<string, unknown>>;
}

export class Replica implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #home: string;
  readonly #agent = new Agent({ keepAlive: true });
  #url = '';
  stderr = '';

  private constructor({ databaseUrl, redisUrl, bin = BIN, env }: ReplicaOptions) {
    this.#home = mkdtempSync(join(tmpdir(), 'prompt-improver-replica-'));
    this.#child = spawn(process.execPath, [bin, 'serve', '--http', '--port', '0'], {
      cwd: this.#home,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: this.#home,
        NODE_COMPILE_CACHE: COMPILED,
        DATABASE_URL: databaseUrl,
        REDIS_URL: redisUrl,
        // On a busy machine it refuses calls; what is asked of replicas here is something else.
        PROMPT_IMPROVER_ADMISSION_ENABLED: 'off',
        ...env,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (this.stderr += chunk));
  }

  /** Resolves when it listens and has reached the store; and Redis, if there is one and it is not said to be away. */
  static async start(options: ReplicaOptions, isRedisAway = options.redisUrl === ''): Promise<Replica> {
    const replica = new Replica(options);
    const deadlineMs = performance.now() + START_TIMEOUT_MS;
    for (;;) {
      replica.#url = /listens on\s+(http\S+)/.exec(replica.stderr)?.[1] ?? '';
      if (replica.#url !== '' && (isRedisAway || (await replica.redis())?.['connected'] === true)) return replica;
      if (performance.now() > deadlineMs || replica.#child.exitCode !== null) {
        await replica[Symbol.asyncDispose]();
        throw new Error(`the replica did not start: ${replica.stderr}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  async call(tool: string, args: object = {}): Promise<Answer> {
    const message = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: tool, arguments: args } };
    const body = await this.#post(JSON.stringify(message));
    // An event stream of one message, or the message.
    const { result, error } = JSON.parse(body.slice(body.indexOf('{')));
    if (error !== undefined) throw new Error(`${tool}: ${JSON.stringify(error)}`);
    return {
      isError: result.isError === true,
      result: result.structuredContent ?? {},
      text: result.content?.[0]?.text ?? '',
      ...(result.isError === true && { error: result._meta?.[ERROR_META_KEY] }),
    };
  }

  async #post(message: string): Promise<string> {
    const req = request(this.#url, { method: 'POST', agent: this.#agent, headers: HEADERS });
    req.end(message);
    try {
      const [response] = await once(req, 'response');
      return await text(response);
    } catch (error) {
      // The server has closed a connection that was idle for long, as it may, and did not read this.
      if (req.reusedSocket && error instanceof Error && 'code' in error && error.code === 'ECONNRESET') {
        return this.#post(message);
      }
      throw error;
    }
  }

  /** @throws Error when the answer is one */
  async ok(tool: string, args: object = {}): Promise<Answer['result']> {
    const { isError, result, text: message } = await this.call(tool, args);
    if (isError) throw new Error(`${tool}: ${message}`);
    return result;
  }

  /** The JSON at a path of the server. */
  async get(path: string): Promise<Readonly<Record<string, unknown>>> {
    return JSON.parse(await this.text(path));
  }

  /** What is at a path of the server. */
  async text(path: string): Promise<string> {
    const req = request(new URL(path, this.#url), { agent: this.#agent });
    req.end();
    const [response] = await once(req, 'response');
    return text(response);
  }

  /** What its status says of Redis. */
  async redis(): Promise<Readonly<Record<string, unknown>> | undefined> {
    return (await this.#cache()).redis;
  }

  /** What its status says of one cache. */
  async space(name: string): Promise<Readonly<Record<string, unknown>>> {
    return (await this.#cache()).spaces.find((space) => space['name'] === name) ?? {};
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy();
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exited = once(this.#child, 'exit');
      this.#child.kill('SIGKILL');
      await exited;
    }
    rmSync(this.#home, { recursive: true, force: true, maxRetries: 5 });
  }

  async #cache() {
    const { cache } = await this.ok('get_performance_status');
    // The shape of the tool's own schema.
    return cache as {
      readonly redis?: Readonly<Record<string, unknown>>;
      readonly spaces: readonly Readonly<Record<string, unknown>>[];
    };
  }
}
