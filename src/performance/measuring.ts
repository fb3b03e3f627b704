/**
 * The measuring wrapper: a door begins a span when the bytes of a request have arrived and ends it when its answer is
 * written; what has ended is told to every sink. It knows no Prometheus and no logger.
 */
import type { OperationSink, Transport } from './operation.ts';
import { type OperationNames, Span, type SpanOwner, type TraceSpan } from './span.ts';
import { traceIdIn } from './trace-context.ts';

/** How often the clock on the wall is asked: it costs as much as counting an operation. */
const WALL_CLOCK_MS = 100;

/** A request, as far as it is looked at here. */
export interface MeasuredRequest {
  readonly id?: string | number;
  readonly method: string;
  readonly params?: unknown;
}

/** What holds for all requests of a POST or a connection, by the names of the headers of HTTP. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Who records traces. */
export interface SpanTracing {
  /** What begins before is not recorded. */
  readonly ready?: Promise<void>;
  /** Must not throw. Undefined when there is nobody to tell. */
  begin(span: Span, request?: MeasuredRequest, headers?: RequestHeaders): TraceSpan | undefined;
}

export interface MeasuringOptions {
  /** Told of every operation, in this order. */
  readonly sinks: readonly OperationSink[];
  /** What a request is called: one of a bounded set of names, whatever the caller has sent. */
  readonly namesOf: (method: string, params: unknown) => OperationNames;
  /** Default: no traces. */
  readonly tracing?: SpanTracing | undefined;
  /** Monotonic milliseconds. Default: `performance.now()`. */
  readonly now?: () => number;
  /** Milliseconds since 1970. Default: `Date.now()`. */
  readonly wallNow?: () => number;
}

export class Measuring implements SpanOwner {
  readonly now: () => number;
  readonly #sinks: readonly OperationSink[];
  readonly #namesOf: MeasuringOptions['namesOf'];
  readonly #tracing: SpanTracing | undefined;
  readonly #wallNow: () => number;
  /** From the monotonic clock to the one on the wall, and until when that holds. */
  #wallOffsetMs = 0;
  #wallUntilMs = Number.NEGATIVE_INFINITY;

  constructor(options: MeasuringOptions) {
    const { sinks, namesOf, tracing, now = () => performance.now(), wallNow = () => Date.now() } = options;
    this.#tracing = tracing;
    this.#sinks = sinks;
    this.#namesOf = namesOf;
    this.now = now;
    this.#wallNow = wallNow;
  }

  /** @param startedMs when its bytes had arrived, by `now()` */
  begin(transport: Transport, startedMs: number): Span {
    const span = new Span(this, transport, startedMs);
    span.trace = this.#tracing?.begin(span);
    return span;
  }

  /** The same for a request that could be read. */
  beginNamed(transport: Transport, startedMs: number, request: MeasuredRequest, headers?: RequestHeaders): Span {
    const span = new Span(this, transport, startedMs);
    span.names = this.#namesOf(request.method, request.params);
    span.trace = this.#tracing?.begin(span, request, headers);
    span.traceId = span.trace?.traceId ?? traceIdIn(request.params);
    return span;
  }

  finished(span: Span, endedMs: number): void {
    span.trace?.end(span, endedMs);
    if (endedMs >= this.#wallUntilMs) {
      this.#wallOffsetMs = this.#wallNow() - endedMs;
      this.#wallUntilMs = endedMs + WALL_CLOCK_MS;
    }
    const operation = span.toOperation(endedMs + this.#wallOffsetMs);
    const sinks = this.#sinks;
    for (let i = 0; i < sinks.length; i++) sinks[i]?.record(operation);
  }
}
