/**
 * One line of callers before a limited number of places. Who finds a place free goes in at once; others wait for a bounded
 * time in a queue that is fair to every flow, and are refused as soon as it is known that they would wait too long.
 */
import type { ConcurrencyLimit } from './concurrency-limit.ts';
import { DrainRate } from './drain-rate.ts';
import { FairQueue } from './fair-queue.ts';
import { WaitBound } from './wait-bound.ts';

/** `queue_full`: would have to wait too long; `queue_timeout`: has waited too long. */
export type ShedReason = 'queue_full' | 'queue_timeout';

export interface Flow {
  /** Callers of one name share what is theirs. */
  readonly name: string;
  readonly weight: number;
  /** The part of the places that all flows of this kind may take together, 0 to 1. One is always theirs. */
  readonly mostShare: number;
}

export interface Permit {
  /**
   * The work has ended; only the first call counts.
   *
   * @param operation compared with itself only, so it must be one of a bounded set of names; undefined when its time says
   * nothing, such as that of a call that was taken back
   */
  release(operation?: string): void;
}

/** Why somebody is not let in. */
export class ShedError extends Error {
  override readonly name = 'ShedError';
  readonly reason: ShedReason;
  /** When there should be room, by the pace at which the queue empties now. */
  readonly retryAfterMs: number;

  constructor(reason: ShedReason, retryAfterMs: number) {
    super(reason);
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}

export interface LaneOptions {
  readonly limit: ConcurrencyLimit;
  readonly mostWaitMs: number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** 0 to 1, exclusive. */
  readonly random: () => number;
}

/** Whatever the estimate says. Over HTTP the number of connections is a lower bound. */
const MOST_WAITING = 10_000;
/** For the pace of the queue. */
const LEAST_WINDOW_MS = 50;
/**
 * What takes longer waits for something that has bounds of its own, such as a store that hangs, and must not keep out those
 * who need nothing of it: it goes on without its place.
 */
const LONGEST_HOLD_MS = 1_000;
const LEAST_RETRY_AFTER_MS = 100;
const MOST_RETRY_AFTER_MS = 30_000;
/** Of the mean time that work takes. */
const SMOOTHING = 0.05;

interface Waiting {
  readonly flow: Flow;
  readonly sinceMs: number;
  readonly enter: () => void;
  readonly refuse: (error: ShedError) => void;
}

export class Lane {
  readonly #options: LaneOptions;
  readonly #queue = new FairQueue<Waiting>();
  readonly #rate: DrainRate;
  readonly #bound: WaitBound;
  /** Under way by the part of the places that their flows may take. */
  readonly #underWay = new Map<number, number>();
  #inFlight = 0;
  /** Since the start. */
  #begun = 0;
  #meanMs = 1;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LaneOptions) {
    this.#options = options;
    this.#bound = new WaitBound(options.mostWaitMs);
    this.#rate = new DrainRate(Math.max(LEAST_WINDOW_MS, options.mostWaitMs / 10));
  }

  get limit(): number {
    return this.#options.limit.limit;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get queued(): number {
    return this.#queue.size;
  }

  /** Undefined: nothing has waited lately. */
  get drainPerSecond(): number | undefined {
    const perMs = this.#rate.perMs(this.#options.now());
    return perMs && perMs * 1_000;
  }

  /**
   * Without a promise when there is a free place, so that it costs a quiet server nothing.
   *
   * @throws ShedError, in the promise too; the promise rejects with the reason of `signal` when that is aborted
   */
  enter(flow: Flow, signal?: AbortSignal): Permit | Promise<Permit> {
    const nowMs = this.#options.now();
    // Whoever waits already may not take it: it would have been given to them when it became free.
    if (this.#hasPlaceFor(flow)) {
      this.#bound.waited(0, nowMs);
      return this.#begin(flow, nowMs);
    }
    this.#refuseUnlessInTime(flow, nowMs);
    return this.#wait(flow, nowMs, signal);
  }

  /**
   * For who does not want in yet, but would prepare for it in vain.
   *
   * @throws ShedError when it would be refused now
   */
  check(flow: Flow): void {
    if (!this.#hasPlaceFor(flow)) this.#refuseUnlessInTime(flow, this.#options.now());
  }

  #refuseUnlessInTime(flow: Flow, nowMs: number): void {
    const isInTime = this.#expectedWaitMs(flow, nowMs) <= this.#bound.boundMs(nowMs);
    if (!isInTime || this.#queue.size >= MOST_WAITING) throw this.#shed('queue_full', nowMs);
  }

  #wait(flow: Flow, sinceMs: number, signal: AbortSignal | undefined): Promise<Permit> {
    const { promise, resolve, reject } = Promise.withResolvers<Permit>();
    const abort = () => {
      this.#queue.delete(flow.name, waiting);
      this.#queueChanged();
      reject(signal?.reason);
    };
    const waiting: Waiting = {
      flow,
      sinceMs,
      enter: () => {
        signal?.removeEventListener('abort', abort);
        resolve(this.#begin(flow, this.#options.now()));
      },
      refuse: (error) => {
        signal?.removeEventListener('abort', abort);
        reject(error);
      },
    };
    signal?.addEventListener('abort', abort, { once: true });
    this.#queue.add(flow.name, flow.weight, waiting);
    if (this.#isFull) this.#rate.busy(sinceMs);
    this.#timer ??= setTimeout(this.#expire, this.#options.mostWaitMs);
    return promise;
  }

  #begin(flow: Flow, startedMs: number): Permit {
    const expectedMs = this.#meanMs;
    this.#count(flow, 1);
    const inFlight = this.#inFlight;
    const before = this.#begun++;
    this.#queue.began(flow.name, flow.weight, expectedMs);
    let hasPlace = true;
    const leavePlace = () => {
      if (hasPlace) this.#count(flow, -1);
      hasPlace = false;
    };
    const timer = Number.isFinite(this.limit)
      ? setTimeout(() => {
          leavePlace();
          this.#drain();
        }, LONGEST_HOLD_MS).unref()
      : undefined;
    let isReleased = false;
    return {
      release: (operation) => {
        if (isReleased) return;
        isReleased = true;
        const nowMs = this.#options.now();
        const durationMs = nowMs - startedMs;
        clearTimeout(timer);
        leavePlace();
        this.#queue.ended(flow.name, durationMs, expectedMs);
        this.#meanMs += (durationMs - this.#meanMs) * SMOOTHING;
        this.#rate.done(nowMs);
        if (operation !== undefined) {
          const beside = inFlight - 1 + this.#begun - before - 1;
          this.#options.limit.sample({ operation, durationMs, inFlight, beside }, nowMs);
        }
        this.#drain();
      },
    };
  }

  #count({ mostShare }: Flow, by: 1 | -1): void {
    this.#inFlight += by;
    this.#underWay.set(mostShare, (this.#underWay.get(mostShare) ?? 0) + by);
  }

  get #isFull(): boolean {
    return this.#inFlight >= this.limit;
  }

  #hasPlaceFor({ mostShare }: Flow): boolean {
    if (this.#isFull) return false;
    return (this.#underWay.get(mostShare) ?? 0) < Math.max(1, Math.floor(this.limit * mostShare));
  }

  #drain(): void {
    while (this.#queue.size > 0) {
      const next = this.#queue.take(({ flow }) => this.#hasPlaceFor(flow));
      if (next === undefined) break;
      const nowMs = this.#options.now();
      const waitMs = nowMs - next.sinceMs;
      this.#bound.waited(waitMs, nowMs);
      if (waitMs > this.#options.mostWaitMs) next.refuse(this.#shed('queue_timeout', nowMs));
      else next.enter();
    }
    this.#queueChanged();
  }

  readonly #expire = (): void => {
    this.#timer = undefined;
    const nowMs = this.#options.now();
    const { mostWaitMs } = this.#options;
    let soonestMs = Number.POSITIVE_INFINITY;
    for (const [flow, entries] of this.#queue.waiting()) {
      for (const entry of entries) {
        const leftMs = entry.sinceMs + mostWaitMs - nowMs;
        // A timer may fire a fraction of a millisecond early.
        if (leftMs > 1) {
          soonestMs = Math.min(soonestMs, leftMs);
          break;
        }
        this.#queue.delete(flow, entry);
        entry.refuse(this.#shed('queue_timeout', nowMs));
      }
    }
    if (soonestMs < Number.POSITIVE_INFINITY) this.#timer = setTimeout(this.#expire, soonestMs);
    this.#queueChanged();
  };

  #queueChanged(): void {
    // While there is a free place it is the callers who set the pace.
    if (this.#queue.size === 0 || !this.#isFull) this.#rate.idle();
    if (this.#queue.size > 0) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** By the pace measured; 0 while that is not known, and then `mostWaitMs` alone decides. */
  #expectedWaitMs({ name, weight }: Flow, nowMs: number): number {
    const perMs = this.#rate.perMs(nowMs);
    if (perMs === undefined) return 0;
    return (this.#queue.sizeOf(name) + 1) / (perMs * this.#queue.shareOf(name, weight));
  }

  /** When all that is here now is done, and up to twice as long, so that those who are refused at once do not return at once. */
  #shed(reason: ShedReason, nowMs: number): ShedError {
    const { limit, random, mostWaitMs } = this.#options;
    const perMs = this.#rate.perMs(nowMs) ?? Math.max(1, limit.limit) / Math.max(this.#meanMs, mostWaitMs);
    const untilDoneMs = (this.#queue.size + this.#inFlight + 1) / perMs;
    const spreadMs = untilDoneMs * (1 + random());
    return new ShedError(reason, Math.ceil(Math.min(MOST_RETRY_AFTER_MS, Math.max(LEAST_RETRY_AFTER_MS, spreadMs))));
  }
}
