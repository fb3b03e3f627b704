/**
 * One operation while it is under way: what it is called, where its time goes, what it was answered with. Whatever works on
 * its behalf finds it with `currentSpan()`, without being handed it.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
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

export interface SpanOwner {
  /** Monotonic milliseconds. */
  now(): number;
  finished(span: Span): void;
}

const UNNAMED: OperationNames = { method: 'other', target: '' };
/** Who is not answered has taken it back or gone away. */
const UNANSWERED: Answer = { outcome: 'cancelled', errorType: 'cancelled' };

export class Span {
  readonly transport: Transport;
  /** Monotonic: when its bytes had arrived. */
  readonly startedMs: number;
  readonly phaseMs: number[] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  names: OperationNames = UNNAMED;
  answer: Answer = UNANSWERED;
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
    this.#owner.finished(this);
  }

  /** Ends it as taken back: nobody reads the answer, if there is one. */
  cancel(): void {
    this.answer = UNANSWERED;
    this.end();
  }

  /** @param endedAtMs milliseconds since 1970 */
  toOperation(endedAtMs: number): FinishedOperation {
    const { method, target } = this.names;
    const { outcome, errorType } = this.answer;
    const { transport, durationMs, phaseMs } = this;
    return errorType === undefined
      ? { method, target, transport, outcome, endedAtMs, durationMs, phaseMs }
      : { method, target, transport, outcome, errorType, endedAtMs, durationMs, phaseMs };
  }
}

/** Carries the span along promises and callbacks; it holds nothing of its own. */
const storage = new AsyncLocalStorage<Span>();

/** The operation that the code now running works for; undefined outside of one, and when measuring is off. */
export function currentSpan(): Span | undefined {
  return storage.getStore();
}

/** Runs `work` on behalf of `span`, with all that it starts. */
export function runInSpan<T>(span: Span, work: () => T): T {
  return storage.run(span, work);
}

/**
 * Runs `work` and adds the time it takes to a phase of the operation under way, if there is one. Phases within phases are
 * counted in both: put it around what does not contain another.
 *
 * @example
 * const rows = await inPhase('store', () => store.improvements.insertMany(records));
 */
export function inPhase<T>(phase: Phase, work: () => T): T {
  const span = storage.getStore();
  if (span === undefined) return work();
  const sinceMs = span.now();
  const done = () => span.add(phase, span.now() - sinceMs);
  let result: T;
  try {
    result = work();
  } catch (error) {
    done();
    throw error;
  }
  if (!(result instanceof Promise)) {
    done();
    return result;
  }
  // A promise of T is a T.
  return result.finally(done) as T;
}
