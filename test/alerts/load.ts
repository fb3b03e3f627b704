/** Callers that call one after the other until they are told to stop, every call quick or slow as the load is at the moment. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Replica } from '../replicas/server.ts';
import { SLOW_WORD } from './slow-word.ts';

/** So many that each second has enough slow calls for a rule to say anything. */
const CALLERS = 30;
/** Between two quick calls of one caller. */
const PAUSE_MS = 300;

export class Load implements AsyncDisposable {
  readonly #replica: Replica;
  readonly #callers: readonly Promise<void>[];
  #isStopped = false;
  isSlow = false;
  calls = 0;

  constructor(replica: Replica) {
    this.#replica = replica;
    this.#callers = Array.from({ length: CALLERS }, () => this.#call());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopped = true;
    await Promise.allSettled(this.#callers);
  }

  async #call(): Promise<void> {
    while (!this.#isStopped) {
      const prompt = `${this.isSlow ? SLOW_WORD : 'QUICK'}: sort the list of ships.`;
      // The server may be killed under it.
      await this.#replica.call('analyze_prompt', { prompt }).catch(() => delay(PAUSE_MS));
      this.calls += 1;
      if (!this.isSlow) await delay(PAUSE_MS);
    }
  }
}
