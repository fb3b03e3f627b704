/** The figures of this process and of those that share its store: the live ones, the stored ones, and what keeps both going. */
import { Monitor } from '../../performance/monitor/monitor.ts';
import type { Clocks } from '../../performance/monitor/timeline.ts';
import type { Store } from '../../store/store.ts';
import { BackgroundTask } from '../background-task.ts';
import { keepHistory } from '../upkeep.ts';
import { MinuteRecorder, type ReplicaIdentity } from './minute-recorder.ts';
import { StoredMinutes } from './stored-minutes.ts';

/** So far apart the tasks begin, so that they do not compete with the first calls. */
const FIRST_AFTER_MS = 2_000;
const TICK_MS = 1_000;
/** What `kill -9` takes with it, and the age of what other replicas are told. */
const WRITE_EVERY_MS = 10_000;
const RETENTION_EVERY_MS = 10 * 60_000;

export interface MetricsOptions extends Clocks {
  readonly store: () => Promise<Store>;
  /** Several processes on other machines, too, may write to the store: each says that it lives. */
  readonly isStoreShared: boolean;
  readonly replica: ReplicaIdentity;
  /** Days that minutes are kept; 0: none are stored. */
  readonly historyDays: number;
}

export class Metrics implements AsyncDisposable {
  readonly monitor: Monitor;
  readonly history: StoredMinutes;
  readonly recorder: MinuteRecorder | undefined;
  readonly #tasks: readonly BackgroundTask[];

  constructor({ store, isStoreShared, replica, historyDays, now, monotonic }: MetricsOptions) {
    this.monitor = new Monitor({ now, monotonic, onMinute: (minute) => this.recorder?.add(minute) });
    this.history = new StoredMinutes({ store, replicaId: replica.id, now });
    const ticking = new BackgroundTask(TICK_MS, async () => this.monitor.tick());
    if (historyDays === 0) {
      this.#tasks = [ticking];
      return;
    }
    const recorder = new MinuteRecorder({
      store,
      monitor: this.monitor,
      replica,
      processFigures: () => ({}),
      isAlwaysSeen: isStoreShared,
      now,
    });
    this.recorder = recorder;
    this.#tasks = [
      ticking,
      new BackgroundTask(WRITE_EVERY_MS, () => recorder.write()),
      new BackgroundTask(RETENTION_EVERY_MS, async (signal) => keepHistory(await store(), now(), historyDays, signal)),
    ];
  }

  /** For servers: ends seconds, writes and forgets minutes from now on. */
  start(): void {
    for (const [index, task] of this.#tasks.entries()) task.start((index + 1) * FIRST_AFTER_MS);
  }

  /** Writes what was not written yet, for a bounded time. Safe to call twice. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const task of this.#tasks) task[Symbol.dispose]();
    await this.recorder?.[Symbol.asyncDispose]();
  }
}
