/**
 * OpenTelemetry traces of the server: `node --import ./examples/tracing.ts dist/bin.js serve` writes each span as a line of
 * JSON to standard error (standard output belongs to the protocol on stdio). For a collector, put
 * `new BatchSpanProcessor(new OTLPTraceExporter())` in place of the processor below.
 */
import {
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-node';

const toStderr: SpanExporter = {
  export(spans, done) {
    for (const span of spans) process.stderr.write(`${JSON.stringify(line(span))}\n`);
    done({ code: 0 });
  },
  shutdown: async () => {},
};

function line(span: ReadableSpan): object {
  const { traceId, spanId } = span.spanContext();
  const [seconds, nanoseconds] = span.duration;
  return {
    span: span.name,
    kind: span.kind,
    traceId,
    spanId,
    parentSpanId: span.parentSpanContext?.spanId,
    durationMs: seconds * 1e3 + nanoseconds / 1e6,
    status: span.status.code,
    attributes: span.attributes,
    events: span.events.map(({ name, attributes }) => ({ name, ...attributes })),
  };
}

new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(toStderr)] }).register();
