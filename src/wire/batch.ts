/**
 * JSON-RPC batches. Protocol versions up to 2025-03-26 allow a client to send an array of messages and expect the
 * responses in one array; 2025-06-18 removed them.
 */
import type { RequestId } from '@modelcontextprotocol/server';

import { AppError } from '../errors/app-error.ts';
import type { Span } from '../performance/span.ts';

const VERSIONS_WITH_BATCHES: ReadonlySet<string> = new Set(['2024-10-07', '2024-11-05', '2025-03-26']);

/** As over HTTP, where the SDK sets it: items of a few bytes would become a response many times their size. */
const MAX_MESSAGES = 100;

/** Why a batch of this size is not taken in this protocol version, or undefined when it is. */
export function batchRefusal(messages: number, protocolVersion: string | undefined): AppError | undefined {
  const hint = 'Send one message a line.';
  if (protocolVersion === undefined || !VERSIONS_WITH_BATCHES.has(protocolVersion)) {
    return new AppError('INVALID_ARGUMENT', 'Batches are not part of the protocol version in use.', { hint });
  }
  if (messages === 0) return new AppError('INVALID_ARGUMENT', 'A batch must not be empty.', { hint });
  if (messages <= MAX_MESSAGES) return undefined;
  return new AppError('BODY_TOO_LARGE', `A batch may have at most ${MAX_MESSAGES} messages.`, {
    hint,
    limit: MAX_MESSAGES,
  });
}

export interface AnsweredBatch {
  readonly responses: readonly unknown[];
  /** The operations that the responses end, where they are measured. */
  readonly spans: readonly Span[];
}

/** What ends with a write, or with its failure. */
export type Ending = Pick<Span, 'end' | 'cancel'>;

export function together(spans: readonly Span[]): Ending {
  return {
    end: () => spans.forEach((span) => span.end()),
    cancel: () => spans.forEach((span) => span.cancel()),
  };
}

interface OpenBatch extends AnsweredBatch {
  readonly awaited: Set<RequestId>;
  readonly responses: unknown[];
  readonly spans: Span[];
}

/** Holds the responses of each batch under way until its last one is there. */
export class BatchCollector {
  readonly #batchOf = new Map<RequestId, OpenBatch>();

  /** @param known the errors for items that are no message */
  open(requestIds: Iterable<RequestId>, known: AnsweredBatch): void {
    const batch: OpenBatch = {
      awaited: new Set(requestIds),
      responses: [...known.responses],
      spans: [...known.spans],
    };
    for (const id of batch.awaited) this.#batchOf.set(id, batch);
  }

  /** The operations that wait to be written with the rest of their batch. */
  waiting(): readonly Span[] {
    return [...new Set(this.#batchOf.values())].flatMap(({ spans }) => spans);
  }

  has(id: RequestId): boolean {
    return this.#batchOf.has(id);
  }

  /**
   * The request `id` has ended, with a response or (cancelled) without one. Returns the whole array when it was the last
   * of its batch, undefined while others are awaited.
   */
  settle(id: RequestId, response?: unknown, span?: Span): AnsweredBatch | undefined {
    const batch = this.#batchOf.get(id);
    if (batch === undefined) return undefined;
    this.#batchOf.delete(id);
    batch.awaited.delete(id);
    if (response !== undefined) batch.responses.push(response);
    if (span !== undefined) batch.spans.push(span);
    return batch.awaited.size === 0 ? batch : undefined;
  }
}
