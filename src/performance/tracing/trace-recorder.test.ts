/** With the real SDK; only who exports is replaced. */
import { context, type Span as OtelSpan, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Measuring } from '../measuring.ts';
import type { FinishedOperation } from '../operation.ts';
import { TraceRecorder } from './trace-recorder.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
const OTHER_TRACE = '0af7651916cd43dd8448eb211c80319c';
const traceparent = (traceId: string, flags = '01') => `00-${traceId}-${PARENT}-${flags}`;
const CALL = {
  id: 7,
  method: 'tools/call',
  params: { name: 'improve_prompt', arguments: { prompt: 'what the caller wrote' } },
};
const named = (meta: object) => ({ ...CALL, params: { ...CALL.params, _meta: meta } });

let nowMs = 0;
let finished: FinishedOperation[];
let tracing: TraceRecorder;
let measuring: Measuring;

beforeEach(() => {
  nowMs = 1_000;
  finished = [];
  tracing = new TraceRecorder({ name: 'test', version: '1.0.0', wallNow: () => 1_800_000_000_000 + nowMs });
  measuring = new Measuring({
    sinks: [{ record: (operation) => finished.push(operation) }],
    namesOf: (method) => ({ method, target: 'improve_prompt' }),
    tracing,
    now: () => nowMs,
    wallNow: () => 1_800_000_000_000 + nowMs,
  });
});

function register(processors: ConstructorParameters<typeof NodeTracerProvider>[0] = {}) {
  const exporter = new InMemorySpanExporter();
  new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)], ...processors }).register();
  return exporter;
}

afterEach(() => {
  trace.disable();
  context.disable();
});

describe('without an SDK', () => {
  test('nothing is begun, and what runs is run', () => {
    const span = measuring.beginNamed('stdio', 1_000, named({ traceparent: traceparent(TRACE) }));
    expect(span.trace).toBeUndefined();
    expect(span.run(() => 'done')).toBe('done');
    span.end();
    expect(tracing.figures).toEqual({ recorded: 0, sampledOut: 0, failed: 0 });
    expect(finished[0]?.traceId).toBe(TRACE);
  });

  test('one that is registered later is found, and one that takes its place', () => {
    measuring.beginNamed('stdio', 1_000, CALL).end();
    const first = register();
    measuring.beginNamed('stdio', 1_000, CALL).end();
    trace.disable();
    measuring.beginNamed('stdio', 1_000, CALL).end();
    const second = register();
    measuring.beginNamed('stdio', 1_000, CALL).end();
    expect([first.getFinishedSpans().length, second.getFinishedSpans().length]).toEqual([1, 1]);
    expect(tracing.figures.recorded).toBe(2);
  });
});

describe('with an SDK', () => {
  test('an operation is a span with its times, phases and what is known of it', () => {
    const exporter = register();
    const span = measuring.beginNamed('http', 1_000, CALL, { 'mcp-protocol-version': '2025-11-25' });
    nowMs = 1_030;
    span.add('store', 12.5);
    nowMs = 1_040;
    span.answered({ outcome: 'ok' }, 1_035);
    nowMs = 1_041;
    span.end();
    const [recorded] = exporter.getFinishedSpans();
    expect(recorded).toMatchObject({
      name: 'tools/call improve_prompt',
      kind: SpanKind.SERVER,
      status: { code: SpanStatusCode.UNSET },
      startTime: [1_800_000_001, 0],
      endTime: [1_800_000_001, 41_000_000],
    });
    expect(recorded?.attributes).toEqual({
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'improve_prompt',
      'jsonrpc.request.id': '7',
      'mcp.method.name': 'tools/call',
      'mcp.protocol.version': '2025-11-25',
      'network.protocol.name': 'http',
      'network.transport': 'tcp',
      'prompt_improver.outcome': 'ok',
    });
    const phases = recorded?.events.map(({ name, time, attributes }) => [name, time[1] / 1e6, attributes]);
    expect(phases).toEqual([
      ['store', 30, { 'prompt_improver.phase.duration_ms': 12.5 }],
      ['serialise', 40, { 'prompt_improver.phase.duration_ms': 5 }],
      ['write', 41, { 'prompt_improver.phase.duration_ms': 1 }],
    ]);
    expect(finished[0]?.traceId).toBe(recorded?.spanContext().traceId);
  });

  test('one look-up after another does not fill it', () => {
    const exporter = register();
    const span = measuring.beginNamed('http', 1_000, CALL);
    for (let i = 0; i < 1_000; i++) span.add('cache_l1', 0.1);
    span.end();
    expect(exporter.getFinishedSpans()[0]?.events).toHaveLength(32);
  });

  test.each([
    ['tool_error', 'STORE_FULL', SpanStatusCode.ERROR, undefined],
    ['protocol_error', '-32602', SpanStatusCode.ERROR, '-32602'],
    ['cancelled', 'cancelled', SpanStatusCode.UNSET, undefined],
  ] as const)('%s %s', (outcome, errorType, code, rpcCode) => {
    const exporter = register();
    const span = measuring.beginNamed('stdio', 1_000, CALL);
    span.answered({ outcome, errorType }, 1_000);
    span.end();
    const [recorded] = exporter.getFinishedSpans();
    expect(recorded?.status).toEqual({ code });
    expect(recorded?.attributes['error.type']).toBe(code === SpanStatusCode.ERROR ? errorType : undefined);
    expect(recorded?.attributes['rpc.response.status_code']).toBe(rpcCode);
    expect(recorded?.attributes['prompt_improver.outcome']).toBe(outcome);
  });

  test('what is no request at all is a span, too', () => {
    const exporter = register();
    measuring.begin('stdio', 1_000).end();
    expect(exporter.getFinishedSpans()[0]?.name).toBe('other');
  });

  test('a name that is known at the end is told then', () => {
    const exporter = register();
    const span = measuring.beginNamed('stdio', 1_000, CALL);
    span.names = { method: 'tools/call', target: 'add' };
    span.end();
    expect(exporter.getFinishedSpans()[0]).toMatchObject({
      name: 'tools/call add',
      attributes: { 'gen_ai.tool.name': 'add' },
    });
  });

  test('nothing that a caller wrote is in it', () => {
    const exporter = register();
    const request = {
      ...named({ 'io.modelcontextprotocol/protocolVersion': 'what the caller wrote', note: 'what the caller wrote' }),
      id: 'what the caller wrote',
    };
    const span = measuring.beginNamed('http', 1_000, request, { 'mcp-protocol-version': 'what the caller wrote' });
    span.end();
    const [recorded] = exporter.getFinishedSpans();
    const { name, attributes, events, status } = recorded ?? {};
    expect(JSON.stringify({ name, attributes, events, status })).not.toContain('the caller wrote');
  });
});

describe('the parent', () => {
  const parents = (exporter: InMemorySpanExporter) =>
    exporter.getFinishedSpans().map((span) => [span.spanContext().traceId, span.parentSpanContext?.spanId]);
  const HEADERS = { traceparent: traceparent(OTHER_TRACE) };

  test('is the one named in the request, before that of the headers', () => {
    const exporter = register();
    const meta = { traceparent: traceparent(TRACE), tracestate: 'vendor=1' };
    measuring.beginNamed('http', 1_000, named(meta), HEADERS).end();
    measuring.beginNamed('http', 1_000, CALL, HEADERS).end();
    expect(parents(exporter)).toEqual([
      [TRACE, PARENT],
      [OTHER_TRACE, PARENT],
    ]);
    expect(exporter.getFinishedSpans()[0]?.parentSpanContext?.traceState?.serialize()).toBe('vendor=1');
  });

  test('is what the transport has begun, before the headers; passed over, it is linked', () => {
    const exporter = register();
    const around = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 };
    context.with(trace.setSpanContext(context.active(), around), () => {
      measuring.beginNamed('http', 1_000, CALL, HEADERS).end();
      measuring.beginNamed('http', 1_000, named({ traceparent: traceparent(TRACE) }), HEADERS).end();
    });
    expect(parents(exporter)).toEqual([
      [around.traceId, around.spanId],
      [TRACE, PARENT],
    ]);
    expect(exporter.getFinishedSpans()[1]?.links).toMatchObject([{ context: { spanId: around.spanId } }]);
  });

  test('that was not sampled is not recorded here either', () => {
    const exporter = register();
    measuring.beginNamed('http', 1_000, named({ traceparent: traceparent(TRACE, '00') })).end();
    expect(exporter.getFinishedSpans()).toEqual([]);
    expect(tracing.figures).toEqual({ recorded: 0, sampledOut: 1, failed: 0 });
  });

  test('of what a library records meanwhile is the operation', async () => {
    const exporter = register();
    const span = measuring.beginNamed('stdio', 1_000, CALL);
    await span.run(async () => {
      await Promise.resolve();
      trace.getTracer('library').startSpan('query').end();
    });
    span.end();
    const [query, operation] = exporter.getFinishedSpans();
    expect(query?.parentSpanContext?.spanId).toBe(operation?.spanContext().spanId);
  });
});

test.each(['onStart', 'onEnd'] as const)('a processor that throws in %s costs the span only', (method) => {
  const silent = { onStart() {}, onEnd() {}, forceFlush: async () => {}, shutdown: async () => {} };
  const thrower = (_span: OtelSpan | object) => {
    throw new Error('broken');
  };
  register({ spanProcessors: [{ ...silent, [method]: thrower }] });
  const span = measuring.beginNamed('stdio', 1_000, CALL);
  span.end();
  expect(finished).toHaveLength(1);
  expect(tracing.figures.failed).toBe(1);
});

describe('at the end', () => {
  const flushedBy = (forceFlush: () => Promise<void>) =>
    register({ spanProcessors: [{ onStart() {}, onEnd() {}, forceFlush, shutdown: async () => {} }] });

  test('what the SDK holds is sent', async () => {
    let flushes = 0;
    flushedBy(async () => void (flushes += 1));
    measuring.beginNamed('stdio', 1_000, CALL).end();
    await tracing[Symbol.asyncDispose]();
    expect(flushes).toBe(1);
  });

  test('an exporter that cannot send does not fail it', async () => {
    flushedBy(() => Promise.reject(new Error('no collector')));
    measuring.beginNamed('stdio', 1_000, CALL).end();
    await expect(tracing[Symbol.asyncDispose]()).resolves.toBeUndefined();
  });
});
