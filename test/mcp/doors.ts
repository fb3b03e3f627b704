/** The SDK's own client on each transport in each protocol era, against a server with a store of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, StreamableHTTPClientTransport, type VersionNegotiationMode } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { startHttpServer } from '../../src/http/server.ts';
import { FastLane } from '../../src/mcp/fast-lane.ts';
import { operationNames } from '../../src/mcp/operation-names.ts';
import { createMcpServerFactory } from '../../src/mcp/server.ts';
import type { Admission } from '../../src/resilience/admission/admission.ts';
import type { Services } from '../../src/services/types.ts';
import type { Config } from '../../src/config/types.ts';
import { VERSION } from '../../src/version.ts';
import { COMPILED } from '../services/compiled.ts';
import { silent, startApp, type TestAppOptions } from '../use-cases/app.ts';

export interface Door extends AsyncDisposable {
  readonly client: Client;
}

export interface HttpDoor extends AsyncDisposable {
  readonly url: string;
  readonly dataDir: string;
  connect(mode: VersionNegotiationMode, token?: string): Promise<Client>;
  readonly services: Services;
  /** Undefined when it is switched off. */
  readonly fastLane: FastLane | undefined;
  readonly admission: Admission;
  close(): Promise<void>;
}

const BIN = fileURLToPath(new URL('../../src/bin.ts', import.meta.url));

/** How the real command is started on a store of its own. */
export function serveStdio(dataDir: string, more: readonly string[] = []) {
  return {
    command: process.execPath,
    args: [BIN, 'serve', '--stdio', '--data-dir', dataDir, ...more],
    env: { PATH: process.env['PATH'] ?? '', HOME: dataDir, NODE_COMPILE_CACHE: COMPILED },
  };
}

export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
}

export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'prompt-improver-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}
export const LEGACY: VersionNegotiationMode = 'legacy';
/** What a client of that era sends with each request. */
export const MODERN_META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
};
export const MODERN: VersionNegotiationMode = { pin: '2026-07-28' };

function newClient(mode: VersionNegotiationMode): Client {
  return new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode } });
}

export async function openStdio(mode: VersionNegotiationMode): Promise<Door> {
  const folder = await temporaryFolder();
  const client = newClient(mode);
  await client.connect(new StdioClientTransport(serveStdio(folder.path)));
  return {
    client,
    async [Symbol.asyncDispose]() {
      await client.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** @param gate the status waits for it, or calls it */
export async function startHttp(
  http: Partial<Config['http']> = {},
  gate?: Promise<void> | (() => void),
  { deadlineMs = 10_000, ...options }: TestAppOptions & { readonly deadlineMs?: number } = {},
): Promise<HttpDoor> {
  const test = await startApp({ namesOf: operationNames, http, ...options });
  test.app.startBackground();
  const { measuring, admission, bodies } = test.app;
  const services: Services = {
    ...test.app.services,
    status: {
      async status(request) {
        await (typeof gate === 'function' ? gate() : gate);
        return test.app.services.status.status(request);
      },
      store: () => test.app.services.status.store(),
    },
  };
  const mcp = { services, logger: silent, version: VERSION, deadlineMs };
  const fastLane = test.http.fastLane === 'on' ? new FastLane(mcp) : undefined;
  const factory = createMcpServerFactory({ ...mcp, fastLane });
  const deps = { config: test.http, factory, services, admission, bodies, logger: silent, measuring, fastLane };
  const server = await startHttpServer(deps).catch(async (error: unknown) => {
    await test[Symbol.asyncDispose]();
    throw error;
  });
  const clients: Client[] = [];
  return {
    url: server.url,
    services,
    fastLane,
    admission,
    dataDir: test.dataDir,
    async connect(mode, token) {
      const client = newClient(mode);
      const requestInit = token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } };
      await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', server.url), { requestInit }));
      clients.push(client);
      return client;
    },
    close: () => server.close(),
    async [Symbol.asyncDispose]() {
      await Promise.all(clients.map((client) => client.close()));
      await server.close();
      await test[Symbol.asyncDispose]();
    },
  };
}

export async function openHttp(mode: VersionNegotiationMode): Promise<Door> {
  const door = await startHttp();
  return { client: await door.connect(mode), [Symbol.asyncDispose]: () => door[Symbol.asyncDispose]() };
}

/** Both transports in both protocol eras, with the version that each comes to. */
export const DOORS = [
  ['stdio, initialize era', () => openStdio(LEGACY), '2025-11-25'],
  ['stdio, 2026-07-28', () => openStdio(MODERN), '2026-07-28'],
  ['HTTP, initialize era', () => openHttp(LEGACY), '2025-11-25'],
  ['HTTP, 2026-07-28', () => openHttp(MODERN), '2026-07-28'],
] as const;

interface ErrorMeta {
  readonly 'prompt-improver/error'?: { readonly code: string; readonly field?: string; readonly limit?: number };
}

/** The outcome of a tool call; `error` as the SDK carries it. */
export async function call(client: Client, name: string, args: Record<string, unknown> = {}) {
  const result = await client.callTool({ name, arguments: args });
  const text = result.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  // Results are validated against the output schema by the client; the tests below know their shape.
  const structured = (result.structuredContent ?? {}) as Record<string, unknown>;
  const error = (result._meta as ErrorMeta | undefined)?.['prompt-improver/error'];
  return { isError: result.isError === true, text, structured, error };
}
