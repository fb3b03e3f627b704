/** One server of several: a process of its own, spoken to over HTTP without a client library, and killed at will. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { MODERN_META } from '../mcp/doors.ts';
import { COMPILED } from '../services/compiled.ts';

const BIN = fileURLToPath(new URL('../../src/bin.ts', import.meta.url));

export interface ToolResult {
  readonly isError?: boolean;
  readonly structuredContent?: Readonly<Record<string, unknown>>;
  readonly content: readonly { readonly text: string }[];
}

export class Replica implements AsyncDisposable {
  readonly url: string;
  readonly #child: ChildProcess;
  #lastId = 0;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  /** @param store where it stores: a database, or a folder */
  static async start(store: { readonly databaseUrl: string } | { readonly dataDir: string }): Promise<Replica> {
    const where = 'dataDir' in store ? ['--data-dir', store.dataDir] : [];
    const child = spawn(process.execPath, [BIN, 'serve', '--port', '0', '--log-level', 'silent', ...where], {
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: tmpdir(),
        NODE_COMPILE_CACHE: COMPILED,
        // On a busy machine it refuses calls; what is asked of it here is something else.
        PROMPT_IMPROVER_ADMISSION_ENABLED: 'off',
        ...('databaseUrl' in store && { DATABASE_URL: store.databaseUrl }),
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    for await (const chunk of child.stderr.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      said += String(chunk);
      const [, url] = /listens on\s+(\S+)\/mcp\n/.exec(said) ?? [];
      if (url !== undefined) {
        child.stderr.resume();
        return new Replica(child, url);
      }
    }
    throw new Error(`The replica did not start: ${said}`);
  }

  /** Rejects when the replica dies before it has answered. */
  async call(name: string, args: object): Promise<ToolResult> {
    const id = (this.#lastId += 1);
    const response = await fetch(`${this.url}/mcp`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': '2026-07-28',
        'mcp-method': 'tools/call',
        'mcp-name': name,
      },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id,
        method: 'tools/call',
        params: { name, arguments: args, _meta: MODERN_META },
      }),
    });
    const { result } = (await response.json()) as { readonly result?: ToolResult };
    if (result === undefined) throw new Error(`${name} gave no result (HTTP ${response.status}).`);
    return result;
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.kill();
  }
}
