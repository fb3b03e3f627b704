/** The span of one operation. Its phases are events: the queue of the usual exporter holds 2,048 spans, a phase is too little for one. */
import { context, type Context, type Span as OtelSpan, SpanStatusCode } from '@opentelemetry/api';
import { isError, type Phase } from '../operation.ts';
import type { OperationNames, Span, TraceSpan } from '../span.ts';
import { answerAttributes, nameAttributes, spanName } from './attributes.ts';

/** Of one operation; a batch of look-ups must not fill its span. */
const MAX_EVENTS = 32;

export interface TraceFigures {
  /** Given to the SDK. */
  recorded: number;
  /** The sampler did not want them. */
  sampledOut: number;
  /** What is registered has thrown. */
  failed: number;
}

interface Parts {
  readonly span: OtelSpan;
  /** With the span in it. */
  readonly context: Context;
  readonly names: OperationNames;
  /** From the monotonic clock to milliseconds since 1970: the same for all that is told of one operation. */
  readonly offsetMs: number;
  readonly figures: TraceFigures;
}

export class OperationTrace implements TraceSpan {
  readonly traceId: string | undefined;
  readonly #parts: Parts;
  readonly #isRecording: boolean;
  #events = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#isRecording = parts.span.isRecording();
    this.traceId = this.#isRecording ? parts.span.spanContext().traceId : undefined;
  }

  run<T>(work: () => T): T {
    return context.with(this.#parts.context, work);
  }

  phaseEnded(phase: Phase, durationMs: number, endedMs: number): void {
    if (!this.#isRecording || this.#events >= MAX_EVENTS) return;
    this.#events += 1;
    const { span, offsetMs, figures } = this.#parts;
    try {
      span.addEvent(phase, { 'prompt_improver.phase.duration_ms': durationMs }, endedMs + offsetMs);
    } catch {
      figures.failed += 1;
    }
  }

  end({ names, answer }: Span, endedMs: number): void {
    const { span, names: begunAs, offsetMs, figures } = this.#parts;
    figures[this.#isRecording ? 'recorded' : 'sampledOut'] += 1;
    try {
      if (names !== begunAs) span.updateName(spanName(names)).setAttributes(nameAttributes(names));
      span.setAttributes(answerAttributes(answer));
      // Without its message: that may say what the caller has sent.
      if (isError(answer.outcome)) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(endedMs + offsetMs);
    } catch {
      figures.failed += 1;
    }
  }
}
