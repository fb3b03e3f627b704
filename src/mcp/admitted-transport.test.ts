import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import { Admission } from '../resilience/admission/admission.ts';
import { FixedLimit } from '../resilience/admission/concurrency-limit.ts';
import { AdmittedTransport } from './admitted-transport.ts';

const request = (id: number, name = 'improve_prompt'): JSONRPCMessage => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, arguments: {} },
});
const cancelled = (requestId: number): JSONRPCMessage => ({
  jsonrpc: '2.0',
  method: 'notifications/cancelled',
  params: { requestId },
});
const answer = (id: number): JSONRPCMessage => ({ jsonrpc: '2.0', id, result: {} });

function transport(places: number, mostWaitMs: number) {
  const sent: JSONRPCMessage[] = [];
  const delivered: unknown[] = [];
  const inner: Transport = {
    start: async () => {},
    close: async () => inner.onclose?.(),
    send: async (message) => void sent.push(message),
  };
  const admission = new Admission({ limit: new FixedLimit(places), mostWaitMs, now: () => performance.now() });
  const outer = new AdmittedTransport(inner, { admission, owner: 'local', onWaited: () => {} });
  // The interface of the SDK has properties for its listeners.
  // oxlint-disable-next-line unicorn/prefer-add-event-listener
  outer.onmessage = (message) => delivered.push('id' in message ? message.id : message);
  const receive = (message: JSONRPCMessage) => inner.onmessage?.(message);
  return { outer, inner, admission, sent, delivered, receive };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('AdmittedTransport', () => {
  it('hands on what has a place, and the next one when the answer was sent', async () => {
    const { outer, delivered, receive } = transport(1, 60_000);
    receive(request(1));
    receive(request(2));
    expect(delivered).toEqual([1]);
    await outer.send(answer(1));
    await settled();
    expect(delivered).toEqual([1, 2]);
  });

  it('answers what is not let in by its id, and never hands it on', async () => {
    const { sent, delivered, receive } = transport(1, 1);
    receive(request(1));
    receive(request(2));
    await expect.poll(() => sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      id: 2,
      error: { code: -32_000, data: { code: 'OVERLOADED', retry_after_ms: expect.any(Number) } },
    });
    expect(delivered).toEqual([1]);
  });

  it('hands on the status while every place is taken', () => {
    const { delivered, receive } = transport(1, 60_000);
    receive(request(1));
    receive(request(2, 'get_performance_status'));
    expect(delivered).toEqual([1, 2]);
  });

  it('forgets without an answer who is taken back while it waits, and frees the place of who works', async () => {
    const { admission, sent, delivered, receive } = transport(1, 60_000);
    receive(request(1));
    receive(request(2));
    receive(request(3));
    receive(cancelled(2));
    receive(cancelled(1));
    await settled();
    expect(delivered.filter((one) => typeof one === 'number')).toEqual([1, 3]);
    expect(sent).toEqual([]);
    expect(admission.figures()).toMatchObject({ inFlight: 1, queued: 0 });
  });

  it('gives back every place when the connection ends', async () => {
    const { outer, admission, receive } = transport(2, 60_000);
    for (let id = 0; id < 5; id++) receive(request(id));
    await outer.close();
    await settled();
    expect(admission.figures()).toMatchObject({ inFlight: 0, queued: 0 });
  });
});
