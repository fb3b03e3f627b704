import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { COMPILED } from '../services/compiled.ts';
import type { Order, Said } from './store-worker.ts';

const SCRIPT = fileURLToPath(new URL('./store-worker.ts', import.meta.url));

/** A running store-worker and what it has said so far. */
export class WorkerProcess {
  readonly said: Said[] = [];
  readonly child: ChildProcessWithoutNullStreams;
  errorOutput = '';
  readonly #ended: Promise<unknown>;

  /** @param limit a shell command, such as `ulimit -f 100`, that runs before the worker in its process */
  constructor(order: Order, limit = ':') {
    const args = ['-c', `${limit}; exec "$@"`, 'sh', process.execPath, SCRIPT, JSON.stringify(order)];
    this.child = spawn('sh', args, { env: { ...process.env, NODE_COMPILE_CACHE: COMPILED } });
    // Without the warnings of the interpreter itself about running TypeScript there must be nothing on standard error.
    this.child.stderr.on('data', (bytes) => (this.errorOutput += String(bytes)));
    const lines = createInterface({ input: this.child.stdout });
    // The worker writes nothing else.
    lines.on('line', (line) => this.said.push(JSON.parse(line) as Said));
    this.#ended = Promise.all([once(this.child, 'close'), once(lines, 'close')]);
  }

  async end(): Promise<readonly Said[]> {
    await this.#ended;
    return this.said;
  }

  async until(isReached: (said: readonly Said[]) => boolean): Promise<void> {
    while (!isReached(this.said)) {
      if (this.child.exitCode !== null) throw new Error(`The worker ended first: ${this.errorOutput}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

export function idsOf(said: readonly Said[]): readonly string[] {
  return said.flatMap(({ id }) => id ?? []);
}
