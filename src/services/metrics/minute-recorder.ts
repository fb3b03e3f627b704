/**
 * The way of the monitor's minutes into the store. Every few seconds the minute under way is written as far as it has
 * come, so that other replicas can see it and `kill -9` takes no more than those seconds. While the store is away minutes
 * wait here, up to a bound; nobody waits for them.
 */
import type { MeasuredMinute, Monitor } from '../../performance/monitor/monitor.ts';
import type { MetricMinute, MetricReplica, Store } from '../../store/store.ts';
import { settledWithin } from '../settled-within.ts';

const MINUTE_MS = 60_000;
/** Of one transaction. */
const BATCH_MINUTES = 30;
const MAX_PENDING_MINUTES = 240;
const MAX_PENDING_BYTES = 8 * 1_048_576;
/** What a minute takes beside its figures, roughly. */
const MINUTE_BYTES = 500;
/** A store that does not answer must not keep the process from ending. */
const LAST_WRITE_MS = 2_000;

export type ReplicaIdentity = Omit<MetricReplica, 'seenAtMs' | 'process'>;

export interface MinuteRecorderOptions {
  readonly store: () => Promise<Store>;
  readonly monitor: Pick<Monitor, 'minuteUnderWay' | 'flush'>;
  readonly replica: ReplicaIdentity;
  /** Figures of the process itself, kept with each minute as they were when it was written; JSON. */
  readonly processFigures: () => Promise<Readonly<Record<string, unknown>>>;
  /** Whether an idle process, too, says that it lives; else one only does with its figures. */
  readonly isAlwaysSeen: boolean;
  readonly now: () => number;
}

export interface MinuteRecorderFigures {
  /** Minutes that are over and wait for the store. */
  readonly pending: number;
  /** Rows that were written; a minute takes several. */
  readonly written: number;
  /** Writes that failed; what they held was tried again. */
  readonly failedWrites: number;
  /** Minutes that were given up because too many waited. */
  readonly dropped: number;
}

interface Pending {
  readonly row: MetricMinute;
  readonly bytes: number;
}

export class MinuteRecorder implements AsyncDisposable {
  readonly #options: MinuteRecorderOptions;
  /** Oldest first. */
  #pending: readonly Pending[] = [];
  #writing: Promise<void> | undefined;
  /** The figures of the minute under way as they were last written. */
  #lastTotal = '';
  #process: Readonly<Record<string, unknown>> = {};
  #wasSeen = false;
  #written = 0;
  #failedWrites = 0;
  #dropped = 0;

  constructor(options: MinuteRecorderOptions) {
    this.#options = options;
  }

  /** Takes a minute that is over. */
  add(minute: MeasuredMinute): void {
    const row = this.#rowOf(minute);
    this.#pending = [...this.#pending, { row, bytes: sizeOf(row) }];
    let bytes = this.#pending.reduce((sum, pending) => sum + pending.bytes, 0);
    while (this.#pending.length > MAX_PENDING_MINUTES || bytes > MAX_PENDING_BYTES) {
      const [oldest, ...rest] = this.#pending;
      bytes -= oldest?.bytes ?? 0;
      this.#pending = rest;
      this.#dropped += 1;
    }
  }

  /** Writes what waits, and the minute under way. One write at a time: while one is under way this is that one. */
  write(): Promise<void> {
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined));
    return this.#writing;
  }

  figures(): MinuteRecorderFigures {
    return {
      pending: this.#pending.length,
      written: this.#written,
      failedWrites: this.#failedWrites,
      dropped: this.#dropped,
    };
  }

  /** Writes all there is, the minute under way included, if the store takes it within a bounded time. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#options.monitor.flush();
    await settledWithin(this.#writeLast(), LAST_WRITE_MS);
  }

  async #writeLast(): Promise<void> {
    await this.#writing?.catch(() => {});
    while (this.#pending.length > 0) await this.#writeRows(this.#pending.slice(0, BATCH_MINUTES));
    if (this.#wasSeen) await (await this.#options.store()).metrics.sayGone(this.#options.replica.id);
  }

  async #write(): Promise<void> {
    const { isAlwaysSeen, monitor, store, replica, processFigures, now } = this.#options;
    this.#process = await processFigures();
    const minute = monitor.minuteUnderWay();
    const underWay = minute && this.#rowOf(minute);
    const isNew = underWay !== undefined && underWay.total !== this.#lastTotal;
    const waiting = this.#pending.slice(0, BATCH_MINUTES);
    if (!isNew && waiting.length === 0 && !isAlwaysSeen) return;
    await this.#writeRows([...waiting, ...(isNew ? [{ row: underWay, bytes: 0 }] : [])]);
    if (underWay !== undefined) this.#lastTotal = underWay.total;
    this.#wasSeen = true;
    await (await store()).metrics.sayAlive({ ...replica, seenAtMs: now(), process: this.#process });
  }

  async #writeRows(batch: readonly Pending[]): Promise<void> {
    try {
      await (await this.#options.store()).metrics.write(batch.map(({ row }) => row));
    } catch (thrown) {
      this.#failedWrites += 1;
      throw thrown;
    }
    this.#written += batch.length;
    const done = new Set(batch);
    this.#pending = this.#pending.filter((pending) => !done.has(pending));
  }

  #rowOf({ part, sinceMs, untilMs, total, operations }: MeasuredMinute): MetricMinute {
    return {
      minuteMs: Math.floor(sinceMs / MINUTE_MS) * MINUTE_MS,
      replica: this.#options.replica.id,
      part,
      sinceMs,
      untilMs,
      total: toText(total),
      operations: Object.fromEntries([...operations].map(([name, bytes]) => [name, toText(bytes)])),
      process: this.#process,
    };
  }
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

function sizeOf({ total, operations }: MetricMinute): number {
  return Object.entries(operations).reduce(
    (sum, [name, figures]) => sum + name.length + figures.length,
    MINUTE_BYTES + total.length,
  );
}
