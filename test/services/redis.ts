import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './machine.ts';
import type { RedisBinaries } from './redis-binaries.ts';
import { ServerProcess } from './server-process.ts';

/** A Redis server of its own: random port on 127.0.0.1, private folder, nothing kept on disk. */
export class RedisServer implements AsyncDisposable {
  readonly url: string;
  readonly #binaries: RedisBinaries;
  readonly #folder: string;
  readonly #port: number;
  readonly #args: readonly string[];
  #process: ServerProcess | undefined;

  constructor(binaries: RedisBinaries, folder: string, port: number, args: readonly string[]) {
    this.url = `redis://127.0.0.1:${port}`;
    this.#binaries = binaries;
    this.#folder = folder;
    this.#port = port;
    this.#args = args;
  }

  get port(): number {
    return this.#port;
  }

  /** Starts the server, or starts it again, empty, on the same port. */
  async start(): Promise<void> {
    const { program, libraryPath } = this.#binaries;
    const process = new ServerProcess({
      program,
      args: [...this.#args, '--port', String(this.#port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
      folder: this.#folder,
      logFile: join(this.#folder, 'log'),
      account: undefined,
      ...(libraryPath !== '' && { env: { LD_LIBRARY_PATH: libraryPath } }),
      crashSignal: 'SIGKILL',
    });
    this.#process = process;
    await process.whenReady(async () => (await ping(this.url).catch(() => '')) === '+PONG\r\n');
  }

  async stop(): Promise<void> {
    await this.#process?.stop('SIGTERM');
    this.#process = undefined;
  }

  /** The connections stay open, and nothing is answered until `resume`. */
  pause(): void {
    this.#process?.signal('SIGSTOP');
  }

  resume(): void {
    this.#process?.signal('SIGCONT');
  }

  async crash(): Promise<void> {
    await this.#process?.crash();
    this.#process = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.crash();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** @param args of the server, before its own */
export async function startRedis(binaries: RedisBinaries, args: readonly string[] = []): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-improver-redis-'));
  try {
    const server = new RedisServer(binaries, folder, await freePort(), args);
    await server.start();
    return server;
  } catch (thrown) {
    rmSync(folder, { recursive: true, force: true });
    throw thrown;
  }
}

/** @returns the first bytes that the server answers to PING */
export function ping(url: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port || 6379), hostname);
    socket.setTimeout(2_000, () => socket.destroy(new Error('no answer to PING within 2 s')));
    socket.on('error', reject);
    socket.once('connect', () => socket.write('*1\r\n$4\r\nPING\r\n'));
    socket.once('data', (bytes) => {
      resolve(bytes.toString());
      socket.destroy();
    });
  });
}
