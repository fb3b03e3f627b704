/**
 * Reports of analytics, kept until what they count changes. Feedback and improvements make an owner's reports stale, here at
 * once and in the other replicas when word of it has reached them. Of feedback, which is rare, they are told before it is
 * acknowledged; of improvements, which are not, at most once a second, or as soon as somebody asks here.
 */
import type { CacheKey, CacheSpace, LoadContext } from '../../cache/index.ts';
import { inPhase } from '../../performance/span.ts';
import type { Store } from '../../store/store.ts';
import type { AnalyticsReport } from './types.ts';
import { readThrough } from '../read-through.ts';
import { settledWithin } from '../settled-within.ts';
import type { CacheLevel, Caller } from '../types.ts';

/** Half of the 200 ms every operation has. */
const WORD_MS = 100;
const WORD_AFTER_MS = 1_000;
/** Whose change has not been told yet. */
const MOST_OWNERS = 1_000;

export interface AnalyticsCacheOptions {
  readonly store: () => Promise<Pick<Store, 'identity'>>;
  /** Undefined: every report is counted anew. */
  readonly space: () => Promise<CacheSpace<AnalyticsReport> | undefined>;
  /** Whether the other replicas can be told something now, at the end. */
  readonly canTell: () => Promise<boolean>;
  /** Of the program. */
  readonly version: string;
}

export interface CachedReport {
  readonly report: AnalyticsReport;
  readonly cacheLevel: CacheLevel;
  /** Something has changed since it was counted, and counting anew takes long or fails. */
  readonly isStale: boolean;
}

export class AnalyticsCache implements AsyncDisposable {
  readonly #options: AnalyticsCacheOptions;
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: AnalyticsCacheOptions) {
    this.#options = options;
  }

  /** @param question all that decides the report besides the owner and what is stored */
  async get(
    { owner, signal, span }: Caller,
    question: readonly string[],
    count: (signal: AbortSignal | undefined) => Promise<AnalyticsReport>,
  ): Promise<CachedReport> {
    const space = await this.#options.space();
    if (space === undefined) {
      return { report: await inPhase(span, 'store', () => count(signal)), cacheLevel: 'none', isStale: false };
    }
    if (this.#changed.has(owner)) await this.tell(owner);
    const tag = await this.#tagOf(space, owner);
    const key = space.key(tag, this.#options.version, ...question);
    const options = { tags: [tag], ...(signal && { signal }) };
    const load = (context: LoadContext) => count(context.signal);
    const found = readThrough(span, space, key, load, 'cache_l3', options);
    const { value, level, freshness } = found instanceof Promise ? await found : found;
    return {
      // What counts always has a value.
      report: value ?? (await count(signal)),
      cacheLevel: level === 'l3' ? 'none' : level,
      isStale: freshness === 'stale',
    };
  }

  /** Something that is counted has been committed, or may have been. */
  changed(owner: string): void {
    this.#changed.add(owner);
    if (this.#changed.size >= MOST_OWNERS) void this.#tellAll();
    else this.#timer ??= setTimeout(() => void this.#tellAll(), WORD_AFTER_MS).unref();
  }

  /** Resolves when no report of the owner is fresh any more, here or elsewhere; or after `WORD_MS`: the rest is told later. */
  async tell(owner: string): Promise<void> {
    this.#changed.add(owner);
    try {
      const space = await this.#options.space();
      const tag = space && (await this.#tagOf(space, owner));
      // Here it takes effect at once: nothing that changes from now on may count as told.
      const telling = tag === undefined ? undefined : space?.invalidateTag(tag);
      this.#changed.delete(owner);
      if (telling !== undefined) await settledWithin(telling, WORD_MS);
    } catch {
      // The store does not say which it is. Whoever asks for a report asks it, too.
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#changed.size > 0 && (await this.#options.canTell())) await this.#tellAll();
  }

  async #tellAll(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await Promise.all([...this.#changed].map((owner) => this.tell(owner)));
  }

  /** Two databases may share a Redis, and have an owner of the same name each. */
  async #tagOf(space: CacheSpace<AnalyticsReport>, owner: string): Promise<CacheKey> {
    const store = await this.#options.store();
    return space.key(owner, await store.identity());
  }
}
