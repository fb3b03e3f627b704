/**
 * Who is let in, and when. Calls that do work share an adaptive number of places; calls by which a server in trouble is
 * watched and understood have a few places of their own, so that they are answered however busy the others are.
 */
import { AppError } from '../../errors/app-error.ts';
import type { ConcurrencyLimit } from './concurrency-limit.ts';
import { FixedLimit } from './concurrency-limit.ts';
import { type Flow, Lane, type Permit, ShedError, type ShedReason } from './lane.ts';

/**
 * `control`: status, lists, the handshake; `live`: somebody waits for it; `background`: nobody does, such as a benchmark.
 */
const WORK_CLASSES = ['control', 'live', 'background'] as const;
export type WorkClass = (typeof WORK_CLASSES)[number];

export interface AdmissionOptions {
  /** Of the places for `live` and `background`; undefined: everybody is let in at once. */
  readonly limit: ConcurrencyLimit | undefined;
  /** The longest that a call waits for a place. */
  readonly mostWaitMs: number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** 0 to 1, exclusive. Default: Math.random. */
  readonly random?: () => number;
}

/** Counts are since the start. */
export interface ClassFigures {
  readonly admitted: number;
  /** Of those, the ones that had to wait. */
  readonly waited: number;
  readonly shed: Readonly<Record<ShedReason, number>>;
}

export interface AdmissionFigures {
  readonly isOn: boolean;
  /** Places for live and background calls now; null when it is off. */
  readonly limit: number | null;
  readonly inFlight: number;
  readonly queued: number;
  /** Calls that left the queue; null when nothing has waited lately. */
  readonly drainPerSecond: number | null;
  readonly classes: Readonly<Record<WorkClass, ClassFigures>>;
}

/** They cost little, but not nothing: over HTTP the protocol alone takes most of a millisecond. */
const CONTROL_PLACES = 4;

/** Background work gets a fifth of what live work gets while both wait, and never more than half of the places. */
const SHARES: Readonly<Record<WorkClass, Omit<Flow, 'name'>>> = {
  control: { weight: 1, mostShare: 1 },
  live: { weight: 5, mostShare: 1 },
  background: { weight: 1, mostShare: 0.5 },
};

interface Counters {
  admitted: number;
  waited: number;
  readonly shed: Record<ShedReason, number>;
}

export class Admission {
  readonly #isOn: boolean;
  readonly #work: Lane;
  readonly #control: Lane;
  readonly #counters: Record<WorkClass, Counters> = { control: zero(), live: zero(), background: zero() };

  constructor({ limit, mostWaitMs, now, random = Math.random }: AdmissionOptions) {
    this.#isOn = limit !== undefined;
    const unlimited = new FixedLimit(Number.POSITIVE_INFINITY);
    const lane = (places: ConcurrencyLimit) => new Lane({ limit: places, mostWaitMs, now, random });
    this.#work = lane(limit ?? unlimited);
    this.#control = lane(this.#isOn ? new FixedLimit(CONTROL_PLACES) : unlimited);
  }

  /**
   * Returns at once when there is a place. Whoever gets a permit releases it.
   *
   * @throws AppError `OVERLOADED` with `retryAfterMs`, in the promise too; the promise rejects with the reason of `signal`
   * when that is aborted while the call waits
   */
  enter(workClass: WorkClass, owner: string, signal?: AbortSignal): Permit | Promise<Permit> {
    const counters = this.#counters[workClass];
    let entered: Permit | Promise<Permit>;
    try {
      entered = this.#lane(workClass).enter(flowOf(workClass, owner), signal);
    } catch (error) {
      throw toOverloaded(error, counters);
    }
    if (!(entered instanceof Promise)) {
      counters.admitted += 1;
      return entered;
    }
    return entered.then(
      (permit) => {
        counters.admitted += 1;
        counters.waited += 1;
        return permit;
      },
      (error: unknown) => Promise.reject(toOverloaded(error, counters)),
    );
  }

  /**
   * For a door, before it reads what it would then refuse.
   *
   * @throws AppError as `enter` does, when that would refuse now
   */
  check(workClass: WorkClass, owner: string): void {
    try {
      this.#lane(workClass).check(flowOf(workClass, owner));
    } catch (error) {
      throw toOverloaded(error, this.#counters[workClass]);
    }
  }

  figures(): AdmissionFigures {
    const { inFlight, queued, drainPerSecond = null, limit } = this.#work;
    return {
      isOn: this.#isOn,
      limit: this.#isOn ? limit : null,
      inFlight: inFlight + this.#control.inFlight,
      queued: queued + this.#control.queued,
      drainPerSecond,
      classes: structuredClone(this.#counters),
    };
  }

  #lane(workClass: WorkClass): Lane {
    return workClass === 'control' ? this.#control : this.#work;
  }
}

function flowOf(workClass: WorkClass, owner: string): Flow {
  return { name: `${workClass} ${owner}`, ...SHARES[workClass] };
}

function toOverloaded(error: unknown, { shed }: Counters): unknown {
  if (!(error instanceof ShedError)) return error;
  const { reason, retryAfterMs } = error;
  shed[reason] += 1;
  const message =
    reason === 'queue_full'
      ? 'The server has more calls than it can carry out in time.'
      : 'The call waited too long for its turn, and was not begun.';
  return new AppError('OVERLOADED', message, { retryAfterMs });
}

function zero(): Counters {
  return { admitted: 0, waited: 0, shed: { queue_full: 0, queue_timeout: 0 } };
}
