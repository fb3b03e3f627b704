/** What a tool records itself belongs to the call that it works on, on the SDK's own doors and on this server's. */
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { context, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { measure, Tracing } from '../../src/performance/index.ts';
import { startHttp } from './doors.ts';

const exporter = new InMemorySpanExporter();
beforeAll(() => {
  new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
});
beforeEach(() => exporter.reset());
afterAll(() => {
  trace.disable();
  context.disable();
});

function post(url: string, name: string): Request {
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2025-06-18',
  };
  const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: {} } };
  return new Request(url, { method: 'POST', headers, body: JSON.stringify(call) });
}

async function recorded() {
  await expect.poll(() => exporter.getFinishedSpans()).toHaveLength(2);
  const [query, call] = exporter.getFinishedSpans();
  const isBelow = query?.parentSpanContext?.spanId === call?.spanContext().spanId;
  return { names: [query?.name, call?.name], isBelow };
}

test('another server on the SDK', async () => {
  const createServer = () => {
    const server = new McpServer({ name: 'other', version: '1.0.0' });
    server.registerTool('look_up', {}, async () => {
      trace.getTracer('library').startSpan('query').end();
      return { content: [] };
    });
    return server;
  };
  const tracing = new Tracing({ name: 'other', version: '1.0.0' });
  const handler = createMcpHandler(measure(createServer, { sinks: [], tracing }));
  await (await handler.fetch(post('http://localhost/mcp', 'look_up'))).text();
  expect(await recorded()).toEqual({ names: ['query', 'tools/call look_up'], isBelow: true });
  await handler.close();
});

test('this server over HTTP', async () => {
  // The status asks for it while it works.
  await using door = await startHttp({}, () => trace.getTracer('library').startSpan('query').end());
  await vi.dynamicImportSettled();
  await (await fetch(post(new URL('/mcp', door.url).href, 'get_performance_status'))).text();
  expect(await recorded()).toEqual({ names: ['query', 'tools/call get_performance_status'], isBelow: true });
});
