/**
 * The operations of one POST, from the arrival of its body until the response has been handed to the system. The requests of
 * a batch are written as one response and end together.
 */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Measuring } from '../performance/measuring.ts';
import { OpenSpans, type Request, type RequestId } from '../performance/open-spans.ts';
import type { Span } from '../performance/span.ts';

const SUBSCRIPTION = 'subscriptions/listen';
const ACKNOWLEDGED = { result: {} };

export class PostSpans {
  readonly #open: OpenSpans;
  readonly #answered: Span[] = [];
  #arrivedMs = 0;

  constructor(measuring: Measuring, headers: IncomingHttpHeaders, res: ServerResponse) {
    this.#open = new OpenSpans(measuring, 'http', headers);
    // Comes after the last write, or without it when the client has gone.
    res.on('close', () => {
      if (res.writableFinished) this.#end();
      this.#cancel();
    });
  }

  /** The last byte of the body is there. */
  arrived(): void {
    this.#arrivedMs = this.#open.now();
  }

  /**
   * @param body what was read since `arrived()`
   * @param waitedMs of that time it waited to be let in
   */
  parsed(body: unknown, waitedMs: number): void {
    const messages: readonly unknown[] = Array.isArray(body) ? body : [body];
    for (const message of messages) {
      if (isRequest(message)) this.#open.open(message, this.#arrivedMs, this.#arrivedMs + waitedMs);
    }
  }

  /** All of it has been let in. */
  admitted(waitedMs: number): void {
    if (waitedMs > 0) this.#open.add('admission', waitedMs);
  }

  now(): number {
    return this.#open.now();
  }

  /** Runs `work` on behalf of the request. The requests of a batch are worked on together, on behalf of none. */
  run<T>(work: () => T): T {
    return this.#open.run(work);
  }

  get(id: RequestId): Span | undefined {
    return this.#open.get(id);
  }

  answered(id: RequestId, message: unknown, sinceMs: number): void {
    const span = this.#open.answered(id, message, sinceMs);
    if (span !== undefined) this.#answered.push(span);
  }

  /** Some request has not been answered by the server that was made for it, or there was none in the body. */
  get isUnanswered(): boolean {
    return this.#open.size > 0 || this.#answered.length === 0;
  }

  /** The whole POST was answered with this error. */
  refused(message: unknown): void {
    this.#answered.push(...this.#open.answerAll(message));
    if (this.#answered.length === 0)
      this.#answered.push(this.#open.refused(message, this.#arrivedMs || this.#open.now()));
  }

  /** The response is a stream. A subscription ends when its client wants: its acknowledgement is what was asked for. */
  streaming(): void {
    for (const span of this.#open.answerAll(ACKNOWLEDGED, SUBSCRIPTION)) span.end();
  }

  #end(): void {
    for (const span of this.#answered) span.end();
  }

  #cancel(): void {
    // Those that have ended stay as they are.
    for (const span of this.#answered) span.cancel();
    if (this.#open.size > 0) this.#open.cancelAll();
  }
}

function isRequest(message: unknown): message is Request {
  if (typeof message !== 'object' || message === null || !('id' in message) || !('method' in message)) return false;
  return (typeof message.id === 'string' || typeof message.id === 'number') && typeof message.method === 'string';
}
