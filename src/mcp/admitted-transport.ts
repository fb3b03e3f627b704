/**
 * A transport behind admission: a request that is let in reaches the SDK, one that is not is answered here. What is no
 * request passes.
 */
import {
  type JSONRPCMessage,
  type JSONRPCRequest,
  type RequestId,
  type Transport,
  type TransportSendOptions,
} from '@modelcontextprotocol/server';
import { toAppError } from '../errors/app-error.ts';
import type { Admission } from '../resilience/admission/admission.ts';
import type { Permit } from '../resilience/admission/lane.ts';
import { JSON_RPC, jsonRpcError } from '../wire/json-rpc.ts';
import { type Work, workOf } from './work-class.ts';

interface UnderWay {
  readonly permit: Permit;
  readonly operation: string;
}

type MessageExtra = Parameters<NonNullable<Transport['onmessage']>>[1];

export interface AdmittedTransportOptions {
  readonly admission: Admission;
  readonly owner: string;
  /** A request was let in after it had to wait. */
  readonly onWaited: (id: RequestId, waitMs: number) => void;
}

export class AdmittedTransport implements Transport {
  onclose?: (() => void) | undefined;
  onerror?: ((error: Error) => void) | undefined;
  onmessage?: Transport['onmessage'];
  readonly #inner: Transport;
  readonly #options: AdmittedTransportOptions;
  readonly #waiting = new Map<RequestId, AbortController>();
  readonly #underWay = new Map<RequestId, UnderWay>();

  constructor(inner: Transport, options: AdmittedTransportOptions) {
    this.#inner = inner;
    this.#options = options;
    // The interface of the SDK has properties for its listeners.
    /* oxlint-disable unicorn/prefer-add-event-listener */
    inner.onclose = () => {
      for (const caller of this.#waiting.values()) caller.abort();
      for (const id of this.#underWay.keys()) this.#leave(id, false);
      this.onclose?.();
    };
    inner.onerror = (error) => this.onerror?.(error);
    inner.onmessage = (message, extra) => this.#receive(message, extra);
    /* oxlint-enable unicorn/prefer-add-event-listener */
  }

  start(): Promise<void> {
    return this.#inner.start();
  }

  async send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    try {
      await this.#inner.send(message, options);
    } finally {
      if (!('method' in message) && message.id !== undefined) this.#leave(message.id, true);
    }
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  readonly setProtocolVersion = (version: string): void => this.#inner.setProtocolVersion?.(version);

  #receive(message: JSONRPCMessage, extra: MessageExtra): void {
    if (!('method' in message)) this.onmessage?.(message, extra);
    else if (!('id' in message)) {
      if (message.method === 'notifications/cancelled') this.#cancelled(message.params?.['requestId']);
      this.onmessage?.(message, extra);
    } else {
      const work = workOf(message.method, message.params);
      if (work === undefined) this.onmessage?.(message, extra);
      else this.#request(message, extra, work);
    }
  }

  #request(message: JSONRPCRequest, extra: MessageExtra, { workClass, operation }: Work): void {
    const caller = new AbortController();
    try {
      const { admission, owner } = this.#options;
      const entered = admission.enter(workClass, owner, caller.signal);
      if (entered instanceof Promise) {
        this.#waiting.set(message.id, caller);
        void this.#wait(entered, message, extra, operation, caller);
      } else this.#deliver(message, extra, { permit: entered, operation });
    } catch (error) {
      this.#refuse(message.id, error);
    }
  }

  async #wait(
    entering: Promise<Permit>,
    message: JSONRPCRequest,
    extra: MessageExtra,
    operation: string,
    caller: AbortController,
  ): Promise<void> {
    const sinceMs = performance.now();
    try {
      const permit = await entering;
      this.#options.onWaited(message.id, performance.now() - sinceMs);
      this.#deliver(message, extra, { permit, operation });
    } catch (error) {
      // Who took it back is not answered.
      if (!caller.signal.aborted) this.#refuse(message.id, error);
    } finally {
      if (this.#waiting.get(message.id) === caller) this.#waiting.delete(message.id);
    }
  }

  #deliver(message: JSONRPCRequest, extra: MessageExtra, underWay: UnderWay): void {
    // A client that uses an id twice at a time holds one place with it.
    this.#leave(message.id, false);
    this.#underWay.set(message.id, underWay);
    this.onmessage?.(message, extra);
  }

  #refuse(id: RequestId, thrown: unknown): void {
    const refusal = jsonRpcError(JSON_RPC.serverError, toAppError(thrown), id);
    // The message is one of the SDK's; its type has no room for an id of null, which this one does not have.
    this.#inner.send(refusal as JSONRPCMessage).catch((error: unknown) => {
      this.onerror?.(error instanceof Error ? error : new Error(String(error)));
    });
  }

  #cancelled(id: unknown): void {
    if (typeof id !== 'string' && typeof id !== 'number') return;
    this.#waiting.get(id)?.abort();
    // The SDK never answers what was taken back.
    this.#leave(id, false);
  }

  #leave(id: RequestId, isAnswered: boolean): void {
    const underWay = this.#underWay.get(id);
    this.#underWay.delete(id);
    underWay?.permit.release(isAnswered ? underWay.operation : undefined);
  }
}
