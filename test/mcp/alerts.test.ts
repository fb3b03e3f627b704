/** The alerts as a resource that tells of its changes, in both eras, over both transports. */
import { Client, StreamableHTTPClientTransport, type VersionNegotiationMode } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { describe, expect, it } from 'vitest';
import { runCli } from '../cli/cli.ts';
import { LEGACY, MODERN, serveStdio, startHttp, temporaryFolder } from './doors.ts';
import { closedAfterEach } from '../services/opened.ts';

const URI = 'prompt-improver://alerts';

const open = closedAfterEach();

interface Listener {
  readonly client: Client;
  /** Addresses that word came of. */
  readonly updated: string[];
  /** Silences the warnings, as somebody else. */
  silence(): Promise<unknown>;
}

function newListener(mode: VersionNegotiationMode): Omit<Listener, 'silence'> {
  const client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode } });
  const updated: string[] = [];
  client.setNotificationHandler('notifications/resources/updated', ({ params }) => void updated.push(params.uri));
  return { client, updated };
}

const doors = {
  async stdio(mode: VersionNegotiationMode): Promise<Listener> {
    const { path } = open(await temporaryFolder());
    const listener = newListener(mode);
    const server = serveStdio(path);
    const env = { ...server.env, PROMPT_IMPROVER_ALERTS_INTERVAL_MS: '100' };
    await listener.client.connect(new StdioClientTransport({ ...server, env }));
    open({ [Symbol.asyncDispose]: () => listener.client.close() });
    const args = ['--for', '1h', '--comment', 'a test', '--data-dir', path, 'severity=warning'];
    return { ...listener, silence: () => runCli(['alerts', 'silence', ...args]) };
  },
  async HTTP(mode: VersionNegotiationMode): Promise<Listener> {
    const door = open(await startHttp());
    const listener = newListener(mode);
    await listener.client.connect(new StreamableHTTPClientTransport(new URL('/mcp', door.url)));
    open({ [Symbol.asyncDispose]: () => listener.client.close() });
    const body = JSON.stringify({ matchers: { severity: 'warning' }, duration_seconds: 3_600, comment: 'a test' });
    const headers = { 'content-type': 'application/json' };
    return {
      ...listener,
      silence: () => fetch(new URL('/api/silences', door.url), { method: 'POST', headers, body }),
    };
  },
};

async function read(client: Client): Promise<Record<string, unknown>> {
  const { contents } = await client.readResource({ uri: URI });
  const [content] = contents;
  return JSON.parse(content !== undefined && 'text' in content ? content.text : '');
}

describe.each([
  ['stdio, initialize era', doors.stdio, LEGACY],
  ['stdio, 2026-07-28', doors.stdio, MODERN],
  ['HTTP, 2026-07-28', doors.HTTP, MODERN],
] as const)('%s', (_name, openDoor, mode) => {
  it('tells whoever listens of a change, and nobody else', async () => {
    const { client, updated, silence } = await openDoor(mode);
    expect(client.getServerCapabilities()?.resources).toMatchObject({ subscribe: true });
    expect(await read(client)).toMatchObject({
      enabled: true,
      scope: 'shared',
      alerts: expect.arrayContaining([
        expect.objectContaining({ rule: 'ResponseTime/warning', state: 'inactive', fire_above: 150, unit: 'ms' }),
      ]),
      silences: [],
      webhook: 'off',
    });
    const isLegacy = mode === LEGACY;
    const subscription = isLegacy ? undefined : await client.listen({ resourceSubscriptions: [URI] });
    if (isLegacy) await client.subscribeResource({ uri: URI });
    await silence();
    await expect.poll(() => updated).toEqual([URI]);
    expect(await read(client)).toMatchObject({
      silences: [{ matchers: { severity: 'warning' }, comment: 'a test', created_by: 'local' }],
    });
    await (isLegacy ? client.unsubscribeResource({ uri: URI }) : subscription?.close());
    await silence();
    // The client itself keeps what it read for as long as it was told to.
    await expect.poll(async () => (await read(client))['silences']).toHaveLength(2);
    expect(updated).toEqual([URI]);
  });
});

it('HTTP in the initialize era has no connection to tell by, and offers none', async () => {
  const { client } = await doors.HTTP(LEGACY);
  expect(client.getServerCapabilities()?.resources).toEqual({});
  await expect(client.subscribeResource({ uri: URI })).rejects.toThrow(/subscri|Method not found/i);
});

it('what does not change on its own cannot be subscribed to', async () => {
  const { client } = await doors.stdio(LEGACY);
  await expect(client.subscribeResource({ uri: 'prompt-improver://rules' })).rejects.toThrow(
    'prompt-improver://alerts',
  );
});
