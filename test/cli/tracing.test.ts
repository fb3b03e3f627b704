/** The set-up of an OpenTelemetry SDK as it stands in `examples/`, with the server as it is run from the sources and as it is published. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type CliOptions, RunningCli } from './cli.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const SETUP = new URL('../../examples/tracing.ts', import.meta.url).href;
const BUILT = here('../../dist/bin.js');
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const HEADER_TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = '00f067aa0ba902b7';
const SECRET_TEXT = 'Sort the names of my customers.';

interface PrintedSpan {
  readonly span: string;
  readonly kind: number;
  readonly traceId: string;
  readonly parentSpanId?: string;
  readonly durationMs: number;
  readonly status: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly events: readonly { readonly name: string }[];
}

const call = (id: number, name: string, args: object, traceId?: string) => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, arguments: args, ...(traceId && { _meta: { traceparent: `00-${traceId}-${PARENT}-01` } }) },
});
const INITIALIZE = {
  jsonrpc: '2.0',
  id: 0,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};

function serve(args: readonly string[], options: Pick<CliOptions, 'bin' | 'env'>): RunningCli {
  return new RunningCli(['serve', ...args], { nodeArgs: ['--import', SETUP], ...options });
}

/** The spans that it has printed, once there is one of this request. */
async function spansUntil(running: RunningCli, requestId: string): Promise<PrintedSpan[]> {
  await running.printed('stderr', new RegExp(String.raw`"jsonrpc\.request\.id":"${requestId}".*\n`));
  return running.stderr
    .split('\n')
    .filter((line) => line.startsWith('{"span":'))
    .map((line) => JSON.parse(line) as PrintedSpan); // as the example prints them
}

const byId = (spans: readonly PrintedSpan[], id: string) =>
  spans.find(({ attributes }) => attributes['jsonrpc.request.id'] === id);

describe.each([
  ['the sources', undefined, false],
  ['the bundle', BUILT, !existsSync(BUILT)],
])('%s over stdio', (_name, bin, isMissing) => {
  test.skipIf(isMissing)('each request is a span below that of its caller', async () => {
    const running = serve(['--stdio'], bin === undefined ? {} : { bin });
    running.send(`${JSON.stringify(INITIALIZE)}\n`);
    await running.printed('stdout', /"id":0/);
    for (const message of [
      call(1, 'improve_prompt', { prompt: SECRET_TEXT }, TRACE),
      call(2, 'get_session', { session_id: 'nobody' }, TRACE),
      call(3, 'made_up', {}),
    ])
      running.send(`${JSON.stringify(message)}\n`);
    await spansUntil(running, '1');
    await spansUntil(running, '2');
    const spans = await spansUntil(running, '3');

    expect(byId(spans, '0')).toMatchObject({ span: 'initialize', status: 0 });
    const improved = byId(spans, '1');
    expect(improved).toMatchObject({
      span: 'tools/call improve_prompt',
      kind: 1,
      traceId: TRACE,
      parentSpanId: PARENT,
      status: 0,
      attributes: {
        'mcp.method.name': 'tools/call',
        'gen_ai.tool.name': 'improve_prompt',
        'mcp.protocol.version': '2025-06-18',
        'network.transport': 'pipe',
        'prompt_improver.outcome': 'ok',
      },
    });
    expect(improved?.durationMs).toBeGreaterThan(0);
    expect(improved?.events.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['parse', 'compute', 'store', 'serialise', 'write']),
    );
    expect(byId(spans, '2')).toMatchObject({
      span: 'tools/call get_session',
      traceId: TRACE,
      status: 2,
      attributes: { 'error.type': 'SESSION_NOT_FOUND', 'prompt_improver.outcome': 'tool_error' },
    });
    expect(byId(spans, '3')).toMatchObject({
      span: 'tools/call',
      status: 2,
      attributes: { 'error.type': '-32602', 'rpc.response.status_code': '-32602' },
    });
    expect(running.stderr).not.toContain(SECRET_TEXT);
    expect(running.stderr).not.toContain('made_up');
    running.child.stdin?.end();
    expect(await running.ended()).toEqual({ code: 0, signal: null });
  });
});

async function serveHttp(env: Readonly<Record<string, string>> = {}) {
  const running = serve(['--port', '0'], { env });
  const [, url = ''] = await running.printed('stderr', /listens on {2}(\S+)[^]*connect .*\n/);
  const post = async (message: object, headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': '2025-06-18',
        ...headers,
      },
      body: JSON.stringify(message),
    });
    await response.text();
  };
  const metrics = async () => (await fetch(new URL('/metrics', url))).text();
  return { running, post, metrics };
}

describe('over HTTP', () => {
  test('the request names its parent, or the header does', async () => {
    const { running, post, metrics } = await serveHttp();
    const traceparent = `00-${HEADER_TRACE}-${PARENT}-01`;
    await post(call(1, 'improve_prompt', { prompt: SECRET_TEXT }, TRACE), { traceparent });
    await post(call(2, 'improve_prompt', { prompt: SECRET_TEXT }), { traceparent });
    await spansUntil(running, '1');
    const spans = await spansUntil(running, '2');
    expect(byId(spans, '1')).toMatchObject({
      traceId: TRACE,
      parentSpanId: PARENT,
      attributes: { 'network.transport': 'tcp', 'mcp.protocol.version': '2025-06-18' },
    });
    expect(byId(spans, '2')).toMatchObject({ traceId: HEADER_TRACE, parentSpanId: PARENT });
    expect(await metrics()).toContain('prompt_improver_trace_spans_total{outcome="recorded"} 2');
  });

  test('nothing is recorded when it is switched off', async () => {
    const { running, post, metrics } = await serveHttp({ PROMPT_IMPROVER_PERFORMANCE_TRACING: 'off' });
    await post(call(1, 'improve_prompt', { prompt: SECRET_TEXT }, TRACE));
    expect(await metrics()).not.toContain('prompt_improver_trace_spans_total');
    expect(running.stderr).not.toContain('"span":');
  });
});
