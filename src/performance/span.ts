/**
 * One operation while it is under way: what it is called, where its time goes, what it was answered with. It is handed to what
 * works on its behalf: an `AsyncLocalStorage` would cost as much as all the rest of the measuring.
 */
import { type FinishedOperation, type Outcome, PHASES, type Phase, type Transport } from './operation.ts';

const INDEX = Object.fromEntries(PHASES.map((phase, index) => [phase, index])) as Record<Phase, number>; // one for each phase

/** What an operation ended with. */
export interface Answer {
  readonly outcome: Outcome;
  /** Code of the error catalogue, or the JSON-RPC code as text; absent for `ok`. */
  readonly errorType?: string;
}

/** The method and target as the server lists them, never as a caller spells them. */
export interface OperationNames {
  readonly method: string;
  readonly target: string;
}

/** The same operation in a trace that somebody records. */
export interface TraceSpan {
  /** Undefined when it was decided not to record it. */
  readonly traceId: string | undefined;
  /** What `work` begins belongs to it. */
  run<T>(work: () => T): T;
  phaseEnded(phase: Phase, durationMs: number, endedMs: number): void;
  end(span: Span, endedMs: number): void;
}

export interface SpanOwner {
  /** Monotonic milliseconds. */
  now(): number;
  finished(span: Span, endedMs: number): void;
}

/** Held as an array of doubles from the start, because of what was in it once. */
const NO_PHASES = PHASES.map(() => 0.5);
NO_PHASES.fill(0);

const UNNAMED: OperationNames = { method: 'other', target: '' };
/** Who is not answered has taken it back or gone away. */
const UNANSWERED: Answer = { outcome: 'cancelled', errorType: 'cancelled' };

export class Span {
  readonly transport: Transport;
  /** Monotonic: when its bytes had arrived. */
  readonly startedMs: number;
  readonly phaseMs: number[] = NO_PHASES.slice();
  names: OperationNames = UNNAMED;
  answer: Answer = UNANSWERED;
  /** Of the trace that its caller says it belongs to. */
  traceId: string | undefined;
  /** Only while somebody records traces. */
  trace: TraceSpan | undefined;
  /** One that is under way with the same id. */
  older: Span | undefined;
  readonly #owner: SpanOwner;
  #writingSinceMs = 0;
  #endedMs = 0;

  constructor(owner: SpanOwner, transport: Transport, startedMs: number) {
    this.#owner = owner;
    this.transport = transport;
    this.startedMs = startedMs;
  }

  now(): number {
    return this.#owner.now();
  }

  /** Milliseconds since the arrival of the request; once it has ended, until its answer was written. */
  get durationMs(): number {
    return (this.#endedMs === 0 ? this.now() : this.#endedMs) - this.startedMs;
  }

  /** Adds to a phase. One that is entered several times is told as the sum. */
  add(phase: Phase, durationMs: number): void {
    const index = INDEX[phase];
    this.phaseMs[index] = (this.phaseMs[index] ?? 0) + durationMs;
    if (this.trace !== undefined) this.trace.phaseEnded(phase, durationMs, this.now());
  }

  /** Whatever a library records of a trace meanwhile belongs to this operation. */
  run<T>(work: () => T): T {
    return this.trace === undefined ? work() : this.trace.run(work);
  }

  /** Adds the time since then, for where nothing is thrown: it costs half of what `inPhase` does. */
  addSince(phase: Phase, sinceMs: number): void {
    this.add(phase, this.now() - sinceMs);
  }

  /** The answer is known; it is made into bytes from `sinceMs` until now, and written from now until `end()`. */
  answered(answer: Answer, sinceMs: number): void {
    const nowMs = this.now();
    this.answer = answer;
    this.add('serialise', nowMs - sinceMs);
    this.#writingSinceMs = nowMs;
  }

  /** The answer has been written; only the first call counts. */
  end(): void {
    if (this.#endedMs !== 0) return;
    this.#endedMs = this.now();
    if (this.#writingSinceMs !== 0) this.add('write', this.#endedMs - this.#writingSinceMs);
    this.#owner.finished(this, this.#endedMs);
  }

  /** Ends it as taken back: nobody reads the answer, if there is one. */
  cancel(): void {
    if (this.#endedMs !== 0) return;
    this.answer = UNANSWERED;
    this.end();
  }

  /** @param endedAtMs milliseconds since 1970 */
  toOperation(endedAtMs: number): FinishedOperation {
    const { method, target } = this.names;
    const { outcome, errorType } = this.answer;
    const { transport, durationMs, phaseMs, traceId } = this;
    const operation = { method, target, transport, outcome, endedAtMs, durationMs, phaseMs };
    if (errorType === undefined && traceId === undefined) return operation;
    return { ...operation, ...(errorType !== undefined && { errorType }), ...(traceId !== undefined && { traceId }) };
  }
}

/**
 * Runs `work` and adds the time it takes to a phase of `span`, if there is one. Phases within phases are counted in both: put
 * it around what does not contain another.
 *
 * @example
 * const rows = await inPhase(caller.span, 'store', () => store.improvements.insertMany(records));
 */
export function inPhase<T>(span: Span | undefined, phase: Phase, work: () => Promise<T>): Promise<T> {
  return span === undefined ? work() : timed(span, phase, work);
}

async function timed<T>(span: Span, phase: Phase, work: () => Promise<T>): Promise<T> {
  const sinceMs = span.now();
  try {
    return await work();
  } finally {
    span.add(phase, span.now() - sinceMs);
  }
}
