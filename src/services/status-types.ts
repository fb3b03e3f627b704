import type { AdmissionFigures } from '../resilience/admission/admission.ts';
import type { ByteBudgetFigures } from '../resilience/admission/byte-budget.ts';
import type { Grades } from '../performance/assessment/grade.ts';
import type { PerformanceForecast } from '../performance/assessment/forecast.ts';
import type { Trend } from '../performance/assessment/trend.ts';
import type { OperationFigures } from '../performance/operation-measure.ts';
import type { RuleProblem } from '../prompt/rule-settings.ts';
import type { ActiveAlert } from './active-alerts.ts';
import type { MinuteRecorderFigures } from './metrics/minute-recorder.ts';
import type { ReplicaReport } from './metrics/replicas.ts';
import type { WindowReport } from './metrics/window-report.ts';
import type { RecordWriterFigures } from './record-writer.ts';
import type { StoreHealth } from '../store/store.ts';
import type { WorkerFigures } from './computing/worker-pool.ts';
import type { CacheReport } from './cache-types.ts';

export interface StatusRequest {
  /** This process (the default), or all that share its store. */
  readonly scope?: StatusScope;
  /** 10 to 3,600; 300 when absent. */
  readonly windowSeconds?: number;
}

export const STATUS_SCOPES = ['process', 'all'] as const;
export type StatusScope = (typeof STATUS_SCOPES)[number];

export interface OutlookReport {
  readonly trend: Trend;
  readonly forecast: PerformanceForecast;
}

export interface HealthReport {
  readonly state: 'healthy' | 'unhealthy';
  /** The worst first; none when healthy. */
  readonly problems: readonly string[];
}

export interface StatusReport {
  readonly health: HealthReport;
  /** `process` when all were asked for and the store could not be read. */
  readonly scope: StatusScope;
  readonly window: WindowReport;
  /** Of the window. */
  readonly grades: Grades;
  /** Of the last three hours; null: the store has not told of them in time. */
  readonly outlook: OutlookReport | null;
  /** Pending and firing; null: the store has not told of them in time. */
  readonly alerts: readonly ActiveAlert[] | null;
  /** All processes that share the store; absent for `process`. */
  readonly replicas?: readonly ReplicaReport[];
  /** Figures by the minute on their way into the store; null: none are stored. */
  readonly history: (MinuteRecorderFigures & { readonly unreadable: number }) | null;
  readonly version: string;
  readonly nodeVersion: string;
  readonly uptimeSeconds: number;
  readonly performanceTargetMs: number;
  /** Off: there are no figures of operations. */
  readonly measuring: 'on' | 'off';
  /** Since the start of the process. */
  readonly operations: readonly OperationFigures[];
  readonly total: OperationFigures;
  /** `errors / count` over all operations; null without calls. */
  readonly errorRate: number | null;
  readonly store:
    | ({ readonly state: 'ok' } & StoreHealth)
    | { readonly state: 'unavailable'; readonly code: string; readonly message: string; readonly hint: string };
  readonly storing: 'full' | 'metadata' | 'off';
  readonly rules: {
    /** Null until the store has said which rules are on: until then they are as in the code. */
    readonly rulesetHash: string | null;
    /** Values in the store that were refused; the defaults hold in their place. */
    readonly problems: readonly RuleProblem[];
  };
  /** Improvements that were not stored when they were answered, since the start. */
  readonly improvementsNotStored: number;
  /** Large prompts, computed beside the event loop; `threads` is 0 when that is switched off. */
  readonly workers: WorkerFigures & { readonly threads: number };
  /** Records on their way into the store. */
  readonly writes: RecordWriterFigures;
  /** Who is let in to be carried out, and who is refused. */
  readonly admission: AdmissionFigures & { readonly bodies: ByteBudgetFigures };
  readonly cache: CacheReport;
  readonly memory: { readonly rssBytes: number; readonly heapUsedBytes: number; readonly externalBytes: number };
  /** Of this process in the window; null where there are too few samples. */
  readonly eventLoop: {
    readonly delayP50Ms: number | null;
    readonly delayP99Ms: number | null;
    readonly delayMaxMs: number | null;
    readonly utilization: number;
  };
  /** Of this process in the window. */
  readonly gc: { readonly pauses: number; readonly sumMs: number; readonly maxMs: number };
}

export interface StatusService {
  /**
   * Answers in a bounded time, whatever has become of the store and of Redis, and says so. Rejects with `INVALID_ARGUMENT` for a
   * request that is out of bounds.
   */
  status(request?: StatusRequest): Promise<StatusReport>;
  /** Of the store alone; takes as long as the store does. */
  store(): Promise<StatusReport['store']>;
}
