/**
 * Measuring for any MCP server on the SDK, whichever way it is served. It sees what passes between the server and its
 * transport, so a request begins when the SDK has parsed it and ends when the SDK has handed its answer on: written, on
 * stdio; given to the response, over HTTP. What the SDK refuses before there is a server is not seen. The doors of this
 * program measure themselves, from the bytes on.
 */
import type { McpServerFactory, Transport } from '@modelcontextprotocol/server';
import { followConnect } from './measured-server.ts';
import { Measuring, type SpanTracing } from './measuring.ts';
import { exposition, type Format } from './metrics/exposition.ts';
import type { OperationMetrics } from './metrics/operation-metrics.ts';
import { Scrape } from './metrics/scrape.ts';
import { OpenSpans } from './open-spans.ts';
import type { OperationSink } from './operation.ts';
import { TargetBook } from './target-book.ts';

export interface MeasureOptions {
  /** Told of every request once it has ended; must neither throw nor wait. */
  readonly sinks: readonly OperationSink[];
  /** Records a span of each request with the OpenTelemetry SDK that the process has registered. Default: none. */
  readonly tracing?: SpanTracing;
}

/**
 * Wraps the factory of an SDK server.
 *
 * @example
 * const metrics = new OperationMetrics();
 * serveStdio(measure(createServer, { sinks: [metrics] }));
 */
export function measure(factory: McpServerFactory, { sinks, tracing }: MeasureOptions): McpServerFactory {
  const book = new TargetBook();
  const measuring = new Measuring({ sinks, tracing, namesOf: (method, params) => book.namesOf(method, params) });
  return async (context) => {
    await tracing?.ready;
    const product = await factory(context);
    const { requestInfo } = context;
    const headers = requestInfo && Object.fromEntries(requestInfo.headers);
    const spans = new OpenSpans(measuring, requestInfo === undefined ? 'stdio' : 'http', headers);
    followConnect('server' in product ? product.server : product, (transport) => follow(transport, spans, book));
    return product;
  };
}

/** What was counted, as text for Prometheus. */
export function metricsText(metrics: OperationMetrics, format: Format = 'prometheus'): string {
  const scrape = new Scrape();
  metrics.collect(scrape);
  return exposition(scrape, format);
}

function follow(transport: Transport, spans: OpenSpans, book: TargetBook): void {
  const deliver = transport.onmessage;
  // A transport has one handler, and is no event target.
  // oxlint-disable-next-line unicorn/prefer-add-event-listener
  transport.onmessage = (message, extra) => {
    if ('method' in message && 'id' in message) {
      const arrivedMs = spans.now();
      const span = spans.open(message, arrivedMs, arrivedMs);
      book.asked(span, message.params);
      span.run(() => deliver?.(message, extra));
    } else deliver?.(message, extra);
    if ('method' in message && message.method === 'notifications/cancelled') {
      const id = message.params?.['requestId'];
      if (typeof id === 'string' || typeof id === 'number') spans.cancel(id);
    }
  };
  const send = transport.send.bind(transport);
  transport.send = async (message, options) => {
    const id = 'method' in message ? undefined : message.id;
    if (id === undefined) return send(message, options);
    const sinceMs = spans.now();
    const sending = send(message, options);
    const span = spans.answered(id, message, sinceMs);
    if (span !== undefined) book.answered(span);
    try {
      await sending;
    } catch (error) {
      span?.cancel();
      throw error;
    }
    span?.end();
    return undefined;
  };
  const closed = transport.onclose;
  // oxlint-disable-next-line unicorn/prefer-add-event-listener
  transport.onclose = () => {
    spans.cancelAll();
    closed?.();
  };
}
