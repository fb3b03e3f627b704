/** What the server knows of itself. */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { toAppError } from '../errors/app-error.ts';
import type { OperationMeasure } from '../performance/operation-measure.ts';
import type { Store } from '../store/store.ts';
import type { StoredRuleSettings } from './stored-rule-settings.ts';
import type { RecordWriterFigures } from './record-writer.ts';
import type { StatusReport, StatusService } from './types.ts';

const NS_PER_MS = 1e6;
const DELAY_RESOLUTION_MS = 20;

export interface StatusOptions {
  readonly store: () => Promise<Store>;
  readonly operations: OperationMeasure;
  readonly measuring: StatusReport['measuring'];
  readonly version: string;
  readonly targetMs: number;
  readonly storing: StatusReport['storing'];
  readonly improvementsNotStored: () => number;
  readonly ruleSettings: StoredRuleSettings;
  readonly workers: () => StatusReport['workers'];
  readonly writes: () => RecordWriterFigures;
  readonly admission: () => StatusReport['admission'];
  readonly cache: () => Promise<StatusReport['cache']>;
}

export class Status implements StatusService, Disposable {
  readonly #options: StatusOptions;
  readonly #delay: ReturnType<typeof monitorEventLoopDelay>;

  constructor(options: StatusOptions) {
    this.#options = options;
    this.#delay = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS });
    this.#delay.enable();
  }

  async status(): Promise<StatusReport> {
    const { operations, measuring, version, targetMs, storing, improvementsNotStored, workers, writes } = this.#options;
    const total = operations.total();
    const memory = process.memoryUsage();
    return {
      version,
      nodeVersion: process.versions.node,
      uptimeSeconds: process.uptime(),
      performanceTargetMs: targetMs,
      measuring,
      operations: operations.operations(),
      total,
      errorRate: total.count === 0 ? null : total.errors / total.count,
      store: await this.#store(),
      storing,
      rules: await this.#rules(),
      improvementsNotStored: improvementsNotStored(),
      workers: workers(),
      writes: writes(),
      admission: this.#options.admission(),
      cache: await this.#options.cache(),
      memory: { rssBytes: memory.rss, heapUsedBytes: memory.heapUsed },
      eventLoop: {
        delayP50Ms: this.#delayMs(50),
        delayP99Ms: this.#delayMs(99),
        utilization: performance.eventLoopUtilization().utilization,
      },
    };
  }

  [Symbol.dispose](): void {
    this.#delay.disable();
  }

  async #store(): Promise<StatusReport['store']> {
    try {
      return { state: 'ok', ...(await (await this.#options.store()).health()) };
    } catch (error) {
      const { code, message } = toAppError(error);
      return { state: 'unavailable', code, message };
    }
  }

  async #rules(): Promise<StatusReport['rules']> {
    const { ruleSettings } = this.#options;
    const settings = await ruleSettings.current();
    return { rulesetHash: settings?.hash ?? null, problems: ruleSettings.problems };
  }

  /** The histogram holds the time between two ticks of its timer; what exceeds the timer's own interval is the delay. */
  #delayMs(percentile: number): number {
    if (this.#delay.count === 0) return 0;
    return Math.max(0, this.#delay.percentile(percentile) / NS_PER_MS - DELAY_RESOLUTION_MS);
  }
}
