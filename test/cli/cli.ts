/** The command line as a user runs it: a process of its own, with a home folder of its own and no settings from outside. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { COMPILED } from '../services/compiled.ts';

export const BIN = fileURLToPath(new URL('../../src/bin.ts', import.meta.url));

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly home?: string;
  readonly account?: { readonly uid: number; readonly gid: number } | undefined;
  readonly nodeArgs?: readonly string[];
  /** In place of the sources. */
  readonly bin?: string;
}

/** A folder that is removed after the test. For use in a test, not in a hook. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Arguments of node with which the process runs `code` when it gets SIGUSR2: when the test says so, not after a time. */
export function onSignal(code: string): readonly string[] {
  const source = `process.once('SIGUSR2', () => { ${code} })`;
  return ['--import', `data:text/javascript,${encodeURIComponent(source)}`];
}

/** A command line that is running. It is killed after the test if it still runs. */
export class RunningCli {
  readonly child: ChildProcess;
  stdout = '';
  stderr = '';
  #changed = Promise.withResolvers<void>();
  #isClosed = false;
  readonly #closed: Promise<unknown>;

  constructor(args: readonly string[], options: CliOptions = {}) {
    const home = options.home ?? temporaryFolder();
    this.child = spawn(process.execPath, [...(options.nodeArgs ?? []), options.bin ?? BIN, ...args], {
      cwd: options.cwd ?? home,
      env: { PATH: process.env['PATH'] ?? '', HOME: home, NODE_COMPILE_CACHE: COMPILED, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      ...options.account,
    });
    this.#closed = once(this.child, 'close').then(() => (this.#isClosed = true));
    // It may end without having read everything.
    this.child.stdin?.on('error', () => {});
    this.child.stdout?.setEncoding('utf8').on('data', (chunk: string) => this.#note(() => (this.stdout += chunk)));
    this.child.stderr?.setEncoding('utf8').on('data', (chunk: string) => this.#note(() => (this.stderr += chunk)));
    onTestFinished(async () => {
      this.child.kill('SIGKILL');
      await this.#closed;
    });
  }

  send(text: string): void {
    this.child.stdin?.write(text);
  }

  /** Waits until what it has printed on a stream matches. */
  async printed(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this[stream]);
      if (match) return match;
      if (this.#isClosed) throw new Error(`it ended without printing ${pattern}: ${this.stderr}`);
      await Promise.race([this.#changed.promise, this.#closed]);
    }
  }

  async ended(): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }> {
    await this.#closed;
    return { code: this.child.exitCode, signal: this.child.signalCode };
  }

  #note(keep: () => void): void {
    keep();
    const { resolve } = this.#changed;
    this.#changed = Promise.withResolvers();
    resolve();
  }
}

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs it to its end. `input` is all of its standard input. */
export async function runCli(
  args: readonly string[],
  { input = '', ...options }: CliOptions & { readonly input?: string | Uint8Array } = {},
): Promise<CliResult> {
  const running = new RunningCli(args, options);
  running.child.stdin?.end(input);
  const { code } = await running.ended();
  return { code, stdout: running.stdout, stderr: running.stderr };
}
