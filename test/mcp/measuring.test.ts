/** Every request is counted exactly once, with its outcome, whatever a client does and on whichever door it comes in. */
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startHttpServer } from '../../src/http/server.ts';
import { FastLane } from '../../src/mcp/fast-lane.ts';
import { operationNames } from '../../src/mcp/operation-names.ts';
import { createMcpServerFactory } from '../../src/mcp/server.ts';
import { serveMcpStdio } from '../../src/mcp/stdio.ts';
import { Measuring } from '../../src/performance/measuring.ts';
import { type FinishedOperation, operationName, PHASES } from '../../src/performance/operation.ts';
import type { Services } from '../../src/services/types.ts';
import { unlimited } from '../http/unlimited.ts';
import { silent, startApp, type TestApp } from '../use-cases/app.ts';
import { MODERN_META } from './doors.ts';

let app: TestApp;
let operations: FinishedOperation[];
let measuring: Measuring;
let services: Services;
let release: () => void;
/** Calls that wait to be let. */
let waiting: number;

beforeEach(async () => {
  app = await startApp();
  operations = [];
  measuring = new Measuring({
    sinks: [{ record: (operation) => operations.push(operation) }],
    namesOf: operationNames,
  });
  const gate = Promise.withResolvers<void>();
  release = gate.resolve;
  waiting = 0;
  services = {
    ...app.app.services,
    // Answers when it is let, and not to those who have gone.
    analytics: {
      async report(caller, request) {
        waiting += 1;
        await gate.promise;
        return app.app.services.analytics.report(caller, request);
      },
    },
  };
});
afterEach(async () => {
  release();
  await app[Symbol.asyncDispose]();
});

const factory = () => createMcpServerFactory({ services, logger: silent, version: '1.0.0' });
const tally = () =>
  Object.entries(
    Object.groupBy(operations, (operation) =>
      `${operationName(operation)} ${operation.outcome} ${operation.errorType ?? ''}`.trimEnd(),
    ),
  )
    .map(([name, of]) => `${of?.length} ${name}`)
    .sort();
const phasesOf = (operation: FinishedOperation | undefined) =>
  PHASES.filter((_, index) => (operation?.phaseMs[index] ?? 0) > 0);
const sum = (numbers: ArrayLike<number>) => Array.from(numbers).reduce((a, b) => a + b, 0);
async function counted(count: number): Promise<void> {
  for (let tries = 0; operations.length < count && tries < 500; tries++) await delay(20);
}

const message = (id: number, method: string, params?: object) => ({
  jsonrpc: '2.0',
  id,
  method,
  ...(params && { params }),
});
const call = (id: number, name: string, args: object = {}) => message(id, 'tools/call', { name, arguments: args });
const modern = (id: number, method: string, params: object = {}) =>
  message(id, method, { ...params, _meta: MODERN_META });
const initialize = message(1, 'initialize', {
  protocolVersion: '2025-03-26',
  capabilities: {},
  clientInfo: { name: 't', version: '1' },
});

describe('over stdio', () => {
  let stdin: PassThrough;
  let stdout: PassThrough;
  let server: ReturnType<typeof serveMcpStdio>;
  beforeEach(() => {
    stdin = new PassThrough();
    stdout = new PassThrough();
    stdout.resume();
    server = serveMcpStdio({
      factory: factory(),
      admission: unlimited().admission,
      logger: silent,
      measuring,
      stdin,
      stdout,
    });
  });
  afterEach(() => server.close());
  const say = (...lines: (object | string)[]) =>
    stdin.write(lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''));

  it('counts what an initialize-era client does', async () => {
    say(initialize);
    await counted(1);
    say(
      { jsonrpc: '2.0', method: 'notifications/initialized' },
      message(2, 'tools/list'),
      call(3, 'improve_prompt', { prompt: 'Fix the bug in the login form' }),
      call(4, 'improve_prompt', { prompt: '' }),
      call(5, 'no_such_tool'),
      message(6, 'no/such/method'),
      message(7, 'resources/read', { uri: 'prompt-improver://rules/Q05' }),
      message(8, 'resources/read', { uri: 'prompt-improver://rules/Z99' }),
      message(9, 'prompts/get', { name: 'improve', arguments: { prompt: 'Fix it' } }),
      '{oops',
      { jsonrpc: '1.0', id: 10 },
      '[]',
      [message(11, 'ping'), message(12, 'ping'), 7],
      call(13, 'get_analytics'),
    );
    await counted(14);
    say({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 13 } });
    say(call(14, 'get_analytics'));
    await counted(15);
    stdin.end();
    release();
    await server.closed;
    expect(tally()).toEqual([
      '1 initialize ok',
      '1 other protocol_error -32601',
      '1 other protocol_error INVALID_JSON',
      '1 prompts/get/improve ok',
      '1 resources/read/rule ok',
      '1 resources/read/rule protocol_error RULE_NOT_FOUND',
      '1 tools/call protocol_error -32602',
      '1 tools/call/get_analytics cancelled cancelled',
      '1 tools/call/get_analytics ok',
      '1 tools/call/improve_prompt ok',
      '1 tools/call/improve_prompt tool_error PROMPT_EMPTY',
      '1 tools/list ok',
      '2 ping ok',
      '3 other protocol_error INVALID_ARGUMENT',
    ]);
    const improved = operations.find(
      (operation) => operation.target === 'improve_prompt' && operation.outcome === 'ok',
    );
    expect(phasesOf(improved)).toEqual(['parse', 'cache_l1', 'compute', 'store', 'serialise', 'write']);
    for (const { phaseMs, durationMs } of operations) expect(sum(phaseMs)).toBeLessThanOrEqual(durationMs + 0.001);
  });

  it('counts a subscription when it is in force, and what is under way when the connection breaks', async () => {
    say(
      modern(1, 'subscriptions/listen', { notifications: { toolsListChanged: true } }),
      modern(2, 'tools/call', { name: 'get_analytics', arguments: {} }),
    );
    await counted(1);
    stdout.destroy(new Error('the client is gone'));
    await server.closed;
    expect(tally()).toEqual(['1 subscriptions/listen ok', '1 tools/call/get_analytics cancelled cancelled']);
  });
});

describe.each(['with', 'without'])('over HTTP, %s the fast lane', (withLane) => {
  let server: Awaited<ReturnType<typeof startHttpServer>>;
  let fastLane: FastLane | undefined;
  const token = 'a-token-for-this-test';
  beforeEach(async () => {
    const config = {
      host: '127.0.0.1',
      port: 0,
      tokens: [token],
      allowedHosts: [],
      allowedOrigins: [],
      maxBodyBytes: 50_000,
      maxBodiesBytes: 67_108_864,
    };
    const mcp = { services, logger: silent, version: '1.0.0' };
    fastLane = withLane === 'with' ? new FastLane(mcp) : undefined;
    server = await startHttpServer({
      config,
      factory: createMcpServerFactory({ ...mcp, fastLane }),
      services,
      ...unlimited(),
      logger: silent,
      measuring,
      fastLane,
    });
  });
  afterEach(() => server.close());

  const post = async (body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(new URL('/mcp', server.url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        authorization: `Bearer ${token}`,
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return response.text();
  };
  const postModern = (id: number, method: string, params: object = {}, name?: string) =>
    post(modern(id, method, params), {
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
      ...(name !== undefined && { 'mcp-name': name }),
    });

  it('counts what clients of both eras do', async () => {
    await post(initialize);
    await post({ jsonrpc: '2.0', method: 'notifications/initialized' });
    await post(call(1, 'improve_prompt', { prompt: 'Fix the bug' }));
    await post(call(1, 'improve_prompt', { prompt: 'Fix the bug' }));
    await post(call(1, 'improve_prompt', { prompt: 7 }));
    await post(call(1, 'no_such_tool'));
    await post([message(1, 'ping'), call(2, 'improve_prompt', { prompt: '' }), message(3, 'tools/list')]);
    await post('{oops');
    await post({ jsonrpc: '1.0', id: 7 });
    await post('"'.padEnd(60_000, 'x'));
    await post(initialize, { 'content-type': 'text/plain' });
    await post(initialize, { authorization: 'Bearer wrong-token' });
    await postModern(1, 'server/discover');
    const fix = { name: 'improve_prompt', arguments: { prompt: 'Fix the bug' } };
    await postModern(1, 'tools/call', fix, 'improve_prompt');
    await postModern(2, 'tools/call', fix, 'improve_prompt');
    await postModern(1, 'tools/call', { name: 'improve_prompt', arguments: {} }, 'another_name');
    await postModern(1, 'no/such/method');
    await counted(17);
    expect(tally()).toEqual([
      '1 initialize ok',
      '1 other protocol_error -32600',
      '1 other protocol_error -32601',
      '1 other protocol_error BODY_TOO_LARGE',
      '1 other protocol_error INVALID_JSON',
      '1 other protocol_error UNSUPPORTED_MEDIA_TYPE',
      '1 ping ok',
      '1 server/discover ok',
      '1 tools/call protocol_error -32602',
      '1 tools/call/improve_prompt protocol_error -32020',
      '1 tools/call/improve_prompt tool_error INVALID_ARGUMENT',
      '1 tools/call/improve_prompt tool_error PROMPT_EMPTY',
      '1 tools/list ok',
      '4 tools/call/improve_prompt ok',
    ]);
    expect(fastLane?.figures.fastLane).toBe(withLane === 'with' ? 3 : undefined);
    for (const operation of operations.filter(({ target, outcome }) => target !== '' && outcome === 'ok')) {
      expect(phasesOf(operation)).toEqual(expect.arrayContaining(['parse', 'serialise', 'write']));
      expect(sum(operation.phaseMs)).toBeLessThanOrEqual(operation.durationMs + 0.001);
    }
  });

  it('counts who goes before the answer, in both eras', async () => {
    const calls = [
      [call(1, 'get_analytics'), {}],
      [
        modern(1, 'tools/call', { name: 'get_analytics', arguments: {} }),
        { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': 'get_analytics' },
      ],
    ] as const;
    for (const [index, [body, headers]] of [...calls, ...calls].entries()) {
      const req = httpRequest(new URL('/mcp', server.url), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          authorization: `Bearer ${token}`,
          ...headers,
        },
      });
      req.on('error', () => {});
      req.end(JSON.stringify(body));
      await expect.poll(() => waiting).toBe(index + 1);
      req.destroy();
    }
    await counted(4);
    expect(tally()).toEqual(['4 tools/call/get_analytics cancelled cancelled']);
    expect(fastLane?.figures.fastLane).toBe(withLane === 'with' ? 2 : undefined);
  });

  it('counts who goes before the answers to requests sent in one go, and works on none of them any more', async () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    for (const id of [1, 2, 3]) {
      const body = JSON.stringify(call(id, 'get_analytics'));
      const headers = [
        `host: 127.0.0.1`,
        'content-type: application/json',
        'accept: application/json, text/event-stream',
        `authorization: Bearer ${token}`,
        `content-length: ${body.length}`,
      ];
      socket.write(`POST /mcp HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n${body}`);
    }
    await expect.poll(() => waiting).toBe(3);
    socket.destroy();
    await counted(3);
    expect(tally()).toEqual(['3 tools/call/get_analytics cancelled cancelled']);
  });
});
