/**
 * Which rules are on and how they are tuned, for the path of every improvement: read from the store once, then again in the
 * background when the last reading is older than a minute. Where the rules are cached, they are followed: what another process
 * has changed holds as soon as Redis brings word of it, and the minute is for those that tell nobody (a database client).
 * Nobody waits for the store longer than `waitMs`, and nobody at all while it fails; until it has answered, every rule is as in
 * the code. A bad value in the store counts as not there, and is reported.
 */
import type { CacheKey, CacheSpace } from '../../cache/index.ts';
import { toAppError } from '../../errors/app-error.ts';
import type { Logger } from '../../log/logger.ts';
import type { RuleProblem, RuleSettings } from '../../prompt/rule-settings.ts';
import type { RuleMetadata, Store, StoredRule } from '../../store/store.ts';
import { loadEngine } from '../computing/load-engine.ts';
import { settledWithin } from '../settled-within.ts';

const CHECK_MS = 60_000;

type Rows = readonly StoredRule[];

export interface StoredRuleSettingsOptions {
  readonly store: () => Promise<Store>;
  /** Undefined: the rules are not cached. */
  readonly space: () => Promise<CacheSpace<Rows> | undefined>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly waitMs: number;
  readonly logger: Logger;
}

export class StoredRuleSettings {
  readonly #options: StoredRuleSettingsOptions;
  /** What `#settings` were made from. */
  #rows: Rows | undefined;
  #settings: RuleSettings | undefined;
  #problems: readonly RuleProblem[] = [];
  /** When the store itself was last asked. */
  #checkedAtMs = Number.NEGATIVE_INFINITY;
  #checking: Promise<unknown> | undefined;
  #key: CacheKey | undefined;
  #begun = 0;
  #applied = 0;
  /** The store has failed or kept somebody waiting: until it answers, nobody waits. */
  #isStalled = false;
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
    const space = await this.#options.space();
    if (space !== undefined) await this.#follow(space);
    if (Math.abs(this.#options.now() - this.#checkedAtMs) < CHECK_MS) return this.#settings;
    // The store's own failures are counted and reported where it is written to; here the last known settings stand.
    this.#checking ??= this.read()
      .catch(() => (this.#isStalled = true))
      .finally(() => (this.#checking = undefined));
    if (this.#settings === undefined) await this.#settled(this.#checking);
    return this.#settings;
  }

  /**
   * Reads the store now; what it says holds from here on, in every process that can be told.
   *
   * @throws AppError `STORE_…`
   */
  async read(): Promise<Rows> {
    const turn = this.#nextTurn();
    // After a failover they are cached by another.
    this.#key = undefined;
    const rows = await this.#load();
    if (this.#rows !== undefined && JSON.stringify(rows) !== JSON.stringify(this.#rows)) await this.changed();
    await this.#apply(rows, turn);
    return rows;
  }

  /** To be called after a change is committed. Waits `waitMs` at most for the other processes to have heard of it. */
  async changed(): Promise<void> {
    const space = await this.#options.space();
    if (space !== undefined) await settledWithin(space.invalidate(await this.#cacheKey(space)), this.#options.waitMs);
  }

  /** Makes the cached rows hold, if they are not those that do already. */
  async #follow(space: CacheSpace<Rows>): Promise<void> {
    const load = () => this.#load();
    const turn = this.#nextTurn();
    const found = this.#key && space.get(this.#key, load);
    if (found !== undefined && !(found instanceof Promise) && found.value === this.#rows) return;
    const following = async () => {
      const { value } = await (found ?? space.get(await this.#cacheKey(space), load));
      if (value !== undefined && value !== this.#rows) await this.#apply(value, turn);
    };
    await this.#settled(following().catch(() => (this.#isStalled = true)));
  }

  async #cacheKey(space: CacheSpace<Rows>): Promise<CacheKey> {
    // Two databases may share a Redis.
    this.#key ??= space.key('rules', await (await this.#options.store()).identity());
    return this.#key;
  }

  async #settled(work: Promise<unknown>): Promise<void> {
    if (!this.#isStalled && !(await settledWithin(work, this.#options.waitMs))) this.#isStalled = true;
  }

  #nextTurn(): number {
    return (this.#begun += 1);
  }

  async #load(): Promise<Rows> {
    const [engine, store] = await Promise.all([loadEngine(), this.#options.store()]);
    const startedMs = this.#options.now();
    const rows = await this.#seededRows(store, engine.RULE_METADATA);
    this.#checkedAtMs = startedMs;
    return rows;
  }

  /** @param turn taken when the reading began: one that began before a change may end after the one that has seen it */
  async #apply(rows: Rows, turn: number): Promise<void> {
    const engine = await loadEngine();
    this.#isStalled = false;
    if (turn < this.#applied) return;
    this.#applied = turn;
    const { settings, problems } = engine.readRuleSettings(Object.fromEntries(rows.map((row) => [row.id, row])));
    this.#rows = rows;
    this.#settings = settings;
    this.#problems = problems;
    this.#report(problems);
  }

  /** Once in a process, so that programs of two releases on one store do not take turns in describing the rules. */
  async #seededRows(store: Store, metadata: readonly RuleMetadata[]): Promise<Rows> {
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
