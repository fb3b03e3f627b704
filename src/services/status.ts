/** What the server knows of itself, told in a bounded time whatever has become of its store. */
import { AppError, toAppError } from '../errors/app-error.ts';
import { type Grades, gradesOf } from '../performance/assessment/grade.ts';
import type { OperationMeasure } from '../performance/operation-measure.ts';
import type { WindowFigures } from '../performance/window.ts';
import type { Store } from '../store/store.ts';
import { type ActiveAlert, activeAlerts } from './active-alerts.ts';
import { answeredWithin } from './answered-within.ts';
import type { AlertsReport } from './alerts/types.ts';
import { healthOf } from './health.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Outlook } from './metrics/outlook.ts';
import type { ReplicaReport } from './metrics/replicas.ts';
import { quantileMs, type WindowReport, windowReport } from './metrics/window-report.ts';
import type { RecordWriterFigures } from './record-writer.ts';
import type { StoredRuleSettings } from './rules/stored-settings.ts';
import {
  type OutlookReport,
  STATUS_SCOPES,
  type StatusReport,
  type StatusRequest,
  type StatusScope,
  type StatusService,
} from './types.ts';

/** Of the wait for the store: all processes are several queries, and 150 ms still leave the answer within 200. */
const ALL_WAIT = 1.5;
const WINDOW_SECONDS = { min: 10, max: 3_600, default: 300 };

export interface StatusOptions {
  readonly store: () => Promise<Store>;
  readonly operations: OperationMeasure;
  readonly metrics: Metrics;
  readonly outlook: Outlook;
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
  readonly alerts: () => Promise<AlertsReport>;
  /** How long the store may take to answer. */
  readonly storeWaitMs: number;
}

interface Told {
  readonly scope: StatusScope;
  readonly window: WindowReport;
  readonly grades: Grades;
  readonly replicas?: readonly ReplicaReport[];
}

export class Status implements StatusService {
  readonly #options: StatusOptions;
  #health: Promise<StatusReport['store']> | undefined;

  constructor(options: StatusOptions) {
    this.#options = options;
  }

  async status({
    scope = 'process',
    windowSeconds = WINDOW_SECONDS.default,
  }: StatusRequest = {}): Promise<StatusReport> {
    checkRequest(scope, windowSeconds);
    const { operations, metrics, measuring, version, targetMs, storing, improvementsNotStored, workers, writes } =
      this.#options;
    const [store, rules, cache, alerts, outlook, told] = await Promise.all([
      this.#storeInTime(),
      this.#rules(),
      this.#options.cache(),
      this.#alerts(),
      this.#outlook(scope),
      scope === 'all' ? this.#all(windowSeconds) : this.#own(windowSeconds),
    ]);
    const total = operations.total();
    const { rssBytes, heapUsedBytes, externalBytes, ...figures } = metrics.process.figures(windowSeconds);
    const { recorder, history } = metrics;
    return {
      health: healthOf({ store, window: told.window, targetMs, cache, alerts }),
      ...told,
      alerts,
      outlook,
      history: recorder ? { ...recorder.figures(), unreadable: history.unreadable } : null,
      version,
      nodeVersion: process.versions.node,
      uptimeSeconds: process.uptime(),
      performanceTargetMs: targetMs,
      measuring,
      operations: operations.operations(),
      total,
      errorRate: total.count === 0 ? null : total.errors / total.count,
      store,
      storing,
      rules,
      improvementsNotStored: improvementsNotStored(),
      workers: workers(),
      writes: writes(),
      admission: this.#options.admission(),
      cache,
      memory: { rssBytes, heapUsedBytes, externalBytes },
      eventLoop: { ...delayOf(figures.loopDelay), utilization: figures.utilization },
      gc: { pauses: figures.gcPauses.count, sumMs: figures.gcPauses.sumMs, maxMs: figures.gcPauses.maxMs },
    };
  }

  /** Whoever asks while the store is being asked hears the same answer: a store that hangs is asked once. */
  store(): Promise<StatusReport['store']> {
    this.#health ??= this.#askStore().finally(() => (this.#health = undefined));
    return this.#health;
  }

  async #askStore(): Promise<StatusReport['store']> {
    try {
      return { state: 'ok', ...(await (await this.#options.store()).health()) };
    } catch (thrown) {
      return unavailable(thrown);
    }
  }

  async #storeInTime(): Promise<StatusReport['store']> {
    try {
      return await answeredWithin(this.store(), this.#options.storeWaitMs);
    } catch (thrown) {
      return unavailable(thrown);
    }
  }

  #own(windowSeconds: number): Told {
    const { monitor } = this.#options.metrics;
    const total = monitor.window(windowSeconds);
    const window = windowReport(total, monitor.windows(windowSeconds), this.#options.targetMs);
    return { scope: 'process', window, grades: gradesOf(total) };
  }

  /** Of this process alone when the store does not tell of the others; that it does not is said where the store is. */
  async #all(windowSeconds: number): Promise<Told> {
    const { metrics, targetMs, storeWaitMs } = this.#options;
    try {
      const { total, operations, replicas } = await answeredWithin(
        metrics.replicas.window(windowSeconds),
        ALL_WAIT * storeWaitMs,
      );
      return { scope: 'all', window: windowReport(total, operations, targetMs), grades: gradesOf(total), replicas };
    } catch (thrown) {
      if (toAppError(thrown).code === 'INTERNAL') throw thrown;
      return this.#own(windowSeconds);
    }
  }

  /** Null when the store does not tell of them in time. */
  async #alerts(): Promise<readonly ActiveAlert[] | null> {
    const { alerts, storeWaitMs } = this.#options;
    return answeredWithin(alerts(), storeWaitMs).then(activeAlerts, () => null);
  }

  /** Null when the store does not tell in time. */
  async #outlook(scope: StatusScope): Promise<OutlookReport | null> {
    const { outlook, storeWaitMs } = this.#options;
    return answeredWithin(outlook.report(scope), storeWaitMs).catch(() => null);
  }

  async #rules(): Promise<StatusReport['rules']> {
    const { ruleSettings } = this.#options;
    const settings = await ruleSettings.current();
    return { rulesetHash: settings?.hash ?? null, problems: ruleSettings.problems };
  }
}

function unavailable(thrown: unknown): StatusReport['store'] {
  const { code, message, hint } = toAppError(thrown);
  return { state: 'unavailable', code, message, hint };
}

function delayOf(figures: WindowFigures): Omit<StatusReport['eventLoop'], 'utilization'> {
  return {
    delayP50Ms: quantileMs(figures, 0.5),
    delayP99Ms: quantileMs(figures, 0.99),
    delayMaxMs: figures.count === 0 ? null : figures.maxMs,
  };
}

function checkRequest(scope: string, windowSeconds: number): void {
  if (!STATUS_SCOPES.some((known) => known === scope))
    throw new AppError('INVALID_ARGUMENT', `scope must be one of ${STATUS_SCOPES.join(', ')}.`, { field: 'scope' });
  const { min, max } = WINDOW_SECONDS;
  if (Number.isInteger(windowSeconds) && windowSeconds >= min && windowSeconds <= max) return;
  throw new AppError('INVALID_ARGUMENT', `window_seconds must be a whole number from ${min} to ${max}.`, {
    field: 'window_seconds',
    limit: max,
  });
}
