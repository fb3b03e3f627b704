import { AppError, toAppError } from '../errors/app-error.ts';
import type { Logger } from '../log/logger.ts';
import type { Store } from './store.ts';

/** After a failed opening, calls within this time are refused without trying, so that an outage costs them nothing. */
const RETRY_AFTER_MS = 1_000;

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'open'; readonly store: Promise<Store> }
  | { readonly kind: 'failed'; readonly error: AppError; readonly atMs: number }
  | { readonly kind: 'closed'; readonly done: Promise<void> };

/** A store that is opened at its first use, and after a failure at a later one. */
export class LazyStore implements AsyncDisposable {
  readonly #open: () => Promise<Store>;
  readonly #now: () => number;
  readonly #logger: Pick<Logger, 'info' | 'warn'> | undefined;
  /** Why it could not be opened, as the log has been told. */
  #toldCode: string | undefined;
  #state: State = { kind: 'idle' };
  #opened: Store | undefined;

  /**
   * @param now milliseconds, for the pause between attempts
   * @param logger of a server: told once why the store cannot be opened, and when it can be
   */
  constructor(open: () => Promise<Store>, now: () => number, logger?: Pick<Logger, 'info' | 'warn'>) {
    this.#open = open;
    this.#now = now;
    this.#logger = logger;
  }

  /**
   * The open store. Bound, so that it can be handed on as `() => Promise<Store>`.
   *
   * @throws AppError what the opening failed with, or `STORE_UNAVAILABLE` after `close`
   */
  readonly get = (): Promise<Store> => {
    const state = this.#state;
    switch (state.kind) {
      case 'open':
        return state.store;
      case 'closed':
        return Promise.reject(new AppError('STORE_UNAVAILABLE', 'The store is closed.'));
      case 'failed':
        if (Math.abs(this.#now() - state.atMs) < RETRY_AFTER_MS) return Promise.reject(state.error);
        return this.#attempt();
      case 'idle':
        return this.#attempt();
    }
  };

  /** The store if it is open now; opens nothing. */
  get opened(): Store | undefined {
    return this.#state.kind === 'open' ? this.#opened : undefined;
  }

  /** Waits for an opening under way, and closes what it opened. Safe to call twice. */
  close(): Promise<void> {
    if (this.#state.kind === 'closed') return this.#state.done;
    const opening = this.#state.kind === 'open' ? this.#state.store : undefined;
    const done = closeOpened(opening);
    this.#state = { kind: 'closed', done };
    return done;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #attempt(): Promise<Store> {
    const store = this.#openNow();
    this.#state = { kind: 'open', store };
    store.catch((error: AppError) => {
      if (this.#state.kind === 'open') this.#state = { kind: 'failed', error, atMs: this.#now() };
    });
    return store;
  }

  async #openNow(): Promise<Store> {
    try {
      this.#opened = await this.#open();
    } catch (thrown) {
      throw this.#told(toAppError(thrown));
    }
    if (this.#toldCode !== undefined) this.#logger?.info('the store is open');
    this.#toldCode = undefined;
    return this.#opened;
  }

  #told(error: AppError): AppError {
    const { code, message } = error;
    if (code !== this.#toldCode) this.#logger?.warn('the store cannot be opened', { code, reason: message });
    this.#toldCode = code;
    return error;
  }
}

async function closeOpened(opening: Promise<Store> | undefined): Promise<void> {
  const store = await opening?.catch(() => undefined);
  await store?.close();
}
