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

  constructor(options: TellerOptions) {
    this.#options = options;
  }

  get pending(): number {
    return this.#pending.size;
  }

  /** The caller has dropped its own copies. */
  invalidate(space: SharedSpace, by: 'key' | 'tag', name: string): Promise<Invalidation> {
    const { origin, driver, now } = this.#options;
    const id = String((this.#messages += 1));
    const sentAtMs = performance.now();
    const message = encodeInvalidation({ origin, space: space.name, by, name, sentAtMs, id, answerTo: driver.address });
    const entry: PendingInvalidation = { space, by, name, message, id };
    // Pending from the start: nobody here may read the old value from L2 while Redis is being told.
    this.#pending.add(entry, now() + space.lifeMs);
    return this.#tell(entry);
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
    let entries = this.#pending.all();
    while (isUp() && entries.length > 0) {
      for (let i = 0; i < entries.length && isUp(); i += REPLAY_AT_ONCE) {
        await Promise.all(entries.slice(i, i + REPLAY_AT_ONCE).map((entry) => this.#tell(entry)));
      }
      entries = this.#pending.all();
      if (entries.length > 0) await new Promise((resolve) => setTimeout(resolve, REPLAY_PAUSE_MS).unref());
    }
    this.#isReplaying = false;
  }

  async #tell(entry: PendingInvalidation): Promise<Invalidation> {
    if (!this.#options.isUp()) return 'pending';
    try {
      await withDeadline(this.#send(entry), this.#options.writeTimeoutMs);
      this.#pending.confirm(entry);
      return 'everywhere';
    } catch (error) {
      this.#options.onEvent({ type: 'error', space: entry.space.name, level: 'l2', error });
      if (!this.#isReplaying) setTimeout(() => void this.replay(), REPLAY_PAUSE_MS).unref();
      return 'pending';
    }
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
