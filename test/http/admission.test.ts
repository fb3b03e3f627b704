/** What callers of a busy server see: who is refused and how, and who is answered all the same. */
import { Agent, type IncomingMessage, request } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { type HttpDoor, MODERN, MODERN_META, startHttp } from '../mcp/doors.ts';

const HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
/** One call at a time, and next to no waiting. */
const TIGHT = { minInFlight: 1, maxInFlight: 1, maxQueueMs: 1 };
/** A body of some size. */
const LONG_PROMPT = 'Explain the difference between these two approaches in detail, please. '.repeat(3_000);

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly message: {
    readonly id?: unknown;
    readonly error?: { readonly data: Record<string, unknown>; readonly message: string };
    readonly result?: Record<string, unknown>;
  };
}

const agent = new Agent({ keepAlive: true });

async function post(url: string, body: string, headers: Record<string, string> = {}): Promise<Answer> {
  const req = request(new URL('/mcp', url), { method: 'POST', agent, headers: { ...HEADERS, ...headers } });
  req.end(body);
  const [res] = (await once(req, 'response')) as [IncomingMessage];
  const content = await text(res);
  return {
    status: res.statusCode ?? 0,
    headers: res.headers,
    message: JSON.parse(content.slice(content.indexOf('{'))) as Answer['message'], // a message, or a stream of one
  };
}

const call = (id: number, name: string, args: object = {}) =>
  JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: args } });
const improve = (id: number, prompt = `Fix the bug number ${id}.`) => call(id, 'improve_prompt', { prompt });

/** While the only place is taken, as by a call that takes as long as the work does. */
async function whileBusy<T>(door: HttpDoor, work: () => Promise<T>): Promise<T> {
  const permit = await door.admission.enter('live', 'somebody');
  try {
    return await work();
  } finally {
    permit.release(undefined);
  }
}

describe('a server that is busy', () => {
  it('refuses with 503, when to come back, and a JSON-RPC error by the id of the request', async () => {
    await using door = await startHttp({}, undefined, { admission: TIGHT });
    const answer = await whileBusy(door, () => post(door.url, improve(7)));
    expect(answer.status).toBe(503);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(answer.message).toMatchObject({
      id: 7,
      error: { code: -32_000, data: { code: 'OVERLOADED', retryable: true, retry_after_ms: expect.any(Number) } },
    });
    expect((await door.services.status.status()).admission.classes.live.shed).toMatchObject({ queue_timeout: 1 });
    // The connection was not harmed, and neither was the server.
    expect((await post(door.url, improve(8))).message.result).toBeDefined();
  });

  it('answers status, lists and health', async () => {
    await using door = await startHttp({}, undefined, { admission: TIGHT });
    const [status, list, health] = await whileBusy(door, async () => [
      await post(door.url, call(2, 'get_performance_status')),
      await post(door.url, JSON.stringify({ jsonrpc: '2.0', id: 3, method: 'tools/list', params: {} })),
      await fetch(new URL('/health/ready', door.url)),
    ]);
    expect(status?.message.result).toMatchObject({ structuredContent: { admission: { on: true, limit: 1 } } });
    expect(list?.message.result).toMatchObject({ tools: expect.any(Array) });
    expect(health).toMatchObject({ status: 200 });
  });

  it('does not believe a header that makes a call look like a list', async () => {
    await using door = await startHttp({}, undefined, { admission: TIGHT });
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 9,
      method: 'tools/call',
      params: { name: 'improve_prompt', arguments: { prompt: 'Fix it.' }, _meta: MODERN_META },
    });
    const headers = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/list' };
    expect(await whileBusy(door, () => post(door.url, body, headers))).toMatchObject({ status: 503 });
  });

  it('tells the client of the SDK what to do', async () => {
    await using door = await startHttp({}, undefined, { admission: TIGHT });
    const client = await door.connect(MODERN);
    const failure = await whileBusy(door, () =>
      client.callTool({ name: 'improve_prompt', arguments: { prompt: 'Fix it.' } }).catch((error: Error) => error),
    );
    expect(String(failure)).toContain('OVERLOADED');
  });

  it('lets in everybody when it is told to', async () => {
    await using door = await startHttp({}, undefined, { admission: { ...TIGHT, enabled: 'off' } });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, id) => post(door.url, improve(id))));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });
});

describe('the bodies under way', () => {
  it('take no more memory together than they may; small ones pass', async () => {
    await using door = await startHttp({ maxBodiesBytes: 1_048_576 });
    const hold = request(new URL('/mcp', door.url), {
      method: 'POST',
      headers: { ...HEADERS, 'content-length': '1000000' },
    });
    hold.on('error', () => {});
    hold.write('{');
    for (;;) {
      const { admission } = await door.services.status.status();
      if (admission.bodies.usedBytes > 0) break;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const refused = await post(door.url, improve(1, LONG_PROMPT));
    expect(refused).toMatchObject({ status: 503, message: { error: { data: { code: 'OVERLOADED' } } } });
    expect(await post(door.url, improve(2))).toMatchObject({ status: 200 });
    hold.destroy();
    for (;;) {
      const { admission } = await door.services.status.status();
      if (admission.bodies.usedBytes === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(await post(door.url, improve(3, LONG_PROMPT))).toMatchObject({ status: 200 });
  });
});
