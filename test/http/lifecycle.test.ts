import { createServer, connect as connectSocket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { MODERN, MODERN_META, startHttp } from '../mcp/doors.ts';
import { ask, post } from './ask.ts';

const STATUS_CALL = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'get_performance_status', _meta: MODERN_META },
});
const STATUS_HEADERS = {
  'mcp-protocol-version': '2026-07-28',
  'mcp-method': 'tools/call',
  'mcp-name': 'get_performance_status',
};

/** The server may end it with a reset. */
async function connectTo(url: string) {
  const socket = connectSocket(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await once(socket, 'connect');
  return { socket, closed };
}

/** What was written to a server in this process has been read, also when the machine pauses the process meanwhile. */
async function readByServer(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await delay(10);
}

describe('the HTTP server, starting and ending', () => {
  it.each(['0.0.0.0', '::', '192.0.2.1', 'example.org'])('does not listen on %s without a token', async (host) => {
    await expect(startHttp({ host })).rejects.toMatchObject({ code: 'CONFIG_INVALID', field: 'http.tokens' });
  });

  it('names the port that is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    await expect(startHttp({ port })).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringContaining(String(port)),
    });
    other.close();
  });

  it('names an address that is not of this machine', async () => {
    await expect(startHttp({ host: '192.0.2.1', tokens: ['t'] })).rejects.toMatchObject({
      code: 'ADDRESS_UNAVAILABLE',
      field: 'http.host',
    });
  });

  it('answers the request under way, cuts a stalled one, and takes no more', async () => {
    const gate = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    await using door = await startHttp({}, () => {
      reached.resolve();
      return gate.promise;
    });
    const underWay = ask(door.url, '/mcp', post(STATUS_CALL, STATUS_HEADERS));
    const stalled = await connectTo(door.url);
    stalled.socket.write(
      'POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    );
    await reached.promise;
    const closed = Promise.all([door.close(), door.close()]);
    await delay(100);
    await expect(ask(door.url, '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    gate.resolve();
    expect(await underWay).toMatchObject({ status: 200, body: expect.stringContaining('"resultType":"complete"') });
    await Promise.all([closed, stalled.closed]);
  });

  it('answers what is on its way on a connection that was kept, and ends the connection with that', async () => {
    await using door = await startHttp();
    const kept = await connectTo(door.url);
    const asked = 'GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n';
    kept.socket.write(asked);
    const [first] = await once(kept.socket, 'data');
    // Longer than the minute after which proxies close what is idle.
    expect(String(first)).toMatch(/^HTTP\/1.1 200 .*keep-alive: timeout=(?:6[1-9]|[7-9]\d)\r/is);
    const closed = door.close();
    kept.socket.write(asked);
    const [second] = await once(kept.socket, 'data');
    expect(String(second)).toMatch(/^HTTP\/1.1 200 .*connection: close\r/is);
    await Promise.all([closed, kept.closed]);
  });

  it('says that it is worth trying again to what comes when all else is answered', async () => {
    await using door = await startHttp();
    const late = await connectTo(door.url);
    late.socket.write('POST /mcp HTTP/1.1\r\n');
    await readByServer();
    const closed = door.close();
    // Longer than it waits for those who do not know yet that it ends.
    await delay(800);
    late.socket.write(
      `Host: localhost\r\nContent-Type: application/json\r\nContent-Length: ${STATUS_CALL.length}\r\n\r\n${STATUS_CALL}`,
    );
    const [answer] = await once(late.socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1.1 503 .*"OVERLOADED".*shutting down/s);
    await Promise.all([closed, late.closed]);
  });

  it('ends soon when nothing is under way, idle connections or not', async () => {
    await using door = await startHttp();
    const client = await door.connect(MODERN);
    await client.listTools();
    const started = performance.now();
    await door.close();
    // What is under way is waited for, for 5 s.
    expect(performance.now() - started).toBeLessThan(4_000);
  });
});
