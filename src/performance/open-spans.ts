/**
 * The operations under way on one connection (stdio) or in one POST (HTTP), by the id of their request. A client that uses an
 * id twice at a time still has each of its requests counted once: answers go to the oldest, what is taken back to the newest.
 */
import { answerOf } from './answer-of.ts';
import type { MeasuredRequest, Measuring, RequestHeaders } from './measuring.ts';
import type { Phase, Transport } from './operation.ts';
import type { Span } from './span.ts';

export type RequestId = string | number;

export interface Request extends MeasuredRequest {
  readonly id: RequestId;
}

export class OpenSpans {
  readonly #measuring: Measuring;
  readonly #transport: Transport;
  /** Of the requests to come. */
  headers: RequestHeaders | undefined;
  /** The newest with an id; it leads to those that have the same one. */
  readonly #spans = new Map<RequestId, Span>();

  constructor(measuring: Measuring, transport: Transport, headers?: RequestHeaders) {
    this.#measuring = measuring;
    this.headers = headers;
    this.#transport = transport;
  }

  get size(): number {
    return this.#spans.size;
  }

  now(): number {
    return this.#measuring.now();
  }

  /**
   * @param startedMs when the bytes had arrived
   * @param parsingSinceMs they have been read since then, until now
   */
  open(request: Request, startedMs: number, parsingSinceMs: number): Span {
    const { id } = request;
    const span = this.#measuring.beginNamed(this.#transport, startedMs, request, this.headers);
    span.add('parse', this.now() - parsingSinceMs);
    span.older = this.#spans.get(id);
    this.#spans.set(id, span);
    return span;
  }

  /** One that is no request and is answered all the same: malformed, or too long. It stays with the caller, who ends it. */
  refused(message: unknown, startedMs: number): Span {
    const span = this.#measuring.begin(this.#transport, startedMs);
    span.answered(answerOf(message), span.now());
    return span;
  }

  /** Adds to a phase of all that are under way. */
  add(phase: Phase, durationMs: number): void {
    for (const span of this.#all()) span.add(phase, durationMs);
  }

  /** Runs `work` on behalf of the operation that is under way, if there is no other. */
  run<T>(work: () => T): T {
    const [first] = this.#spans.size === 1 ? this.#spans.values() : [];
    return first === undefined ? work() : first.run(work);
  }

  /** The newest with this id. */
  get(id: RequestId): Span | undefined {
    return this.#spans.get(id);
  }

  /**
   * Its answer is `message`, made into bytes from `sinceMs` until now. It stays with the caller, who ends it.
   *
   * @returns undefined when there is no such request, or when it was taken back
   */
  answered(id: RequestId, message: unknown, sinceMs: number): Span | undefined {
    const span = this.#takeOldest(id);
    span?.answered(answerOf(message), sinceMs);
    return span;
  }

  cancel(id: RequestId): void {
    const newest = this.#spans.get(id);
    if (newest === undefined) return;
    if (newest.older === undefined) this.#spans.delete(id);
    else this.#spans.set(id, newest.older);
    newest.cancel();
  }

  /**
   * All that are under way (of a method) are answered with `message`. They stay with the caller, who ends them.
   */
  answerAll(message: unknown, method?: string): Span[] {
    const answer = answerOf(message);
    const all = this.#all().filter(({ names }) => method === undefined || names.method === method);
    if (method === undefined) this.#spans.clear();
    else for (const [id, { names }] of this.#spans) if (names.method === method) this.#spans.delete(id);
    for (const span of all) span.answered(answer, span.now());
    return all;
  }

  cancelAll(): void {
    const all = this.#all();
    this.#spans.clear();
    for (const span of all) span.cancel();
  }

  #takeOldest(id: RequestId): Span | undefined {
    let span = this.#spans.get(id);
    if (span?.older === undefined) {
      this.#spans.delete(id);
      return span;
    }
    let newer = span;
    while (span.older !== undefined) {
      newer = span;
      span = span.older;
    }
    newer.older = undefined;
    return span;
  }

  #all(): Span[] {
    const all: Span[] = [];
    for (let span of this.#spans.values()) {
      all.push(span);
      while (span.older !== undefined) all.push((span = span.older));
    }
    return all;
  }
}
