/**
 * Records each operation as a span of OpenTelemetry, with the SDK that the process has registered, by the semantic conventions
 * for MCP servers. It brings no SDK, no exporter and no propagator.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/gen-ai/mcp
 */
import {
  context,
  type Context,
  createTraceState,
  isSpanContextValid,
  type Link,
  ProxyTracerProvider,
  type SpanContext,
  SpanKind,
  trace,
  type Tracer,
  type TracerProvider,
} from '@opentelemetry/api';
import type { MeasuredRequest, RequestHeaders, SpanTracing } from '../measuring.ts';
import type { Span } from '../span.ts';
import { metaOf, type TraceParent, traceParentIn } from '../trace-context.ts';
import { requestAttributes, spanName } from './attributes.ts';
import { OperationTrace, type TraceFigures } from './operation-trace.ts';

/** How long the last spans may take to leave the process. */
const FLUSH_MS = 2_000;

export interface TracingOptions {
  /** Of the server that is traced, as the scope of its spans. */
  readonly name: string;
  readonly version: string;
  /** Milliseconds since 1970. Default: `Date.now()`. */
  readonly wallNow?: () => number;
}

export class TraceRecorder implements SpanTracing, AsyncDisposable {
  readonly #name: string;
  readonly #version: string;
  readonly #wallNow: () => number;
  readonly #figures = { recorded: 0, sampledOut: 0, failed: 0 };
  #provider: TracerProvider | undefined;
  #tracer: Tracer | undefined;

  constructor({ name, version, wallNow = () => Date.now() }: TracingOptions) {
    this.#name = name;
    this.#version = version;
    this.#wallNow = wallNow;
  }

  /** Operations since the start, by what became of their spans. */
  get figures(): TraceFigures {
    return this.#figures;
  }

  begin(span: Span, request?: MeasuredRequest, headers?: RequestHeaders): OperationTrace | undefined {
    try {
      const tracer = this.#registered();
      return tracer && this.#start(tracer, span, request, headers);
    } catch {
      // Whatever is registered, nobody's request fails by it.
      this.#figures.failed += 1;
      return undefined;
    }
  }

  /** Sends what the SDK still holds, for two seconds at most; shutting it down is left to who has set it up. */
  async [Symbol.asyncDispose](): Promise<void> {
    const provider = this.#tracer && this.#provider;
    const delegate = provider && 'getDelegate' in provider ? (provider as ProxyTracerProvider).getDelegate() : provider;
    if (!isFlushable(delegate)) return;
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, FLUSH_MS);
    await Promise.race([late.promise, delegate.forceFlush().catch(() => {})]);
    clearTimeout(timer);
  }

  /** The provider's own tracer; undefined while nobody has registered one. */
  #registered(): Tracer | undefined {
    const provider = trace.getTracerProvider();
    if (provider === this.#provider) return this.#tracer;
    // The stand-in of this copy of the API; one of another copy is found only once an SDK is behind it.
    const isStandIn = provider instanceof ProxyTracerProvider;
    const tracer = isStandIn
      ? provider.getDelegateTracer(this.#name, this.#version)
      : provider.getTracer(this.#name, this.#version);
    if (tracer === undefined) return undefined;
    this.#provider = provider;
    this.#tracer = tracer;
    return tracer;
  }

  #start(tracer: Tracer, span: Span, request?: MeasuredRequest, headers?: RequestHeaders): OperationTrace {
    const { parent, links } = parentOf(request, headers);
    const offsetMs = this.#wallNow() - span.now();
    const started = tracer.startSpan(
      spanName(span.names),
      {
        kind: SpanKind.SERVER,
        attributes: requestAttributes(span, request, headers),
        links,
        startTime: span.startedMs + offsetMs,
      },
      parent,
    );
    return new OperationTrace({
      span: started,
      context: trace.setSpan(parent, started),
      names: span.names,
      offsetMs,
      figures: this.#figures,
    });
  }
}

/**
 * The span that the caller names in the request itself; else what instrumentation of the transport has begun; else what the
 * headers name. What is passed over for the first is linked.
 */
function parentOf(
  request: MeasuredRequest | undefined,
  headers: RequestHeaders | undefined,
): { readonly parent: Context; readonly links: Link[] } {
  const ambient = context.active();
  const around = trace.getSpanContext(ambient);
  const named = traceParentIn(metaOf(request?.params));
  const isWithin = around !== undefined && isSpanContextValid(around);
  if (named !== undefined) {
    return { parent: under(ambient, named), links: isWithin ? [{ context: around }] : [] };
  }
  const sent = isWithin ? undefined : traceParentIn(headers);
  return { parent: sent === undefined ? ambient : under(ambient, sent), links: [] };
}

function under(ambient: Context, { traceId, spanId, traceFlags, traceState }: TraceParent): Context {
  const remote: SpanContext = { traceId, spanId, traceFlags, isRemote: true };
  if (traceState !== undefined) remote.traceState = createTraceState(traceState);
  return trace.setSpanContext(ambient, remote);
}

/** As the SDK's are; the API has no word for it. */
function isFlushable(provider: unknown): provider is { forceFlush(): Promise<void> } {
  return (
    typeof provider === 'object' &&
    provider !== null &&
    'forceFlush' in provider &&
    typeof provider.forceFlush === 'function'
  );
}
