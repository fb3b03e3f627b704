import { randomUUID } from 'node:crypto';
import { Histogram } from '../stats/histogram.ts';
import { CacheSpace } from './cache-space.ts';
import { CoarseClock } from './clock.ts';
import type { SpaceContext } from './context.ts';
import type { EventListener } from './events.ts';
import type { L2Driver } from './l2/driver.ts';
import { SharedLevel } from './l2/shared-level.ts';
import { decodeMessage } from './message.ts';
import { RedisDriver } from './redis/driver.ts';
import { resolveSpaceOptions, type SpaceOptions } from './space-options.ts';

export interface CacheOptions {
  /** `all` (the default): memory and, if there is one, Redis. `memory`: no Redis. `off`: every read is a load. */
  readonly levels?: 'all' | 'memory' | 'off';
  /** Forms: docs/cache.md. Without it (and without `driver`) nothing of Redis is loaded. */
  readonly redisUrl?: string | undefined;
  /** Another implementation of L2; goes before `redisUrl`. */
  readonly driver?: L2Driver;
  /** First part of every name in Redis: one for each deployment that shares a Redis. Default `prompt-improver`. */
  readonly prefix?: string;
  /** Milliseconds a read waits for Redis at most. Default 5. */
  readonly deadlineMs?: number;
  /** Milliseconds a write or an invalidation waits for Redis at most. Default 1,000. */
  readonly writeTimeoutMs?: number;
  /** Size of a value's JSON from which it is compressed in Redis; `Infinity` never does. Default 65,536. */
  readonly compressFromBytes?: number;
  /** Longest time to live in memory while Redis, and so the word of other replicas, is away. Default 10,000. */
  readonly uncoordinatedTtlMs?: number;
  /** Told of everything that happens, on the path of the read. What it throws is counted and goes no further. */
  readonly onEvent?: EventListener;
  /** Milliseconds that only grow; with it the clock is read at each call. For tests. */
  readonly monotonic?: () => number;
  /** Milliseconds since 1970. For tests. */
  readonly now?: () => number;
  /** 0 to 1. For tests. */
  readonly random?: () => number;
}

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

  /** @throws AppError `CONFIG_INVALID` for a Redis URL that is none */
  constructor(options: CacheOptions = {}) {
    const { levels = 'all', monotonic, now = Date.now, random = Math.random } = options;
    const onEvent = options.onEvent && this.#guarded(options.onEvent);
    const origin = randomUUID();
    const shared = levels === 'all' ? this.#sharedLevel(options, { origin, now, onEvent }) : undefined;
    this.#context = {
      clock: new CoarseClock(monotonic ?? (() => performance.now()), monotonic === undefined ? CLOCK_RESOLUTION_MS : 0),
      now,
      random,
      shared,
      origin,
      isOff: levels === 'off',
      uncoordinatedTtlMs: options.uncoordinatedTtlMs ?? 10_000,
      onEvent,
    };
    shared?.start();
  }

  /**
   * Makes a space for values that JSON can hold, or strings with `codec: 'text'`.
   *
   * @throws AppError `INVALID_ARGUMENT`, naming field and limit; TypeError when there is a space of that name already
   */
  space<V>(options: SpaceOptions): CacheSpace<V> {
    const resolved = resolveSpaceOptions(options);
    if (this.#spaces.has(resolved.name)) throw new TypeError(`there is a cache space "${resolved.name}" already`);
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
    this.#closed ??= this.#context.shared?.close() ?? Promise.resolve();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #sharedLevel(
    options: CacheOptions,
    { origin, now, onEvent = () => {} }: { origin: string; now: () => number; onEvent: EventListener | undefined },
  ): SharedLevel | undefined {
    const { redisUrl, prefix = 'prompt-improver' } = options;
    const driver = options.driver ?? (redisUrl === undefined ? undefined : new RedisDriver(redisUrl, prefix));
    if (driver === undefined) return undefined;
    return new SharedLevel({
      driver,
      prefix,
      deadlineMs: options.deadlineMs ?? 5,
      writeTimeoutMs: options.writeTimeoutMs ?? 1_000,
      compressFromBytes: options.compressFromBytes ?? 65_536,
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
