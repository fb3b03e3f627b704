/** The figures of this process and of those that share its store: the live ones, the stored ones, and what keeps both going. */
import { Monitor } from '../../performance/monitor/monitor.ts';
import type { Clocks } from '../../performance/monitor/timeline.ts';
import { ProcessMonitor } from '../../performance/process/process-monitor.ts';
import type { Store } from '../../store/store.ts';
import { BackgroundTask } from '../background-task.ts';
import { keepHistory } from '../upkeep.ts';
import { MinuteRecorder, type ReplicaIdentity } from './minute-recorder.ts';
import { Replicas } from './replicas.ts';
import { StoredMinutes } from './stored-minutes.ts';
import { quantileMs } from './window-report.ts';

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
  /** Beside those of the process itself, what is kept with each minute and told to other replicas; JSON. */
  readonly ownFigures: () => Promise<Readonly<Record<string, unknown>>>;
}

export class Metrics implements AsyncDisposable {
  readonly monitor: Monitor;
  readonly process: ProcessMonitor;
  readonly history: StoredMinutes;
  readonly replicas: Replicas;
  readonly recorder: MinuteRecorder | undefined;
  readonly #tasks: readonly BackgroundTask[];

  constructor({ store, isStoreShared, replica, historyDays, ownFigures, now, monotonic }: MetricsOptions) {
    this.process = new ProcessMonitor({ now, monotonic });
    this.monitor = new Monitor({ now, monotonic, onMinute: (minute) => this.recorder?.add(minute) });
    this.history = new StoredMinutes({ store, replicaId: replica.id, now });
    const processFigures = async () => ({ ...processFiguresOf(this.process), ...(await ownFigures()) });
    this.replicas = new Replicas({ store, monitor: this.monitor, replica, processFigures, now });
    const ticking = new BackgroundTask(TICK_MS, async () => this.monitor.tick());
    if (historyDays === 0) {
      this.#tasks = [ticking];
      return;
    }
    const recorder = new MinuteRecorder({
      store,
      monitor: this.monitor,
      replica,
      processFigures,
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
    this.process.start();
    for (const [index, task] of this.#tasks.entries()) task.start((index + 1) * FIRST_AFTER_MS);
  }

  /** Writes what was not written yet, for a bounded time. Safe to call twice. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const task of this.#tasks) task[Symbol.dispose]();
    this.process[Symbol.dispose]();
    await this.recorder?.[Symbol.asyncDispose]();
  }
}

/** Of the last minute. */
function processFiguresOf(process: ProcessMonitor): Readonly<Record<string, unknown>> {
  const { loopDelay, utilization, gcPauses, rssBytes, heapUsedBytes } = process.figures(60);
  return {
    rss_bytes: rssBytes,
    heap_used_bytes: heapUsedBytes,
    event_loop_delay_p99_ms: quantileMs(loopDelay, 0.99),
    event_loop_delay_max_ms: loopDelay.maxMs,
    event_loop_utilization: utilization,
    gc_pauses: gcPauses.count,
    gc_sum_ms: gcPauses.sumMs,
    gc_max_ms: gcPauses.maxMs,
  };
}
