/**
 * The book of alerts as this process has it: that of the store, which all processes on it share, or its own copy while the
 * store is away. Changes are made one after the other; each is a function that is tried on the newest book until nobody
 * else was quicker.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { AppError, toAppError } from '../../errors/app-error.ts';
import type { Logger } from '../../log/logger.ts';
import { type AlertBook, EMPTY_BOOK, bookFromText, bookToText } from '../../performance/alerts/book.ts';
import { mergeBooks } from '../../performance/alerts/merge-books.ts';
import type { AlertStore } from '../../store/store.ts';
import { answeredWithin } from '../answered-within.ts';

/** The book, changed or (the same object) not. May be called several times, the last one counts. */
export type Change = (book: AlertBook) => AlertBook | Promise<AlertBook>;

export interface SharedBookOptions {
  readonly store: () => Promise<AlertStore>;
  readonly now: () => number;
  readonly logger: Logger;
  /** A store that takes longer to answer counts as away. */
  readonly waitMs: number;
}

interface Version {
  readonly version: number;
  readonly book: AlertBook;
}

const MAX_TRIES = 20;

export class SharedBook {
  readonly #options: SharedBookOptions;
  /** As last seen in the store. */
  #base: Version = { version: 0, book: EMPTY_BOOK };
  /** What has become of it here while the store was away. */
  #lonely: AlertBook | undefined;
  #problem: AppError | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: SharedBookOptions) {
    this.#options = options;
  }

  /** As this process knows it, without a look at the store. */
  get book(): AlertBook {
    return this.#lonely ?? this.#base.book;
  }

  /** Why the store could not be asked last time. */
  get problem(): AppError | undefined {
    return this.#problem;
  }

  /** Never rejects for a store that is away: the change is then made here alone, and joins the store's book later. */
  update(change: Change): Promise<AlertBook> {
    return this.#inTurn(async () => {
      try {
        return await this.#updateShared(change);
      } catch (thrown) {
        const error = toAppError(thrown);
        if (this.#problem === undefined)
          this.#options.logger.warn('alerts go on without the store', { code: error.code });
        this.#problem = error;
        this.#lonely = await change(this.book);
        return this.#lonely;
      }
    });
  }

  /** Rejects with `STORE_…` when the store is away. */
  updateInStore(change: Change): Promise<AlertBook> {
    return this.#inTurn(() => this.#updateShared(change));
  }

  async #updateShared(change: Change): Promise<AlertBook> {
    const store = await this.#withinLimit(this.#options.store());
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const shared = await this.#read(store);
      const start = this.#lonely === undefined ? shared.book : this.#rejoined(this.#lonely, shared.book);
      const next = await change(start);
      const isWritten =
        next === shared.book ||
        (await this.#withinLimit(store.replace(bookToText(next), shared.version, this.#options.now())));
      if (!isWritten) {
        await delay(Math.random() * 10 * tries);
        continue;
      }
      this.#base = next === shared.book ? shared : { version: shared.version + 1, book: next };
      this.#lonely = undefined;
      if (this.#problem !== undefined) this.#options.logger.info('alerts are shared by the store again');
      this.#problem = undefined;
      return next;
    }
    throw new AppError('STORE_UNAVAILABLE', 'The alerts in the store are changed by too many at once.');
  }

  #rejoined(lonely: AlertBook, shared: AlertBook): AlertBook {
    return lonely === this.#base.book ? shared : mergeBooks(this.#base.book, lonely, shared);
  }

  async #read(store: AlertStore): Promise<Version> {
    const { version, text } = await this.#withinLimit(store.read(this.#base.version));
    if (version === 0) return { version, book: EMPTY_BOOK };
    // Until it has joined the store again, the base stays what the lonely copy was made of.
    if (text === undefined) return { version, book: this.#base.book };
    const book = bookFromText(text);
    if (book === undefined) this.#options.logger.error('the alerts in the store cannot be read and begin anew');
    const read = { version, book: book ?? EMPTY_BOOK };
    if (this.#lonely === undefined) this.#base = read;
    return read;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  #withinLimit<T>(work: Promise<T>): Promise<T> {
    return answeredWithin(work, this.#options.waitMs);
  }
}
