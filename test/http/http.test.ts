/** The HTTP server: who is let in, what is refused and how, and health. */
import { connect as connectSocket } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statusSchema } from '../../src/mcp/results/status-schema.ts';
import { startHttpServer } from '../../src/http/server.ts';
import type { AlertService } from '../../src/services/alerts/types.ts';
import type { Services } from '../../src/services/types.ts';
import { type HttpDoor, LEGACY, MODERN, startHttp } from '../mcp/doors.ts';
import { silent } from '../use-cases/app.ts';
import { ask, post } from './ask.ts';
import { unlimited } from './unlimited.ts';

const MAX_BODY_BYTES = 100_000;

const initialize = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 't', version: '1' } },
});

describe('the HTTP server', () => {
  let door: HttpDoor;
  beforeAll(async () => {
    door = await startHttp({
      maxBodyBytes: MAX_BODY_BYTES,
      allowedHosts: ['prompts.example'],
      allowedOrigins: ['app.example'],
    });
  });
  afterAll(() => door[Symbol.asyncDispose]());

  it('says at / what it is and where MCP listens', async () => {
    const answer = await ask(door.url, '/');
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({ name: 'prompt-improver', mcp: '/mcp' });
  });

  it('is live and ready', async () => {
    expect(await ask(door.url, '/health/live')).toMatchObject({ status: 200 });
    expect((await ask(door.url, '/health/ready')).json()).toEqual({ status: 'ready', store: 'ok' });
    expect(await ask(door.url, '/health/ready', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });

  it('tells its status, as the tool does, and refuses what is out of bounds', async () => {
    // The first one may be answered without the other processes, rather than late.
    const status = async () =>
      statusSchema.parse((await ask(door.url, '/api/status?scope=all&window_seconds=60')).json());
    await expect.poll(status).toMatchObject({ scope: 'all', store: { state: 'ok' } });
    for (const [query, field] of [
      ['window_seconds=9', 'window_seconds'],
      ['window_seconds=1e9', 'window_seconds'],
      ['scope=world', 'scope'],
      ['secret=1', 'secret'],
    ] as const) {
      const refused = await ask(door.url, `/api/status?${query}`);
      expect(refused.status).toBe(400);
      expect(refused.json()).toMatchObject({ error: { code: 'INVALID_ARGUMENT', field } });
    }
  });

  it('is not ready when the store does not answer', async () => {
    const down: Pick<Services, 'status' | 'alerts'> = {
      status: {
        status: () => Promise.reject(new Error('not asked')),
        store: () => Promise.reject(new Error('no store')),
      },
      // Nobody waits for word of it here.
      alerts: { onChange: () => () => {} } as unknown as AlertService,
    };
    const server = await startHttpServer({
      config: {
        host: '127.0.0.1',
        port: 0,
        tokens: [],
        allowedHosts: [],
        allowedOrigins: [],
        maxBodyBytes: 1_000,
        maxBodiesBytes: 1_000,
      },
      factory: () => Promise.reject(new Error('not reached')),
      // The health route uses nothing else.
      services: down as Services,
      ...unlimited(),
      logger: silent,
    });
    const answer = await ask(server.url, '/health/ready');
    expect(answer).toMatchObject({ status: 503 });
    expect(answer.json()).toEqual({ status: 'unavailable', store: 'STORE_UNAVAILABLE' });
    await server.close();
  });

  it.each(['/nothing', '/mcp/', '/health', '//mcp', '/%00', '/mcp%2f'])('answers 404 at %s', async (path) => {
    const answer = await ask(door.url, path.startsWith('//') ? `${door.url}${path}` : path);
    expect(answer.status).toBe(404);
    expect(answer.json()).toMatchObject({ error: { code: 'NOT_FOUND', hint: expect.stringContaining('/mcp') } });
  });

  it('names the methods a path takes', async () => {
    const get = await ask(door.url, '/mcp');
    expect(get).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    expect(get.json()).toMatchObject({ jsonrpc: '2.0', error: { data: { code: 'METHOD_NOT_ALLOWED' } } });
    expect(await ask(door.url, '/health/live', { method: 'DELETE' })).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD' },
    });
  });

  it.each(['evil.example', 'prompts.example.evil.example', '192.0.2.1'])(
    'refuses the host %s before all else',
    async (host) => {
      const answer = await ask(door.url, '/nothing', { headers: { host } });
      expect(answer.status).toBe(403);
      expect(answer.json()).toMatchObject({ error: { code: 'FORBIDDEN_HOST' } });
    },
  );

  it('takes an allowed host', async () => {
    expect(await ask(door.url, '/', { headers: { host: 'prompts.example:8443' } })).toMatchObject({ status: 200 });
  });

  it('refuses other origins and lets pages of allowed ones read the answers', async () => {
    const evil = await ask(door.url, '/mcp', post(initialize, { origin: 'https://evil.example' }));
    expect(evil.status).toBe(403);
    expect(evil.json()).toMatchObject({ error: { data: { code: 'FORBIDDEN_ORIGIN' } } });
    expect(evil.headers['access-control-allow-origin']).toBeUndefined();

    const origin = 'https://app.example';
    const preflight = await ask(door.url, '/mcp', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect(preflight).toMatchObject({ status: 204, headers: { 'access-control-allow-origin': origin } });
    const allowed = await ask(door.url, '/mcp', post(initialize, { origin }));
    expect(allowed).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': origin, vary: 'Origin' } });
  });

  it.each([
    ['malformed JSON', post('{"jsonrpc"'), 400, -32_700, 'INVALID_JSON'],
    ['no body', post(''), 400, -32_700, 'INVALID_JSON'],
    ['bytes that are not UTF-8', post(Buffer.from([0x22, 0xff, 0x22])), 400, -32_700, 'INVALID_UTF8'],
    [
      'another content type',
      post(initialize, { 'content-type': 'text/plain' }),
      415,
      -32_000,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['a compressed body', post(initialize, { 'content-encoding': 'gzip' }), 415, -32_000, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('refuses %s', async (_what, request, status, code, name) => {
    const answer = await ask(door.url, '/mcp', request);
    expect(answer.status).toBe(status);
    expect(answer.json()).toMatchObject({ jsonrpc: '2.0', id: null, error: { code, data: { code: name } } });
  });

  it.each([
    ['announced', { 'content-length': String(MAX_BODY_BYTES + 1) }],
    ['streamed', { 'transfer-encoding': 'chunked' }],
  ])('refuses a body that is too large, %s, naming the limit', async (_how, headers) => {
    const answer = await ask(door.url, '/mcp', post('x'.repeat(MAX_BODY_BYTES + 1), headers));
    expect(answer).toMatchObject({ status: 413, headers: { connection: 'close' } });
    expect(answer.json()).toMatchObject({
      error: {
        message: expect.stringContaining('100,000 bytes'),
        data: { code: 'BODY_TOO_LARGE', limit: MAX_BODY_BYTES },
      },
    });
  });

  it('does not read a body without end', async () => {
    const { port } = new URL(door.url);
    const socket = connectSocket(Number(port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write(
      'POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
    );
    let sentBytes = 0;
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    while (!socket.destroyed && sentBytes < 50_000_000) {
      sentBytes += chunk.length;
      if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => {});
    }
    expect(sentBytes).toBeLessThan(20_000_000);
  });

  it('answers a message that is no JSON-RPC, and an unknown method, as the SDK does', async () => {
    expect((await ask(door.url, '/mcp', post('{"hello": 1}'))).json()).toMatchObject({
      error: { code: expect.any(Number) },
    });
    const unknown = JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'no/such/method' });
    expect((await ask(door.url, '/mcp', post(unknown))).body).toContain('-32601');
  });

  it('serves many clients at the same time in both eras', async () => {
    const clients = await Promise.all([LEGACY, MODERN, LEGACY, MODERN].map((mode) => door.connect(mode)));
    const calls = clients.flatMap((client) =>
      Array.from({ length: 25 }, () =>
        client.callTool({ name: 'analyze_prompt', arguments: { prompt: 'Sort the list.' } }),
      ),
    );
    const results = await Promise.all(calls);
    expect(results.every(({ isError }) => isError !== true)).toBe(true);
  });
});

describe('tokens', () => {
  it('are required once there are any, but not for health', async () => {
    await using door = await startHttp({ tokens: ['alpha-token', 'beta-token'] });
    expect(await ask(door.url, '/api/status')).toMatchObject({ status: 401 });
    for (const authorization of ['', 'Bearer', 'Bearer wrong', 'Basic alpha-token', 'Bearer alpha-token2']) {
      const answer = await ask(door.url, '/mcp', post(initialize, authorization === '' ? {} : { authorization }));
      expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
      expect(answer.json()).toMatchObject({ error: { data: { code: 'UNAUTHORIZED' } } });
    }
    expect(await ask(door.url, '/health/live')).toMatchObject({ status: 200 });
    expect(await ask(door.url, '/mcp', post(initialize, { authorization: 'bearer alpha-token' }))).toMatchObject({
      status: 200,
    });
  });

  it.each([
    ['initialize era', LEGACY],
    ['2026-07-28', MODERN],
  ] as const)('keep callers apart: %s', async (_era, mode) => {
    await using door = await startHttp({ tokens: ['alpha-token', 'beta-token'] });
    const alpha = await door.connect(mode, 'alpha-token');
    const beta = await door.connect(mode, 'beta-token');
    const session_id = 'shared-name';
    await alpha.callTool({ name: 'set_session', arguments: { session_id, data: { of: 'alpha' } } });
    const improved = await alpha.callTool({ name: 'improve_prompt', arguments: { prompt: 'Fix it.', session_id } });
    const { improvement_id } = improved.structuredContent as { improvement_id: string };

    for (const name of ['get_session', 'touch_session', 'delete_session']) {
      const refused = await beta.callTool({ name, arguments: { session_id } });
      expect(refused).toMatchObject({
        isError: true,
        content: [{ text: expect.stringMatching(/^SESSION_NOT_FOUND/) }],
      });
    }
    await expect(beta.readResource({ uri: `prompt-improver://sessions/${session_id}/history` })).rejects.toMatchObject({
      message: expect.stringContaining('SESSION_NOT_FOUND'),
    });
    const feedback = await beta.callTool({ name: 'record_feedback', arguments: { improvement_id, rating: 1 } });
    expect(feedback).toMatchObject({
      isError: true,
      content: [{ text: expect.stringMatching(/^IMPROVEMENT_NOT_FOUND/) }],
    });

    await beta.callTool({ name: 'set_session', arguments: { session_id, data: { of: 'beta' } } });
    const kept = await alpha.callTool({ name: 'get_session', arguments: { session_id } });
    expect(kept.structuredContent).toMatchObject({ version: 1, data: { of: 'alpha' } });
  });
});
