import { Histogram } from '../../stats/histogram.ts';
import type { EventListener } from '../events.ts';
import type { CacheKey } from '../key.ts';
import { Breaker } from './breaker.ts';
import { Deadline, withDeadline } from './deadline.ts';
import type { L2Driver } from './driver.ts';
import { NO_RUN, NO_STAMP, open, runOf, seal, stampOf, tokenOf, tombstone, type Envelope } from './envelope.ts';
import { keyName, tagLifeMs, tagName } from './names.ts';
import type { SharedSpace } from './shared-space.ts';
import { Teller } from './teller.ts';
import { WriteQueue, type WriteOutcome } from './write-queue.ts';

export interface SharedLevelOptions {
  readonly driver: L2Driver;
  /** First part of every name in Redis. */
  readonly prefix: string;
  /** Within which a read must be answered. */
  readonly deadlineMs: number;
  /** For writes and invalidations, which no reader waits for. */
  readonly writeTimeoutMs: number;
  readonly compressFromBytes: number;
  /** Names this process in its messages. */
  readonly origin: string;
  /** Milliseconds since 1970: entries are read by other machines. */
  readonly now: () => number;
  readonly onEvent: EventListener;
  readonly onUp: () => void;
  readonly onDown: () => void;
  readonly onMessage: (text: string) => void;
}

/** What a reader has seen, to be handed back with what it then loaded. */
export interface Ticket {
  readonly space: SharedSpace;
  readonly key: CacheKey;
  readonly tags: readonly string[];
  readonly name: string;
  /** What was there; null: nothing. */
  readonly bytes: Buffer | null;
  readonly tagTokens: readonly Buffer[];
  readonly generation: number;
  /** When it was asked for. */
  readonly atMs: number;
}

export interface L2Entry {
  readonly value: unknown;
  readonly freshForMs: number;
  /** From now on, not from the end of being fresh. */
  readonly staleForMs: number;
  /** Asked right before the write. */
  readonly isWanted: () => boolean;
  readonly done: (outcome: WriteOutcome | Error) => void;
}

export type L2Read =
  | { readonly status: 'hit'; readonly envelope: Envelope; readonly ticket: Ticket; readonly durationMs: number }
  | { readonly status: 'miss'; readonly ticket: Ticket; readonly durationMs: number; readonly corrupt?: string }
  | { readonly status: 'error'; readonly error: unknown }
  | { readonly status: 'unavailable' };

const UNAVAILABLE: L2Read = { status: 'unavailable' };
const NO_TOKENS: readonly Buffer[] = [];
const BREAKER_FAILURES = 5;
/** Long enough to load the client and to connect: a command may end right after its only write. */
const LAST_WORD_MS = 2_000;

/** L2 as the spaces see it: a read always ends within the deadline and never rejects, a write never keeps anyone waiting. */
export class SharedLevel {
  readonly writes: WriteQueue;
  readonly teller: Teller;
  readonly #options: SharedLevelOptions;
  readonly #breaker: Breaker;
  readonly #deadline: Deadline;
  readonly #latency = new Histogram();
  /** Rises with each connection: what was seen through an earlier one says nothing about a server that may have restarted. */
  #generation = 0;
  #run: number = NO_RUN;
  #isUp = false;
  #problem: string | null = null;

  constructor(options: SharedLevelOptions) {
    this.#options = options;
    this.#deadline = new Deadline(options.deadlineMs);
    this.writes = new WriteQueue(options.writeTimeoutMs);
    this.teller = new Teller({ ...options, isUp: () => this.#isUp });
    this.#breaker = new Breaker({
      failures: BREAKER_FAILURES,
      probe: () => withDeadline(options.driver.ping(), options.deadlineMs),
      onChange: (state) => options.onEvent({ type: 'breaker', state }),
    });
  }

  start(): void {
    const { driver, onEvent, onUp, onDown, onMessage } = this.#options;
    driver.start({
      up: (run) => {
        this.#generation += 1;
        this.#run = runOf(run);
        this.#isUp = true;
        this.#problem = null;
        this.#breaker.reset();
        onUp();
        void this.teller.replay();
      },
      down: () => {
        this.#isUp = false;
        onDown();
      },
      message: onMessage,
      error: (error) => {
        this.#problem = error instanceof Error ? error.message : String(error);
        onEvent({ type: 'connection-error', error });
      },
    });
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** With as few promises as it takes: at 100 bytes they are most of what a read costs beside the client's own work. */
  read(space: SharedSpace, key: CacheKey, tags: readonly string[]): Promise<L2Read> | L2Read {
    if (!this.#isUp || this.#breaker.isOpen || this.teller.isBlocked(space, key, tags)) return UNAVAILABLE;
    const name = keyName(this.#options.prefix, space, key);
    const generation = this.#generation;
    const atMs = performance.now();
    const { driver } = this.#options;
    return new Promise((resolve) => {
      let isOver = false;
      const fail = (error: unknown) => {
        if (isOver) return;
        isOver = true;
        this.#deadline.end(waiting);
        this.#breaker.failed();
        resolve({ status: 'error', error });
      };
      const answer = (bytes: Buffer | null, tagTokens: readonly Buffer[]) => {
        if (isOver) return;
        isOver = true;
        this.#deadline.end(waiting);
        resolve(this.#answered({ space, key, tags, name, bytes, tagTokens, generation, atMs }));
      };
      const waiting = this.#deadline.begin(atMs, fail);
      if (tags.length === 0) {
        driver.get(name).then((bytes) => answer(bytes, NO_TOKENS), fail);
      } else {
        const tokens = Promise.all(tags.map((tag) => this.#tagToken(space, tag)));
        Promise.all([driver.get(name), tokens]).then(([bytes, found]) => answer(bytes, found), fail);
      }
    });
  }

  /** Stores what was loaded on `ticket`, unless it has become doubtful since. Returns at once. */
  write(ticket: Ticket, entry: L2Entry): void {
    const { driver, now, compressFromBytes } = this.#options;
    const { space, bytes: replaced, tagTokens, name } = ticket;
    const { value, freshForMs, staleForMs } = entry;
    const write = async (): Promise<WriteOutcome> => {
      const isDoubtful =
        !this.#isUp ||
        ticket.generation !== this.#generation ||
        performance.now() - ticket.atMs > space.fenceMs / 2 ||
        this.teller.isBlocked(space, ticket.key, ticket.tags) ||
        !entry.isWanted();
      if (isDoubtful) return 'dropped';
      const nowMs = now();
      const envelope = { value, tagTokens, freshUntilMs: nowMs + freshForMs, staleUntilMs: nowMs + staleForMs };
      const bytes = seal(envelope, { ...space, run: this.#runFor(space), compressFromBytes });
      const isStored = await driver.compareAndSet(name, stampOf(replaced), bytes, Math.max(1, Math.round(staleForMs)));
      return isStored ? 'stored' : 'overtaken';
    };
    if (!this.writes.add(write, entry.done)) entry.done('dropped');
  }

  info() {
    return {
      isConnected: this.#isUp,
      /** Why it is not; null while it is, and before the first attempt has failed. */
      problem: this.#problem,
      breaker: this.#breaker.isOpen ? ('open' as const) : ('closed' as const),
      connections: this.#generation,
      readP50Ms: this.#latency.quantileMs(0.5),
      readP99Ms: this.#latency.quantileMs(0.99),
      ...this.teller.info(),
      writesUnderWay: this.writes.underWay,
    };
  }

  /** Waits, for a bounded time, until the other replicas have been told what they must know. */
  async close(): Promise<void> {
    for (const untilMs = performance.now() + LAST_WORD_MS; this.teller.pending > 0 && performance.now() < untilMs;) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await this.writes.drain();
    this.#isUp = false;
    this.#breaker.reset();
    await this.#options.driver.close();
  }

  #answered(ticket: Ticket): L2Read {
    const { space, bytes, tagTokens, atMs } = ticket;
    this.#breaker.succeeded();
    const durationMs = performance.now() - atMs;
    this.#latency.record(durationMs);
    if (bytes === null) return { status: 'miss', ticket, durationMs };
    const opened = open(bytes, space, this.#runFor(space));
    if (opened.kind === 'corrupt') return { status: 'miss', ticket, durationMs, corrupt: opened.reason };
    if (opened.kind !== 'value') return { status: 'miss', ticket, durationMs };
    if (sameTokens(opened.tagTokens, tagTokens)) return { status: 'hit', envelope: opened, ticket, durationMs };
    if (space.byTag === 'drop') return { status: 'miss', ticket, durationMs };
    return { status: 'hit', envelope: { ...opened, freshUntilMs: 0 }, ticket, durationMs };
  }

  #runFor({ isCoherent }: SharedSpace): number {
    return isCoherent ? this.#run : NO_RUN;
  }

  /** The token of a tag, made if there is none: a tag that Redis has forgotten must not look like one never invalidated. */
  async #tagToken(space: SharedSpace, tag: string): Promise<Buffer> {
    const { driver, prefix } = this.#options;
    const name = tagName(prefix, space, tag);
    const found = await driver.get(name);
    if (found !== null) return tokenOf(found);
    const made = tombstone();
    // A Redis that takes no writes is no reason not to read from it: then nothing is there under a tag of this token, and nothing will be.
    const isMade = await driver.compareAndSet(name, NO_STAMP, made, tagLifeMs(space)).catch(() => false);
    return tokenOf(isMade ? made : ((await driver.get(name)) ?? made));
  }
}

function sameTokens(a: readonly Buffer[], b: readonly Buffer[]): boolean {
  return a.length === b.length && a.every((token, i) => token.equals(b[i] ?? NO_STAMP));
}
