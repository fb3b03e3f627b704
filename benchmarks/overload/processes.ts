/** The server under load and the generator of the load, each a process of its own. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Load, LoadResult } from './load.ts';

const START_TIMEOUT_MS = 30_000;

export class Server implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #home: string;
  url = '';

  private constructor(child: ChildProcess, home: string) {
    this.#child = child;
    this.#home = home;
  }

  /** @param args of node */
  static async start(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Server> {
    const home = mkdtempSync(join(tmpdir(), 'prompt-improver-overload-'));
    const child = spawn(process.execPath, args, {
      cwd: home,
      env: { PATH: process.env['PATH'] ?? '', HOME: home, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const server = new Server(child, home);
    let printed = '';
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      if (server.url === '') printed += chunk;
    });
    for (const untilMs = performance.now() + START_TIMEOUT_MS; ;) {
      server.url = /listens on\s+(http:\/\/[^\s/]+)/.exec(printed)?.[1] ?? '';
      if (server.url !== '') return server;
      if (child.exitCode !== null || performance.now() > untilMs) {
        await server[Symbol.asyncDispose]();
        throw new Error(`the server did not start: ${printed}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Resident memory, by the kernel; NaN where it does not tell. */
  rssBytes(): number {
    try {
      const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1_024;
    } catch {
      return Number.NaN;
    }
  }

  /** Of all its threads, system calls included, in steps of 10 ms. */
  cpuMs(): number {
    const stat = readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8');
    // Behind the name, which may hold anything: the 12th and 13th are ticks in user and system mode, 100 a second.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGKILL');
      await once(this.#child, 'exit');
    }
    rmSync(this.#home, { recursive: true, force: true });
  }
}

export class LoadGenerator implements Disposable {
  readonly #child = fork(fileURLToPath(new URL('generator.ts', import.meta.url)), { serialization: 'advanced' });

  readonly #gone = once(this.#child, 'exit').then(() => {
    throw new Error('the load generator has ended');
  });

  constructor() {
    // It ends with the benchmark.
    this.#gone.catch(() => {});
  }

  async run(load: Load): Promise<LoadResult> {
    this.#child.send(load);
    const [result] = (await Promise.race([once(this.#child, 'message'), this.#gone])) as [LoadResult];
    return result;
  }

  [Symbol.dispose](): void {
    this.#child.disconnect();
  }
}
