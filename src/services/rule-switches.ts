/**
 * Which rules are switched off, for the path of every improvement: read from the store once, then again in the background
 * when the last reading is older than a minute. Only the first caller waits for the store, `waitMs` at most; until the store has
 * answered, every rule is on.
 */
import type { Store } from '../store/store.ts';
import { settledWithin } from './settled-within.ts';

const REFRESH_MS = 60_000;

export class RuleSwitches {
  readonly #store: () => Promise<Store>;
  readonly #now: () => number;
  readonly #waitMs: number;
  #disabled: readonly string[] = [];
  #readAtMs = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;
  #waited = false;

  constructor(store: () => Promise<Store>, now: () => number, waitMs: number) {
    this.#store = store;
    this.#now = now;
    this.#waitMs = waitMs;
  }

  async disabled(): Promise<readonly string[]> {
    const ageMs = this.#now() - this.#readAtMs;
    if (ageMs < REFRESH_MS) return this.#disabled;
    const reading = this.#refresh();
    if (!this.#waited) {
      await settledWithin(reading, this.#waitMs);
      this.#waited = true;
    }
    return this.#disabled;
  }

  #refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<void> {
    try {
      const [{ RULES }, store] = await Promise.all([import('./engine.ts'), this.#store()]);
      const known = new Map((await store.rules.list()).map((setting) => [setting.id, setting]));
      const unknown = RULES.filter((rule) => !known.has(rule.id)).map((rule) => rule.id);
      if (unknown.length > 0) await store.rules.seed(unknown, this.#now());
      this.#disabled = [...known.values()].filter((setting) => !setting.enabled).map((setting) => setting.id);
      this.#readAtMs = this.#now();
    } catch {
      // The store's own failures are counted and reported where it is written to; here the last known switches stand.
    }
  }
}
