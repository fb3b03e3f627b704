import { randomUUID } from 'node:crypto';
import { Histogram } from '../stats/histogram.ts';
import { type CacheOptions, type ResolvedCacheOptions, resolveCacheOptions } from './cache-options.ts';
import { CacheSpace } from './cache-space.ts';
import { CoarseClock } from './clock.ts';
import type { SpaceContext } from './context.ts';
import type { EventListener } from './events.ts';
import { SharedLevel } from './l2/shared-level.ts';
import { decodeMessage } from './message.ts';
import { refuse } from './option-bounds.ts';
import { RedisDriver } from './redis/driver.ts';
import { resolveSpaceOptions, type SpaceOptions } from './space-options.ts';

const CLOCK_RESOLUTION_MS = 10;

/**
 * The spaces of one process over one L2. Connects by itself, in the background: reads go on without Redis.
 *
 * @example
 * ```ts
 * await using cache = new Cache({ redisUrl: 'redis://127.0.0.1:6379' });
 * const sessions = cache.space<Session>({ name: 'sessions', ttlMs: 1_800_000, graceMs: 60_000 });
 * ```
 */
export class Cache implements AsyncDisposable {
  readonly #context: SpaceContext;
  /** Each keeps its own kind of values; here it does not matter which. */
  readonly #spaces = new Map<string, CacheSpace<unknown>>();
  readonly #messageDelay = new Histogram();
  #listenerErrors = 0;
  #unknownMessages = 0;
  #whenUp = Promise.withResolvers<void>();
  #closed: Promise<void> | undefined;

  /**
   * @throws AppError `INVALID_ARGUMENT`, naming field and limit
   * @throws AppError `CONFIG_INVALID` for a Redis URL that is none
   */
  constructor(options: CacheOptions = {}) {
    const resolved = resolveCacheOptions(options);
    const { levels, monotonic, now = Date.now, random = Math.random } = resolved;
    const onEvent = resolved.onEvent && this.#guarded(resolved.onEvent);
    const origin = randomUUID();
    const shared = levels === 'all' ? this.#sharedLevel(resolved, { origin, now, onEvent }) : undefined;
    this.#context = {
      clock: new CoarseClock(monotonic ?? (() => performance.now()), monotonic === undefined ? CLOCK_RESOLUTION_MS : 0),
      now,
      random,
      shared,
      origin,
      isOff: levels === 'off',
      uncoordinatedTtlMs: resolved.uncoordinatedTtlMs,
      onEvent,
    };
    shared?.start();
  }

  /**
   * Makes a space for values that JSON can hold, or strings with `codec: 'text'`.
   *
   * @throws AppError `INVALID_ARGUMENT`, naming field and limit, also when there is a space of that name already
   */
  space<V>(options: SpaceOptions): CacheSpace<V> {
    const resolved = resolveSpaceOptions(options);
    if (this.#spaces.has(resolved.name))
      refuse('a cache space', 'name', `new to its cache, and there is a space "${resolved.name}" already`);
    const space = new CacheSpace<V>(resolved, this.#context);
    // Only what does not depend on V is used through the map.
    this.#spaces.set(resolved.name, space as CacheSpace<unknown>);
    return space;
  }

  /** @returns whether L2 is connected now, or came to be within `timeoutMs`; reads need not wait for it */
  async whenConnected(timeoutMs: number): Promise<boolean> {
    if (this.#context.shared === undefined) return false;
    let timer: NodeJS.Timeout | undefined;
    const timeUp = new Promise<void>((resolve) => (timer = setTimeout(resolve, timeoutMs)));
    await Promise.race([this.#whenUp.promise, timeUp]);
    clearTimeout(timer);
    return this.#context.shared.isUp;
  }

  /** State and counters of each space and of L2 (`shared`; undefined without one), since the cache was made. */
  info() {
    return {
      spaces: [...this.#spaces.values()].map((space) => space.info()),
      shared: this.#context.shared && {
        ...this.#context.shared.info(),
        /** From an invalidation here to its own message coming back. */
        messageDelayP50Ms: this.#messageDelay.quantileMs(0.5),
        messageDelayP99Ms: this.#messageDelay.quantileMs(0.99),
        unknownMessages: this.#unknownMessages,
      },
      listenerErrors: this.#listenerErrors,
    };
  }

  /** Finishes the writes under way and closes the connections; after it, memory and loaders still answer. Safe to call twice. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    if (this.#context.shared === undefined) return;
    await this.#context.shared.close();
    // No word of other replicas is heard from now on.
    this.#setAsideAll();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #sharedLevel(
    options: ResolvedCacheOptions,
    { origin, now, onEvent = () => {} }: { origin: string; now: () => number; onEvent: EventListener | undefined },
  ): SharedLevel | undefined {
    const { redisUrl, prefix, deadlineMs, writeTimeoutMs, compressFromBytes } = options;
    const driver = options.driver ?? (redisUrl === undefined ? undefined : new RedisDriver(redisUrl, prefix));
    if (driver === undefined) return undefined;
    return new SharedLevel({
      driver,
      prefix,
      deadlineMs,
      writeTimeoutMs,
      compressFromBytes,
      origin,
      now,
      onEvent,
      onUp: () => {
        onEvent({ type: 'connection', state: 'up' });
        this.#setAsideAll();
        this.#whenUp.resolve();
      },
      onDown: () => {
        onEvent({ type: 'connection', state: 'down' });
        this.#whenUp = Promise.withResolvers();
        this.#setAsideAll();
      },
      onMessage: (text) => this.#hear(text),
    });
  }

  #hear(text: string): void {
    const message = decodeMessage(text);
    if (message === undefined) {
      // From a newer version, perhaps: what it invalidates cannot be told, so nothing may be trusted.
      this.#unknownMessages += 1;
      this.#setAsideAll();
      return;
    }
    const { shared, origin, onEvent } = this.#context;
    if ('heard' in message) return shared?.teller.heard(message.heard);
    if (message.origin === origin) {
      this.#messageDelay.record(performance.now() - message.sentAtMs);
      return shared?.teller.heard(message.id);
    }
    const { space: name, by } = message;
    const space = this.#spaces.get(name);
    if (space !== undefined) {
      space.counters.remoteInvalidations += 1;
      onEvent?.({ type: 'invalidation', space: name, origin: 'elsewhere', by });
      if (by === 'key') space.dropKey(message.name);
      else space.dropTag(message.name);
      if (message.isPending) space.doubt(by, message.name);
    }
    shared?.teller.answer(message.answerTo, message.id);
  }

  #setAsideAll(): void {
    for (const space of this.#spaces.values()) space.setAside();
  }

  #guarded(listener: EventListener): EventListener {
    return (event) => {
      try {
        listener(event);
      } catch {
        this.#listenerErrors += 1;
      }
    };
  }
}
