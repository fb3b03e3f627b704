/** The stdio wire by hand: what a well-behaved client never sends, and how the server ends. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { MODERN_META, type TemporaryFolder, serveStdio, temporaryFolder } from './doors.ts';

interface Message {
  readonly id?: number | string | null;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: Record<string, unknown> };
}

class Server implements AsyncDisposable {
  readonly process: ChildProcessWithoutNullStreams;
  readonly exit: Promise<[number | null, NodeJS.Signals | null]>;
  readonly #folder: TemporaryFolder;
  readonly #messages: Message[] = [];
  #arrived = Promise.withResolvers<void>();
  errorOutput = '';

  static async start(): Promise<Server> {
    return new Server(await temporaryFolder());
  }

  private constructor(folder: TemporaryFolder) {
    this.#folder = folder;
    const { command, args, env } = serveStdio(folder.path);
    // On a busy machine a thousand calls wait long for their turn.
    this.process = spawn(command, args, { env: { ...env, PROMPT_IMPROVER_ADMISSION_MAX_QUEUE_MS: '60000' } });
    // The event has these two arguments.
    this.exit = once(this.process, 'exit') as typeof this.exit;
    createInterface({ input: this.process.stdout }).on('line', (line) => {
      this.#messages.push(JSON.parse(line) as Message);
      this.#arrived.resolve();
      this.#arrived = Promise.withResolvers();
    });
    this.process.stderr.on('data', (chunk: Buffer) => (this.errorOutput += chunk.toString()));
    this.process.stdin.on('error', () => {});
  }

  send(...messages: (object | string | Uint8Array)[]): void {
    const lines = messages.flatMap((message) => {
      const isRaw = typeof message === 'string' || message instanceof Uint8Array;
      return [Buffer.from(isRaw ? message : JSON.stringify(message)), Buffer.from('\n')];
    });
    // At once: a machine that pauses this process does not do so between two of them.
    this.process.stdin.write(Buffer.concat(lines));
  }

  /** The first `count` messages that have not been taken yet, in order of arrival. */
  async take(count: number): Promise<Message[]> {
    while (this.#messages.length < count) await this.#arrived.promise;
    return this.#messages.splice(0, count);
  }

  async initialize(protocolVersion = '2025-11-25'): Promise<Message> {
    this.send(
      request('init', 'initialize', { protocolVersion, capabilities: {}, clientInfo: { name: 't', version: '1' } }),
    );
    const [answer] = await this.take(1);
    this.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    return answer ?? {};
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.process.kill('SIGKILL');
    await this.exit;
    await this.#folder[Symbol.asyncDispose]();
  }
}

const request = (id: number | string, method: string, params?: object) => ({
  jsonrpc: '2.0',
  id,
  method,
  ...(params && { params }),
});
const callTool = (id: number, name: string, args: object) => request(id, 'tools/call', { name, arguments: args });

describe('MCP over stdio', () => {
  it.each(['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'])(
    'speaks %s with a client that asks for it',
    async (version) => {
      await using server = await Server.start();
      expect(await server.initialize(version)).toMatchObject({ result: { protocolVersion: version } });
      server.send(request(1, 'tools/list'));
      expect((await server.take(1))[0]?.result).toMatchObject({ tools: expect.any(Array) });
    },
  );

  it('offers its newest version of that era to a client that asks for one it does not know', async () => {
    await using server = await Server.start();
    expect(await server.initialize('1999-01-01')).toMatchObject({ result: { protocolVersion: '2025-11-25' } });
  });

  it('answers server/discover and calls without a handshake, with cache hints', async () => {
    await using server = await Server.start();
    server.send(
      request(1, 'server/discover', { _meta: MODERN_META }),
      request(2, 'tools/list', { _meta: MODERN_META }),
      request(3, 'resources/read', { uri: 'prompt-improver://rules', _meta: MODERN_META }),
      request(4, 'resources/read', { uri: 'prompt-improver://status', _meta: MODERN_META }),
    );
    const answers = await server.take(4);
    const byId = new Map(answers.map((answer) => [answer.id, answer.result]));
    expect(byId.get(1)).toMatchObject({ supportedVersions: ['2026-07-28'], instructions: expect.any(String) });
    expect(byId.get(2)).toMatchObject({ resultType: 'complete', ttlMs: 3_600_000, cacheScope: 'public' });
    expect(byId.get(3)).toMatchObject({ ttlMs: 60_000, cacheScope: 'public' });
    expect(byId.get(4)).toMatchObject({ cacheScope: 'private' });
  });

  it('answers each kind of broken message with its code and lives on', async () => {
    await using server = await Server.start();
    await server.initialize();
    server.send(
      '{"jsonrpc": "2.0", "id": 1, "method"',
      Buffer.from([0x7b, 0xc3, 0x28, 0x7d]),
      '"just a text"',
      '{"jsonrpc":"1.0","id":4,"method":"ping"}',
      '[]',
      `{"pad":"${'x'.repeat(8_000_100)}"}`,
      request(7, 'no/such/method'),
      request(8, 'tools/call', { name: 5 }),
      request(9, 'resources/read', { uri: 5 }),
      request(10, 'ping'),
    );
    const answers = await server.take(10);
    expect(answers.slice(0, 6)).toMatchObject([
      { id: null, error: { code: -32_700, data: { code: 'INVALID_JSON' } } },
      { id: null, error: { code: -32_700, data: { code: 'INVALID_UTF8' } } },
      { id: null, error: { code: -32_600 } },
      { id: 4, error: { code: -32_600 } },
      { id: null, error: { code: -32_600 } },
      { id: null, error: { code: -32_600, data: { code: 'BODY_TOO_LARGE', limit: 8_000_000 } } },
    ]);
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    expect(byId.get(7)?.error?.code).toBe(-32_601);
    expect(byId.get(8)?.error?.code).toBe(-32_602);
    expect(byId.get(9)?.error?.code).toBe(-32_602);
    expect(byId.get(10)?.result).toEqual({});
    expect(server.errorOutput).toBe('');
  });

  it('takes nesting of any depth without falling over', async () => {
    await using server = await Server.start();
    await server.initialize();
    const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
    server.send(
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"set_session","arguments":{"data":{"a":${deep}}}}}`,
      `{"jsonrpc":"2.0","id":2,"method":"ping","params":{"_meta":{"a":${deep}}}}`,
      deep,
      request(3, 'ping'),
    );
    const answers = await server.take(4);
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    expect(byId.get(1)?.result).toMatchObject({ isError: true });
    expect(byId.get(3)?.result).toEqual({});
  });

  it('answers every one of 1,000 requests written at once', async () => {
    await using server = await Server.start();
    await server.initialize();
    const prompt = 'Rename the variable x to total in the function below.';
    server.send(...Array.from({ length: 1_000 }, (_, id) => callTool(id, 'analyze_prompt', { prompt })));
    const answers = await server.take(1_000);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1_000);
    expect(answers.every(({ result }) => result !== undefined && result['isError'] === undefined)).toBe(true);
  });

  it('answers the requests under way when the input ends, then exits with 0', async () => {
    await using server = await Server.start();
    await server.initialize();
    server.send(...Array.from({ length: 50 }, (_, id) => callTool(id, 'set_session', { data: { id } })));
    server.process.stdin.end(JSON.stringify(callTool(50, 'improve_prompt', { prompt: 'Fix it.' })));
    const answers = await server.take(51);
    expect(answers.filter(({ result }) => result !== undefined)).toHaveLength(51);
    expect(await server.exit).toEqual([0, null]);
    expect(server.errorOutput).toBe('');
  });

  it('answers batches where the version has them, in one array', async () => {
    await using server = await Server.start();
    await server.initialize('2025-03-26');
    server.send([request(1, 'ping'), callTool(2, 'get_session', { session_id: 'none' })]);
    const [answer] = await server.take(1);
    expect(answer).toMatchObject([{ id: 1 }, { id: 2 }]);
  });

  it('exits when the client is gone without a word', async () => {
    await using server = await Server.start();
    await server.initialize();
    server.send(...Array.from({ length: 20 }, (_, id) => callTool(id, 'improve_prompt', { prompt: 'Fix it.' })));
    server.process.stdout.destroy();
    server.process.stdin.destroy();
    expect(await server.exit).toEqual([0, null]);
  });

  it('answers what is under way on SIGTERM, then exits with 0', async () => {
    await using server = await Server.start();
    await server.initialize();
    server.send(...Array.from({ length: 20 }, (_, id) => callTool(id, 'set_session', { data: { id } })));
    await server.take(1);
    server.process.kill('SIGTERM');
    await server.take(19);
    expect(await server.exit).toEqual([0, null]);
  });
});
