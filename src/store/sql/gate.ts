import { AppError } from '../../errors/app-error.ts';

/** Lets work in until it is closed; closing waits for what is inside. */
export class Gate {
  readonly #inside = new Set<Promise<unknown>>();
  #isClosed = false;

  /** @throws AppError `STORE_UNAVAILABLE` when the gate is closed */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new AppError('STORE_UNAVAILABLE', 'The store is closed.');
    const promise = work();
    this.#inside.add(promise);
    try {
      return await promise;
    } finally {
      this.#inside.delete(promise);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#inside);
  }
}
