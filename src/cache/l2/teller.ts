/** Tells Redis and the other replicas what was dropped here, again and again until they know. */
import type { EventListener } from '../events.ts';
import type { CacheKey } from '../key.ts';
import type { Invalidation } from '../lookup.ts';
import { encodeHeard, encodeInvalidation } from '../message.ts';
import { withDeadline } from './deadline.ts';
import type { L2Driver } from './driver.ts';
import { tombstone } from './envelope.ts';
import { Hearing } from './hearing.ts';
import { keyName, tagLifeMs, tagName } from './names.ts';
import { type PendingInvalidation, PendingInvalidations } from './pending.ts';
import type { SharedSpace } from './shared-space.ts';

export interface TellerOptions {
  readonly driver: L2Driver;
  /** First part of every name in Redis. */
  readonly prefix: string;
  readonly writeTimeoutMs: number;
  /** Names this process in its messages. */
  readonly origin: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly isUp: () => boolean;
  readonly onEvent: EventListener;
}

const REPLAY_PAUSE_MS = 250;
/** Others answer within a millisecond or three; one that is busy for longer than this is not waited for. */
const HEARD_WITHIN_MS = 100;
const MOST_PENDING = 10_000;
const REPLAY_AT_ONCE = 100;

export class Teller {
  readonly #options: TellerOptions;
  readonly #pending = new PendingInvalidations(MOST_PENDING);
  readonly #hearing = new Hearing(HEARD_WITHIN_MS);
  #messages = 0;
  #isReplaying = false;
  #replayTimer: NodeJS.Timeout | undefined;

  constructor(options: TellerOptions) {
    this.#options = options;
  }

  get pending(): number {
    return this.#pending.size;
  }

  /** The caller has dropped its own copies. */
  async invalidate(space: SharedSpace, by: 'key' | 'tag', name: string): Promise<Invalidation> {
    const entry = this.#add(space, by, name);
    const told = await this.#tell(entry);
    if (told === 'pending' && space.usesL2) await this.#warn(entry);
    return told;
  }

  /**
   * Another replica could not tell Redis: nobody here may read the old value there either, and whoever can tell it first does.
   * The caller has dropped its own copies.
   */
  adopt(space: SharedSpace, by: 'key' | 'tag', name: string): void {
    if (!space.usesL2) return;
    this.#add(space, by, name);
    this.#replayLater();
  }

  /** What L2 has of the key may be older than what was dropped here. */
  isBlocked(space: SharedSpace, key: CacheKey, tags: readonly string[]): boolean {
    return (
      this.#pending.has(space.name, 'key', key) ||
      tags.some((tag) => this.#pending.has(space.name, 'tag', tag)) ||
      this.#pending.hasOverflowed(space.name, this.#options.now())
    );
  }

  /** Another replica has done what message `id` of this one asks for, or this one has itself. */
  heard(id: string): void {
    this.#hearing.heard(id);
  }

  /** Tells the sender of a message that it was heard; should that fail, it waits in vain for a moment. */
  answer(address: string, id: string): void {
    this.#options.driver.tell(address, encodeHeard(id)).catch(() => {});
  }

  info() {
    return {
      pendingInvalidations: this.#pending.size,
      lostInvalidations: this.#pending.lost,
      unheardInvalidations: this.#hearing.unheard,
    };
  }

  /** Tells what is pending, as long as Redis is there. */
  async replay(): Promise<void> {
    if (this.#isReplaying) return;
    this.#isReplaying = true;
    const { isUp } = this.#options;
    while (isUp() && this.#pending.size > 0) {
      await this.#replayAll();
      if (this.#pending.size > 0) await new Promise((resolve) => setTimeout(resolve, REPLAY_PAUSE_MS).unref());
    }
    this.#isReplaying = false;
  }

  /** Until Redis takes nothing of a part: the rest would fare no better. */
  async #replayAll(): Promise<void> {
    const entries = this.#pending.all();
    for (let i = 0; i < entries.length && this.#options.isUp(); i += REPLAY_AT_ONCE) {
      const told = await Promise.all(entries.slice(i, i + REPLAY_AT_ONCE).map((entry) => this.#tell(entry)));
      if (!told.includes('everywhere')) return;
    }
  }

  #replayLater(): void {
    if (this.#isReplaying || this.#replayTimer !== undefined) return;
    this.#replayTimer = setTimeout(() => {
      this.#replayTimer = undefined;
      void this.replay();
    }, REPLAY_PAUSE_MS).unref();
  }

  /** Pending from the start: nobody here may read the old value from L2 while Redis is being told. */
  #add(space: SharedSpace, by: 'key' | 'tag', name: string): PendingInvalidation {
    const id = this.#newId();
    const entry = { space, by, name, message: this.#message(id, space, by, name, false), id };
    this.#pending.add(entry, this.#options.now() + space.lifeMs);
    return entry;
  }

  #newId(): string {
    return String((this.#messages += 1));
  }

  #message(id: string, { name: space }: SharedSpace, by: 'key' | 'tag', name: string, isPending: boolean): string {
    const { origin, driver } = this.#options;
    const sentAtMs = performance.now();
    return encodeInvalidation({ origin, space, by, name, sentAtMs, id, answerTo: driver.address, isPending });
  }

  async #tell(entry: PendingInvalidation): Promise<Invalidation> {
    if (!this.#options.isUp()) return 'pending';
    try {
      await withDeadline(this.#send(entry), this.#options.writeTimeoutMs);
      this.#pending.confirm(entry);
      return 'everywhere';
    } catch (error) {
      this.#failed(entry, error);
      this.#replayLater();
      return 'pending';
    }
  }

  /**
   * A Redis that takes no writes (a copy, one whose disk is full, a cluster without one of its nodes) still hands messages on; and
   * without one, the other replicas would serve what they have in memory until its time to live ends.
   */
  async #warn(entry: PendingInvalidation): Promise<void> {
    const { driver, isUp, writeTimeoutMs } = this.#options;
    if (!isUp()) return;
    const { space, by, name } = entry;
    const id = this.#newId();
    const message = this.#message(id, space, by, name, true);
    try {
      await withDeadline(
        this.#hearing.all(id, () => driver.publish(message)),
        writeTimeoutMs,
      );
    } catch (error) {
      this.#failed(entry, error);
    }
  }

  #failed({ space }: PendingInvalidation, error: unknown): void {
    this.#options.onEvent({ type: 'error', space: space.name, level: 'l2', error });
  }

  async #send({ space, by, name, message, id }: PendingInvalidation): Promise<void> {
    const { driver, prefix } = this.#options;
    const send = () => {
      if (!space.usesL2) return driver.publish(message);
      if (by === 'key')
        return driver.replaceAndPublish(keyName(prefix, space, name), tombstone(), space.fenceMs, message);
      return driver.replaceAndPublish(tagName(prefix, space, name), tombstone(), tagLifeMs(space), message);
    };
    await this.#hearing.all(id, async () => {
      const listeners = await send();
      // Then at least it has been written to all of them: Redis answers the next request after that.
      if (listeners === undefined) await driver.ping();
      return listeners;
    });
  }
}
