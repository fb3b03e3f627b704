/**
 * What all processes on one store see together. Each reports its conditions while something is going on, and nothing while
 * all is quiet; the report of one that has died counts until it is too old.
 */
import type { AlertBook } from '../../performance/alerts/book.ts';
import { isQuiet } from '../../performance/alerts/book.ts';
import { type Condition, worstOf } from '../../performance/alerts/condition.ts';
import type { AlertStore } from '../../store/store.ts';
import { answeredWithin } from '../answered-within.ts';

export type Conditions = ReadonlyMap<string, Condition>;

export interface FleetOptions {
  readonly store: () => Promise<AlertStore>;
  readonly replica: string;
  /** A report that is older is no longer believed. */
  readonly expiryMs: number;
  readonly now: () => number;
  /** A store that takes longer to answer counts as away. */
  readonly waitMs: number;
}

/** Reports so old are removed: whoever made them has long been gone. */
const FORGET_AFTER_MS = 3_600_000;

export class Fleet {
  readonly #options: FleetOptions;
  #isReporting = false;

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  /**
   * Must be asked anew for each version of the book: who changes the book has reported before, so whoever sees the
   * change sees the reason.
   */
  async conditions(own: Conditions, book: AlertBook): Promise<Conditions> {
    const { replica, expiryMs, now } = this.#options;
    if (isCalm(own) && isQuiet(book)) {
      await this.withdraw();
      return own;
    }
    try {
      this.#isReporting = true;
      await this.#ask((store) => store.report({ replica, conditions: JSON.stringify([...own]), reportedAtMs: now() }));
      const reports = await this.#ask((store) => store.reports(now() - expiryMs));
      const others = reports.filter((report) => report.replica !== replica);
      const all = [own, ...others.map(({ conditions }) => conditionsOf(conditions))];
      return new Map([...own.keys()].map((rule) => [rule, worstOf(all.flatMap((one) => one.get(rule) ?? []))]));
    } catch {
      // Without the store each alerts for itself; the book says so.
      return own;
    }
  }

  /** Takes the own report back, if there is one. */
  async withdraw(): Promise<void> {
    if (!this.#isReporting) return;
    const { replica, now } = this.#options;
    try {
      await this.#ask((store) => store.withdraw(replica, now() - FORGET_AFTER_MS));
      this.#isReporting = false;
    } catch {
      // It grows old instead.
    }
  }

  #ask<T>(question: (store: AlertStore) => Promise<T>): Promise<T> {
    return answeredWithin(this.#options.store().then(question), this.#options.waitMs);
  }
}

function isCalm(conditions: Conditions): boolean {
  return [...conditions.values()].every(({ kind }) => kind === 'below' || kind === 'insufficient');
}

/** Another version may have written it: what is not understood says nothing. */
function conditionsOf(text: string): Conditions {
  try {
    const value: unknown = JSON.parse(text);
    // Written by `conditions` above; the rules that are looked up in it are our own.
    return new Map(value as [string, Condition][]);
  } catch {
    return new Map();
  }
}
