import { createServer, connect as connectSocket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { MODERN, MODERN_META, startHttp } from '../mcp/doors.ts';
import { ask, post } from './ask.ts';

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
    await using door = await startHttp({}, gate.promise);
    const call = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'get_performance_status', _meta: MODERN_META },
    });
    const headers = {
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': 'get_performance_status',
    };
    const underWay = ask(door.url, '/mcp', post(call, headers));
    const { port } = new URL(door.url);
    const stalled = connectSocket(Number(port), '127.0.0.1');
    stalled.write(
      'POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    );
    const cut = once(stalled, 'close');
    await delay(100);
    const closed = Promise.all([door.close(), door.close()]);
    await delay(100);
    await expect(ask(door.url, '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    gate.resolve();
    expect(await underWay).toMatchObject({ status: 200, body: expect.stringContaining('"resultType":"complete"') });
    await Promise.all([closed, cut]);
  });

  it('ends at once when nothing is under way, idle connections or not', async () => {
    await using door = await startHttp();
    const client = await door.connect(MODERN);
    await client.listTools();
    const started = performance.now();
    await door.close();
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
