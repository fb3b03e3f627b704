/**
 * Traces for as little as can be: what knows OpenTelemetry is loaded once somebody has registered something with it. Until
 * then an operation costs the look whether that is so.
 */
import type { MeasuredRequest, RequestHeaders, SpanTracing } from '../measuring.ts';
import type { Span, TraceSpan } from '../span.ts';
import type { TraceFigures } from './operation-trace.ts';
import type { TraceRecorder, TracingOptions } from './trace-recorder.ts';

/** Where all copies of its API, of major version 1, find what is registered. */
const REGISTRY = Symbol.for('opentelemetry.js.api.1');
const NO_FIGURES: TraceFigures = { recorded: 0, sampledOut: 0, failed: 0 };

export class Tracing implements SpanTracing, AsyncDisposable {
  /** Resolves when nothing is left to load: at once without an SDK. What is served before is not recorded. */
  readonly ready: Promise<void>;
  readonly #options: TracingOptions;
  #recorder: TraceRecorder | undefined;
  #loading: Promise<void> | undefined;

  constructor(options: TracingOptions) {
    this.#options = options;
    this.ready = REGISTRY in globalThis ? this.#load() : Promise.resolve();
  }

  /** Operations since the start, by what became of their spans. */
  get figures(): Readonly<TraceFigures> {
    return this.#recorder?.figures ?? NO_FIGURES;
  }

  begin(span: Span, request?: MeasuredRequest, headers?: RequestHeaders): TraceSpan | undefined {
    if (this.#recorder !== undefined) return this.#recorder.begin(span, request, headers);
    if (REGISTRY in globalThis) void this.#load();
    return undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#loading;
    await this.#recorder?.[Symbol.asyncDispose]();
  }

  #load(): Promise<void> {
    // Should it not be there, a server without traces is better than none.
    this.#loading ??= import('./trace-recorder.ts').then(
      ({ TraceRecorder }) => void (this.#recorder = new TraceRecorder(this.#options)),
      () => {},
    );
    return this.#loading;
  }
}
