/**
 * Which rules are on and how they are tuned, for the path of every improvement: read from the store once, then again in the
 * background when the last reading is older than a minute. Only the first caller waits for the store, `waitMs` at most; until
 * the store has answered, every rule is as in the code. A bad value in the store counts as not there, and is reported.
 */
import { toAppError } from '../errors/app-error.ts';
import type { Logger } from '../log/logger.ts';
import type { RuleProblem, RuleSettings } from '../prompt/rule-settings.ts';
import type { RuleMetadata, Store, StoredRule } from '../store/store.ts';
import { settledWithin } from './settled-within.ts';

const REFRESH_MS = 60_000;

export interface StoredRuleSettingsOptions {
  readonly store: () => Promise<Store>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly waitMs: number;
  readonly logger: Logger;
}

export class StoredRuleSettings {
  readonly #options: StoredRuleSettingsOptions;
  #settings: RuleSettings | undefined;
  #problems: readonly RuleProblem[] = [];
  #readAtMs = Number.NEGATIVE_INFINITY;
  #reading: Promise<unknown> | undefined;
  #begun = 0;
  #applied = 0;
  #waited = false;
  #seeded = false;
  #reported: ReadonlySet<string> = new Set();

  constructor(options: StoredRuleSettingsOptions) {
    this.#options = options;
  }

  /** Values in the store that were refused, as of the last reading. */
  get problems(): readonly RuleProblem[] {
    return this.#problems;
  }

  /** Undefined until the store has answered: rules are as in the code. Never rejects. */
  async current(): Promise<RuleSettings | undefined> {
    const ageMs = this.#options.now() - this.#readAtMs;
    if (ageMs < REFRESH_MS) return this.#settings;
    // The store's own failures are counted and reported where it is written to; here the last known settings stand.
    this.#reading ??= this.read()
      .catch(() => {})
      .finally(() => {
        this.#reading = undefined;
      });
    if (!this.#waited) {
      await settledWithin(this.#reading, this.#options.waitMs);
      this.#waited = true;
    }
    return this.#settings;
  }

  /**
   * Reads the store now; what it says holds from here on.
   *
   * @throws AppError `STORE_…`
   */
  async read(): Promise<readonly StoredRule[]> {
    const [engine, store] = await Promise.all([import('./engine.ts'), this.#options.store()]);
    const turn = (this.#begun += 1);
    const startedMs = this.#options.now();
    const rows = await this.#seededRows(store, engine.RULE_METADATA);
    // A reading that began before a change may end after the one that has seen it.
    if (turn < this.#applied) return rows;
    this.#applied = turn;
    const { settings, problems } = engine.readRuleSettings(Object.fromEntries(rows.map((row) => [row.id, row])));
    this.#settings = settings;
    this.#problems = problems;
    this.#readAtMs = startedMs;
    this.#report(problems);
    return rows;
  }

  /** Once in a process, so that programs of two releases on one store do not take turns in describing the rules. */
  async #seededRows(store: Store, metadata: readonly RuleMetadata[]): Promise<readonly StoredRule[]> {
    const rows = await store.rules.list();
    if (this.#seeded) return rows;
    const known = new Map(rows.map((row) => [row.id, row]));
    const outdated = metadata.filter((rule) => isOutdated(rule, known.get(rule.id)));
    try {
      if (outdated.length > 0) await store.rules.seed(outdated, this.#options.now());
      this.#seeded = true;
      return outdated.length > 0 ? await store.rules.list() : rows;
    } catch (error) {
      // Where nothing can be written, what is there can still be read.
      this.#options.logger.debug('rules not described in the store', { code: toAppError(error).code });
      return rows;
    }
  }

  /** Each bad value when it is first seen, not once a minute. */
  #report(problems: readonly RuleProblem[]): void {
    for (const { rule, message } of problems.filter((problem) => !this.#reported.has(keyOf(problem)))) {
      this.#options.logger.warn('a setting of a rule in the store is refused, its default holds', {
        rule,
        problem: message,
      });
    }
    this.#reported = new Set(problems.map(keyOf));
  }
}

const keyOf = ({ rule, message }: RuleProblem): string => `${rule} ${message}`;

function isOutdated(rule: RuleMetadata, row: StoredRule | undefined): boolean {
  if (!row) return true;
  const differs =
    row.name !== rule.name ||
    row.kind !== rule.kind ||
    row.summary !== rule.summary ||
    row.evidence !== rule.evidence ||
    row.accepts !== rule.accepts ||
    row.revision !== rule.revision;
  return differs && row.revision <= rule.revision;
}
