import { AppError } from '../../errors/app-error.ts';

/** Counts are since the start. */
export interface ByteBudgetFigures {
  readonly usedBytes: number;
  readonly maxBytes: number;
  readonly refused: number;
}

export interface ByteBudgetOptions {
  readonly maxBytes: number;
  /** What is smaller is not counted: its number is bounded elsewhere, and it must not starve behind what is large and slow. */
  readonly freeBytes: number;
}

/** There is no telling when bytes of others will be free. */
const RETRY_AFTER_MS = 1_000;

/** Memory that what is under way may take together. */
export class ByteBudget {
  readonly #options: ByteBudgetOptions;
  #usedBytes = 0;
  #refused = 0;

  constructor(options: ByteBudgetOptions) {
    this.#options = options;
  }

  /**
   * Takes a part of it until the returned one is disposed of.
   *
   * @throws AppError `OVERLOADED` when there is not so much left
   */
  take(sizeBytes: number): Disposable {
    const { maxBytes, freeBytes } = this.#options;
    const counted = sizeBytes <= freeBytes ? 0 : sizeBytes;
    if (counted > 0 && this.#usedBytes > 0 && this.#usedBytes + counted > maxBytes) {
      this.#refused += 1;
      throw new AppError('OVERLOADED', 'The requests under way take all the memory that there is for them.', {
        retryAfterMs: RETRY_AFTER_MS,
      });
    }
    let isHeld = true;
    this.#usedBytes += counted;
    return {
      [Symbol.dispose]: () => {
        if (isHeld) this.#usedBytes -= counted;
        isHeld = false;
      },
    };
  }

  figures(): ByteBudgetFigures {
    return { usedBytes: this.#usedBytes, maxBytes: this.#options.maxBytes, refused: this.#refused };
  }
}
