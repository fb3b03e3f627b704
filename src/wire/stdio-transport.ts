/**
 * MCP over stdio: one JSON-RPC message a line, on bytes. Differs from the SDK's transport in what happens at the edges:
 * a line that is too long, is not JSON, not UTF-8 or not a message is answered with an error and the connection lives
 * on; requests under way when the input ends are still answered. It does not know which era is spoken, except for
 * batches, nor any method but the two that end without a response.
 */
import type { Readable, Writable } from 'node:stream';

import {
  type JSONRPCMessage,
  type RequestId,
  SUBSCRIPTION_ID_META_KEY,
  type Transport,
} from '@modelcontextprotocol/server';

import { AppError, toAppError } from '../errors/app-error.ts';
import { numberText } from '../errors/number-text.ts';
import type { Measuring } from '../performance/measuring.ts';
import { OpenSpans } from '../performance/open-spans.ts';
import { type AnsweredBatch, BatchCollector, batchRefusal, type Ending, together } from './batch.ts';
import { JSON_RPC, type JsonRpcErrorMessage, decodeJson, jsonRpcError, readMessage } from './json-rpc.ts';
import { LineReader } from './line-reader.ts';

export interface StdioTransportOptions {
  readonly stdin: Readable;
  readonly stdout: Writable;
  /** Default 8,000,000. */
  readonly maxMessageBytes?: number;
  /** Reading pauses while the requests under way hold more than this. Default 16,000,000. */
  readonly maxPendingBytes?: number;
  /** How long requests under way may take once the input has ended. Default 5,000. */
  readonly drainTimeoutMs?: number;
  /** Every request is measured by it, from the arrival of its line until its answer is written. */
  readonly measuring?: Measuring | undefined;
}

/** Counted for each request beside its bytes, so that a flood of tiny ones pauses reading too. */
const REQUEST_OVERHEAD_BYTES = 1_024;

export class StdioTransport implements Transport {
  onclose?: (() => void) | undefined;
  onerror?: ((error: Error) => void) | undefined;
  onmessage?: ((message: JSONRPCMessage) => void) | undefined;

  readonly #stdin: Readable;
  readonly #stdout: Writable;
  readonly #maxMessageBytes: number;
  readonly #maxPendingBytes: number;
  readonly #drainTimeoutMs: number;
  readonly #reader: LineReader;
  readonly #batches = new BatchCollector();
  /** The operations under way; undefined when they are not measured. */
  readonly spans: OpenSpans | undefined;
  /** When the lines now being read had arrived. */
  #arrivedMs = 0;
  /** Requests that have not been answered yet, with what they count against `maxPendingBytes`. */
  readonly #pending = new Map<RequestId, number>();
  #pendingBytes = 0;
  readonly #drained = Promise.withResolvers<void>();
  readonly #closed = Promise.withResolvers<void>();
  readonly #answered = Promise.withResolvers<void>();
  #writes = 0;
  #protocolVersion: string | undefined;
  #state: 'new' | 'open' | 'draining' | 'closed' = 'new';
  #drainTimer: NodeJS.Timeout | undefined;

  constructor(options: StdioTransportOptions) {
    this.#stdin = options.stdin;
    this.#stdout = options.stdout;
    this.#maxMessageBytes = options.maxMessageBytes ?? 8_000_000;
    this.#maxPendingBytes = options.maxPendingBytes ?? 16_000_000;
    this.#drainTimeoutMs = options.drainTimeoutMs ?? 5_000;
    this.spans = options.measuring && new OpenSpans(options.measuring, 'stdio');
    this.#reader = new LineReader(this.#maxMessageBytes, {
      line: (bytes) => this.#receiveLine(bytes),
      overlong: () => this.#answerOverlong(),
    });
  }

  async start(): Promise<void> {
    if (this.#state !== 'new') throw new Error('This transport was started before.');
    this.#state = 'open';
    // Stays attached after close(): a late EPIPE must not become an uncaught exception.
    this.#stdout.on('error', this.#onStdoutError);
    this.#stdout.on('drain', this.#updateFlow);
    this.#stdin.on('end', this.#onStdinEnd);
    this.#stdin.on('close', this.#onStdinEnd);
    this.#stdin.on('error', this.#onStdinError);
    this.#stdin.on('data', this.#onData);
    if (this.#stdin.readableEnded || this.#stdin.destroyed) setImmediate(this.#onStdinEnd);
  }

  /** Resolves when the first line has been written. */
  get answered(): Promise<void> {
    return this.#answered.promise;
  }

  /** Resolves when the transport has closed, for whatever reason. */
  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  setProtocolVersion = (version: string): void => {
    this.#protocolVersion = version;
    if (this.spans) this.spans.headers = { 'mcp-protocol-version': version };
  };

  /** Resolves once the message has left the process; rejects when the output is closed. */
  async send(message: JSONRPCMessage): Promise<void> {
    const id = 'method' in message ? acknowledgedId(message) : message.id;
    if (id === undefined) return this.#writeLine(lineOf(message));
    if (!this.#batches.has(id)) await this.#writeAnswer(id, message);
    else {
      const batch = this.#batches.settle(id, message, this.spans?.answered(id, message, this.spans.now()));
      if (batch !== undefined) await this.#writeLine(lineOf(batch.responses), together(batch.spans));
    }
    this.#settle(id);
  }

  /** Reads no further and resolves when the requests under way are answered, or after `drainTimeoutMs`. */
  drain(): Promise<void> {
    if (this.#state === 'open') {
      this.#state = 'draining';
      this.#stdin.pause();
      this.#drainTimer = setTimeout(() => this.#drained.resolve(), this.#drainTimeoutMs);
      this.#checkDrained();
    }
    return this.#drained.promise;
  }

  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    clearTimeout(this.#drainTimer);
    this.#stdout.off('drain', this.#updateFlow);
    this.#stdin.off('data', this.#onData);
    this.#stdin.off('end', this.#onStdinEnd);
    this.#stdin.off('close', this.#onStdinEnd);
    // A paused pipe does not keep the process alive.
    this.#stdin.pause();
    this.spans?.cancelAll();
    for (const span of this.#batches.waiting()) span.cancel();
    this.onclose?.();
    this.#drained.resolve();
    this.#closed.resolve();
  }

  readonly #onData = (chunk: Buffer | string): void => {
    this.#arrivedMs = this.spans?.now() ?? 0;
    this.#reader.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    this.#updateFlow();
  };

  readonly #onStdinError = (error: Error): void => {
    this.onerror?.(error);
    this.#onStdinEnd();
  };

  readonly #onStdoutError = (error: Error): void => {
    if (this.#state === 'closed') return;
    this.onerror?.(error);
    void this.close();
  };

  readonly #onStdinEnd = (): void => {
    if (this.#state !== 'open') return;
    this.#reader.end();
    void this.drain().then(() => this.close());
  };

  #receiveLine(bytes: Buffer): void {
    if (this.#state === 'closed' || isBlank(bytes)) return;
    let value: unknown;
    try {
      value = decodeJson(bytes);
    } catch (thrown) {
      this.#answer(jsonRpcError(JSON_RPC.parseError, toAppError(thrown)));
      return;
    }
    if (Array.isArray(value)) this.#receiveBatch(value, bytes.length);
    else {
      const read = readMessage(value);
      if ('refusal' in read) this.#answer(read.refusal);
      else this.#deliver(read.message, bytes.length);
    }
  }

  #receiveBatch(items: readonly unknown[], sizeBytes: number): void {
    const refusal = batchRefusal(items.length, this.#protocolVersion);
    if (refusal !== undefined) {
      this.#answer(jsonRpcError(JSON_RPC.invalidRequest, refusal));
      return;
    }
    const read = items.map(readMessage);
    const messages = read.flatMap((item) => ('message' in item ? [item.message] : []));
    const refusals = read.flatMap((item) => ('refusal' in item ? [item.refusal] : []));
    const requestIds = messages.flatMap((message) => ('method' in message && 'id' in message ? [message.id] : []));
    const spans = refusals.flatMap((refusal) => this.spans?.refused(refusal, this.#arrivedMs) ?? []);
    if (requestIds.length > 0) this.#batches.open(requestIds, { responses: refusals, spans });
    else if (refusals.length > 0) this.#answerAll({ responses: refusals, spans });
    for (const message of messages) this.#deliver(message, sizeBytes / messages.length);
  }

  #deliver(message: JSONRPCMessage, sizeBytes: number): void {
    const isRequest = 'method' in message && 'id' in message;
    const span = isRequest ? this.spans?.open(message, this.#arrivedMs, this.#arrivedMs) : undefined;
    // A subscription has no response until the connection ends; waiting for it would hold up the end.
    if (isRequest && message.method !== 'subscriptions/listen') {
      const bytes = (this.#pending.get(message.id) ?? 0) + sizeBytes + REQUEST_OVERHEAD_BYTES;
      this.#pendingBytes += bytes - (this.#pending.get(message.id) ?? 0);
      this.#pending.set(message.id, bytes);
    }
    if (span === undefined) this.onmessage?.(message);
    else span.run(() => this.onmessage?.(message));
    // A cancelled request is not answered.
    if ('method' in message && message.method === 'notifications/cancelled')
      this.#cancelled(message.params?.['requestId']);
  }

  #cancelled(id: unknown): void {
    if (typeof id !== 'string' && typeof id !== 'number') return;
    this.spans?.cancel(id);
    const batch = this.#batches.settle(id);
    if (batch !== undefined && batch.responses.length > 0) this.#answerAll(batch);
    this.#settle(id);
  }

  #settle(id: RequestId): void {
    this.#pendingBytes -= this.#pending.get(id) ?? 0;
    this.#pending.delete(id);
    this.#updateFlow();
    this.#checkDrained();
  }

  #checkDrained(): void {
    if (this.#state === 'draining' && this.#pending.size === 0 && this.#writes === 0) this.#drained.resolve();
  }

  readonly #updateFlow = (): void => {
    if (this.#state !== 'open') return;
    const busy = this.#pendingBytes > this.#maxPendingBytes || this.#stdout.writableNeedDrain;
    if (busy !== this.#stdin.isPaused()) this.#stdin[busy ? 'pause' : 'resume']();
  };

  #answerOverlong(): void {
    const limit = this.#maxMessageBytes;
    const message = `A message may have at most ${numberText(limit)} bytes; a longer one was skipped.`;
    this.#answer(jsonRpcError(JSON_RPC.invalidRequest, new AppError('BODY_TOO_LARGE', message, { limit })));
  }

  /** Writes a response that no request of the SDK belongs to. */
  #answer(message: JsonRpcErrorMessage): void {
    const span = this.spans?.refused(message, this.#arrivedMs);
    this.#writeLine(lineOf(message), span).catch(this.#onWriteError);
  }

  #answerAll({ responses, spans }: AnsweredBatch): void {
    this.#writeLine(lineOf(responses), together(spans)).catch(this.#onWriteError);
  }

  readonly #onWriteError = (error: unknown): void => {
    this.onerror?.(error instanceof Error ? error : new Error(String(error)));
  };

  #writeAnswer(id: RequestId, message: JSONRPCMessage): Promise<void> {
    const serialisingSinceMs = this.spans?.now() ?? 0;
    const line = lineOf(message);
    const span = this.spans?.answered(id, message, serialisingSinceMs);
    return this.#writeLine(line, span);
  }

  /** @param ending ends when the line has been written */
  #writeLine(line: string, ending?: Ending): Promise<void> {
    if (this.#state === 'closed') {
      ending?.cancel();
      return Promise.reject(new Error('The stdio transport is closed.'));
    }
    this.#writes += 1;
    return new Promise((resolve, reject) => {
      this.#stdout.write(line, (error) => {
        this.#writes -= 1;
        if (error) {
          ending?.cancel();
          reject(error);
        } else {
          ending?.end();
          this.#answered.resolve();
          resolve();
        }
        // After the continuation of send(), which settles the request this write answered.
        queueMicrotask(() => this.#checkDrained());
      });
      this.#updateFlow();
    });
  }
}

function lineOf(message: unknown): string {
  return `${JSON.stringify(message)}\n`;
}

/** The subscription that this notification says is in force: what its caller waits for. Its response comes when it ends. */
function acknowledgedId(message: JSONRPCMessage): RequestId | undefined {
  if (!('method' in message) || message.method !== 'notifications/subscriptions/acknowledged') return undefined;
  const id = message.params?._meta?.[SUBSCRIPTION_ID_META_KEY];
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
