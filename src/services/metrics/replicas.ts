/**
 * A window over all processes that share the store: this one from memory, the others from the minutes they have written.
 * It begins with a whole minute, since the others tell of whole ones.
 */
import { mergeFigures } from '../../performance/figures.ts';
import { HOUR_SECONDS, type Monitor } from '../../performance/monitor/monitor.ts';
import { Tally } from '../../performance/monitor/tally.ts';
import type { WindowFigures } from '../../performance/window.ts';
import type { MetricMinute, Store } from '../../store/store.ts';
import type { ReplicaIdentity } from './minute-recorder.ts';
import { pages } from './stored-minutes.ts';
import { quantileMs } from './window-report.ts';

const MINUTE_MS = 60_000;
/** Without a word for longer than this, a process has probably ended. */
const SILENT_AFTER_MS = 30_000;
const MAX_REPLICAS = 100;

export interface ReplicaReport {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  readonly startedAtMs: number;
  /** Of its figures, by the clocks of both machines. */
  readonly ageMs: number;
  /** `silent`: it should have said that it lives, and has not. */
  readonly state: 'this' | 'live' | 'silent';
  /** In the window. */
  readonly count: number;
  readonly errors: number;
  readonly p95Ms: number | null;
  /** What it last told of itself. */
  readonly process: Readonly<Record<string, unknown>>;
}

export interface WindowOfAll {
  readonly total: WindowFigures;
  readonly operations: ReadonlyMap<string, WindowFigures>;
  /** This one first, then the last seen; 100 at most. */
  readonly replicas: readonly ReplicaReport[];
}

export interface ReplicasOptions {
  readonly store: () => Promise<Store>;
  readonly monitor: Monitor;
  readonly replica: ReplicaIdentity;
  readonly processFigures: () => Promise<Readonly<Record<string, unknown>>>;
  readonly now: () => number;
}

interface Sum {
  readonly total: Tally;
  readonly operations: Map<string, Tally>;
  readonly byReplica: Map<string, Tally>;
}

export class Replicas {
  readonly #options: ReplicasOptions;

  constructor(options: ReplicasOptions) {
    this.#options = options;
  }

  /** @param seconds 1 to 3,600. Rejects with `STORE_…` */
  async window(seconds: number): Promise<WindowOfAll> {
    const { store, monitor, replica, processFigures, now } = this.#options;
    const sinceMs = Math.floor((now() - seconds * 1_000) / MINUTE_MS) * MINUTE_MS;
    const { metrics } = await store();
    const query = { sinceMs, untilMs: now() + MINUTE_MS, exceptReplica: replica.id };
    const others: Sum = { total: new Tally(), operations: new Map(), byReplica: new Map() };
    for await (const minute of pages<MetricMinute>((after) => metrics.minutes(query, after))) add(others, minute);
    const seen = await metrics.replicas(sinceMs, MAX_REPLICAS);
    const ownProcess = await processFigures();

    // From here on without a pause, so that all figures are of one moment.
    const nowMs = now();
    const ownSeconds = Math.min(HOUR_SECONDS, Math.max(1, Math.ceil((nowMs - sinceMs) / 1_000)));
    const own = monitor.window(ownSeconds);
    const untilMs = Math.max(own.untilMs, sinceMs);
    const emptyFigures = new Tally().figures(sinceMs, untilMs);
    return {
      total: mergeFigures(sinceMs, untilMs, [own, others.total.figures(sinceMs, untilMs)]),
      operations: mergeOperations(monitor.windows(ownSeconds), others.operations, sinceMs, untilMs),
      replicas: [
        reportOf(replica, 'this', 0, own, ownProcess),
        ...seen
          .filter(({ id }) => id !== replica.id)
          .map((other) => {
            const ageMs = Math.max(0, nowMs - other.seenAtMs);
            const figures = others.byReplica.get(other.id)?.figures(sinceMs, untilMs) ?? emptyFigures;
            return reportOf(other, ageMs > SILENT_AFTER_MS ? 'silent' : 'live', ageMs, figures, other.process);
          }),
      ],
    };
  }
}

function mergeOperations(
  own: ReadonlyMap<string, WindowFigures>,
  others: ReadonlyMap<string, Tally>,
  sinceMs: number,
  untilMs: number,
): ReadonlyMap<string, WindowFigures> {
  const names = [...new Set([...own.keys(), ...others.keys()])];
  return new Map(
    names.map((name) => {
      const parts = [own.get(name), others.get(name)?.figures(sinceMs, untilMs)].filter((part) => part !== undefined);
      return [name, mergeFigures(sinceMs, untilMs, parts)];
    }),
  );
}

function reportOf(
  { id, host, pid, version, startedAtMs }: ReplicaIdentity,
  state: ReplicaReport['state'],
  ageMs: number,
  figures: WindowFigures,
  process: ReplicaReport['process'],
): ReplicaReport {
  const { count, errors } = figures;
  const p95Ms = quantileMs(figures, 0.95);
  return { id, host, pid, version, startedAtMs, ageMs, state, count, errors, p95Ms, process };
}

/** Figures of an unknown format, of another version of the program, are left out. */
function add({ total, operations, byReplica }: Sum, minute: MetricMinute): void {
  try {
    const bytes = Buffer.from(minute.total, 'base64');
    total.mergeBytes(bytes);
    tallyOf(byReplica, minute.replica).mergeBytes(bytes);
    for (const [name, figures] of Object.entries(minute.operations))
      tallyOf(operations, name).mergeBytes(Buffer.from(figures, 'base64'));
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
  }
}

function tallyOf(tallies: Map<string, Tally>, key: string): Tally {
  let tally = tallies.get(key);
  if (tally === undefined) tallies.set(key, (tally = new Tally()));
  return tally;
}
