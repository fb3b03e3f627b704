import { PassThrough, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { JSONRPCMessage, RequestId } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import { StdioTransport, type StdioTransportOptions } from './stdio-transport.ts';

type Wire = Record<string, unknown> & { id?: RequestId | null; error?: { code: number; message: string } };

/** A transport on in-memory streams; `received` are messages of the client, `sent` the lines it gets back. */
async function open(options: Partial<StdioTransportOptions> = {}) {
  const stdin = new PassThrough();
  const stdout = new PassThrough();
  let output = '';
  stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const transport = new StdioTransport({ stdin, stdout, ...options });
  const received: JSONRPCMessage[] = [];
  const errors: Error[] = [];
  Object.assign(transport, {
    onmessage: (message: JSONRPCMessage) => received.push(message),
    onerror: (error: Error) => errors.push(error),
  });
  await transport.start();
  return {
    transport,
    stdin,
    stdout,
    received,
    errors,
    sent: (): Wire[] =>
      output
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Wire),
    async write(...lines: (string | Uint8Array | object)[]) {
      for (const line of lines) {
        stdin.write(typeof line === 'string' || line instanceof Uint8Array ? line : JSON.stringify(line));
        stdin.write('\n');
      }
      await settle();
    },
  };
}

const settle = () => delay(5);
const request = (id: RequestId, method = 'ping', params = {}) => ({ jsonrpc: '2.0' as const, id, method, params });
const response = (id: RequestId) => ({ jsonrpc: '2.0' as const, id, result: {} });

describe('StdioTransport', () => {
  it('ignores blank lines and takes CRLF', async () => {
    const { stdin, received, sent } = await open();
    stdin.write(`\n  \r\n${JSON.stringify(request(1))}\r\n`);
    await settle();
    expect(received).toMatchObject([{ id: 1 }]);
    expect(sent()).toEqual([]);
  });

  it('answers what is not JSON, not UTF-8 or not a message, and goes on', async () => {
    const { write, received, sent } = await open();
    await write('{oops', new Uint8Array([0xff, 0xfe]), { jsonrpc: '1.0', id: 7 }, request(8));
    expect(sent()).toMatchObject([
      { id: null, error: { code: -32_700, message: expect.stringMatching(/^INVALID_JSON: /) } },
      { id: null, error: { code: -32_700, message: expect.stringMatching(/^INVALID_UTF8: /) } },
      { id: 7, error: { code: -32_600 } },
    ]);
    expect(received).toMatchObject([{ id: 8 }]);
  });

  it('skips an over-long line, names the limit, and goes on', async () => {
    const { write, received, sent } = await open({ maxMessageBytes: 100 });
    await write('x'.repeat(1_000), request(1));
    expect(sent()).toMatchObject([
      {
        id: null,
        error: {
          code: -32_600,
          message: expect.stringContaining('100 bytes'),
          data: { code: 'BODY_TOO_LARGE', limit: 100 },
        },
      },
    ]);
    expect(received).toHaveLength(1);
  });

  it('waits at the end of input for the requests under way, then closes', async () => {
    const { transport, stdin, received, sent } = await open();
    stdin.end(JSON.stringify(request(1)));
    await settle();
    expect(received).toHaveLength(1);
    let closed = false;
    void transport.closed.then(() => (closed = true));
    await settle();
    expect(closed).toBe(false);
    await transport.send(response(1));
    await transport.closed;
    expect(sent()).toEqual([response(1)]);
  });

  it('does not wait for a cancelled request, nor for a subscription', async () => {
    const { transport, stdin, write } = await open({ drainTimeoutMs: 60_000 });
    await write(request(1), request(2, 'subscriptions/listen'));
    await write({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } });
    stdin.end();
    await expect(transport.closed).resolves.toBeUndefined();
  });

  it('gives up waiting after the drain timeout', async () => {
    const { transport, stdin } = await open({ drainTimeoutMs: 30 });
    stdin.end(`${JSON.stringify(request(1))}\n`);
    await expect(transport.closed).resolves.toBeUndefined();
  });

  it('reads no further while the requests under way hold too much, and goes on when they are answered', async () => {
    const { transport, stdin, received } = await open({ maxPendingBytes: 4_000 });
    for (let id = 0; id < 20; id += 1) {
      stdin.write(`${JSON.stringify(request(id))}\n`);
      await settle();
    }
    expect(received.length).toBeLessThan(6);
    for (let id = 0; id < 20; id += 1) {
      await transport.send(response(id));
      await settle();
    }
    expect(received).toHaveLength(20);
  });

  it('reads no further while the output is full', async () => {
    const writes: (() => void)[] = [];
    const stdout = new Writable({ highWaterMark: 10, write: (_chunk, _encoding, done) => void writes.push(done) });
    const { transport, write, received } = await open({ stdout });
    await write(request(1));
    void transport.send(response(1));
    await write(request(2));
    expect(received).toHaveLength(1);
    writes.shift()?.();
    await settle();
    expect(received).toHaveLength(2);
  });

  it('tells when its client has been answered, not before', async () => {
    const { transport, write } = await open();
    let isAnswered = false;
    const answered = transport.answered.then(() => (isAnswered = true));
    await write(request(1));
    expect(isAnswered).toBe(false);
    await transport.send(response(1));
    await answered;
    expect(isAnswered).toBe(true);
  });

  it('closes when the output breaks, once, and without an uncaught error', async () => {
    const { transport, stdout, errors } = await open();
    let closes = 0;
    Object.assign(transport, { onclose: () => (closes += 1) });
    stdout.destroy(new Error('EPIPE'));
    await transport.closed;
    await expect(transport.send(response(1))).rejects.toThrow('closed');
    await transport.close();
    expect(closes).toBe(1);
    expect(errors).toHaveLength(1);
  });

  describe('batches', () => {
    it('are refused before the handshake and in versions that have none', async () => {
      const { transport, write, sent, received } = await open();
      await write([request(1)]);
      transport.setProtocolVersion('2025-11-25');
      await write([request(1)]);
      expect(sent()).toMatchObject([
        { id: null, error: { code: -32_600 } },
        { id: null, error: { code: -32_600 } },
      ]);
      expect(received).toEqual([]);
    });

    it('are answered in one array where the version has them, faults included', async () => {
      const { transport, write, sent } = await open();
      transport.setProtocolVersion('2025-03-26');
      await write([request(1), 'oops', request(2), { jsonrpc: '2.0', method: 'notifications/progress', params: {} }]);
      await transport.send(response(2));
      expect(sent()).toEqual([]);
      await transport.send(response(1));
      await settle();
      expect(sent()).toMatchObject([[{ id: null, error: { code: -32_600 } }, { id: 2 }, { id: 1 }]]);
    });

    it('without a request are answered with their faults only, and an empty one is a fault', async () => {
      const { transport, write, sent } = await open();
      transport.setProtocolVersion('2025-03-26');
      await write([{ jsonrpc: '2.0', method: 'notifications/progress', params: {} }], [1], []);
      expect(sent()).toMatchObject([[{ error: { code: -32_600 } }], { error: { code: -32_600 } }]);
    });

    it('have a greatest size', async () => {
      const { transport, write, sent, received } = await open();
      transport.setProtocolVersion('2025-03-26');
      await write(Array.from({ length: 101 }, () => 1));
      expect(sent()).toMatchObject([{ error: { code: -32_600, data: { limit: 100 } } }]);
      expect(received).toEqual([]);
    });
  });
});
