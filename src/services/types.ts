/**
 * The use cases, as the doors (CLI, MCP, HTTP, library) see them. Every method rejects with an AppError.
 */
import type { ReportService } from './reports/types.ts';
import type { AdmissionFigures } from '../resilience/admission/admission.ts';
import type { ByteBudgetFigures } from '../resilience/admission/byte-budget.ts';
import type { Format } from '../performance/metrics/exposition.ts';
import type { Grades } from '../performance/assessment/grade.ts';
import type { PerformanceForecast } from '../performance/assessment/forecast.ts';
import type { Trend } from '../performance/assessment/trend.ts';
import type { OperationFigures } from '../performance/operation-measure.ts';
import type { Span } from '../performance/span.ts';
import type { RuleParam } from '../prompt/rule-param.ts';
import type { RuleProblem } from '../prompt/rule-settings.ts';
import type { CompareInput, Comparison } from '../prompt/compare.ts';
import type { RewriteBrief } from '../prompt/rewrite/brief.ts';
import type { CheckRewriteInput, RewriteCheck } from '../prompt/rewrite/types.ts';
import type { ImproveInput, Improvement, RuleInfo } from '../prompt/types.ts';
import type { ActiveAlert } from './active-alerts.ts';
import type { AlertService } from './alerts/types.ts';
import type { AnalyticsReport, AnalyticsRequest } from './analytics-types.ts';
import type { MinuteRecorderFigures } from './metrics/minute-recorder.ts';
import type { ReplicaReport } from './metrics/replicas.ts';
import type { WindowReport } from './metrics/window-report.ts';
import type { RecordWriterFigures } from './record-writer.ts';
import type { FeedbackRecord, ImprovementRecord, Session, StoreHealth } from '../store/store.ts';
import type { WorkerFigures } from './worker-pool.ts';

/** Who asks. Sessions, improvements and feedback of one owner are out of reach for every other. */
export interface Caller {
  readonly owner: string;
  readonly signal?: AbortSignal;
  /** The operation it is part of, where it is measured: it is told where the time goes. */
  readonly span?: Span | undefined;
}

/**
 * The owner of everything a caller without a token stores: on the command line, over stdio, and over HTTP where no token is
 * configured. Sessions and improvements are shared between these doors.
 */
export const LOCAL_OWNER = 'local';

/** Which rules are on is not a caller's to say: the settings come from the store. */
export interface ImproveRequest extends Omit<ImproveInput, 'settings'> {
  /** Attach the improvement to this session, and take `data.context` and `data.target` of it as defaults. */
  readonly sessionId?: string;
}

export interface ImproveResult extends Improvement {
  /** Absent when nothing was stored. */
  readonly improvementId?: string;
  /** The improvement record is committed. False: storing is off or failed, `storeError` says which. */
  readonly stored: boolean;
  readonly storeError?: { readonly code: string; readonly message: string };
  /** From the arrival of the arguments to the finished result, storing included. */
  readonly durationMs: number;
  readonly performanceTargetMs: number;
  readonly performanceTargetMet: boolean;
  /** Where the result came from; `none`: it was computed. */
  readonly cacheLevel: CacheLevel;
}

/** `l1`: memory of this process, `l2`: Redis, `none`: no cache had it. */
export type CacheLevel = 'none' | 'l1' | 'l2';

export type AnalyzeResult = Pick<
  Improvement,
  'score' | 'findings' | 'questions' | 'constraints' | 'language' | 'task' | 'verdict' | 'summary' | 'rulesetHash'
> & { readonly durationMs: number };

export interface ImproveService {
  improve(caller: Caller, request: ImproveRequest): Promise<ImproveResult>;
  analyze(caller: Caller, request: Omit<ImproveRequest, 'answers'>): Promise<AnalyzeResult>;
}

export interface RewriteService {
  /** With which the host's own model can rewrite the prompt of `request`; `improvement` is what was made of it. */
  brief(
    request: Pick<ImproveRequest, 'prompt' | 'answers'>,
    improvement: Improvement,
    signal?: AbortSignal,
  ): Promise<RewriteBrief>;
  check(request: CheckRewriteInput, signal?: AbortSignal): Promise<RewriteCheck & { readonly durationMs: number }>;
}

export type CompareRequest = Omit<CompareInput, 'settings'>;

export interface ComparisonService {
  compare(request: CompareRequest, signal?: AbortSignal): Promise<Comparison & { readonly durationMs: number }>;
}

export interface SetSessionRequest {
  /** Letters, digits, `.`, `_`, `:` and `-`, at most 128; made by the server when absent. */
  readonly sessionId?: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly expectedVersion?: number;
  readonly ttlSeconds?: number;
}

export interface SessionService {
  get(caller: Caller, sessionId: string): Promise<Session>;
  set(caller: Caller, request: SetSessionRequest): Promise<Session>;
  touch(caller: Caller, sessionId: string, ttlSeconds?: number): Promise<Session>;
  /** Rejects with `SESSION_NOT_FOUND` when there was nothing to delete. */
  delete(caller: Caller, sessionId: string): Promise<void>;
  history(caller: Caller, sessionId: string): Promise<readonly ImprovementRecord[]>;
}

export interface FeedbackRequest {
  readonly improvementId: string;
  /** Whole number from 1 to 5. */
  readonly rating?: number;
  readonly accepted?: boolean;
  readonly edits?: readonly { readonly index: number; readonly accepted: boolean }[];
  readonly comment?: string;
}

export interface FeedbackService {
  record(caller: Caller, request: FeedbackRequest): Promise<FeedbackRecord>;
}

export interface RuleParamView extends RuleParam {
  readonly value: number;
  /** It differs from the default. */
  readonly changed: boolean;
}

export interface RuleView extends RuleInfo {
  /** Counts up when the rule's behaviour changes in a release. */
  readonly revision: number;
  readonly enabled: boolean;
  readonly params: readonly RuleParamView[];
  /** Counts the changes of `enabled` and `params`, from 1. */
  readonly version: number;
  /** Values in the store that were refused; the defaults hold in their place. */
  readonly problems: readonly Omit<RuleProblem, 'rule'>[];
}

/** What is left out stays as it is. */
export interface RuleUpdate {
  readonly enabled?: boolean;
  /** Values by name; `null` for a value, or in place of all, goes back to the default. Others stay as they are. */
  readonly params?: Readonly<Record<string, number | null>> | null;
}

export interface RuleService {
  list(): Promise<readonly RuleView[]>;
  /** Rejects with `RULE_NOT_FOUND`. */
  get(id: string): Promise<RuleView>;
  /**
   * Holds at once in this process, and in those that Redis tells of it; within a minute in others. Rejects with `RULE_NOT_FOUND`, with `INVALID_ARGUMENT` and
   * the field `params.<name>`, or with `RULE_CONFLICT` when others keep changing the rule at the same time.
   */
  update(id: string, update: RuleUpdate): Promise<RuleView>;
}

/** One cache, since the start of the process. */
export interface CacheFigures {
  readonly name: string;
  /** In memory. Bytes are estimated. */
  readonly entries: number;
  readonly bytes: number;
  /** Share of the reads that memory or Redis answered; null before the first. */
  readonly hitRate: number | null;
  readonly l1Hits: number;
  readonly l2Hits: number;
  /** Of either level: past the time to live, served while a refresh ran. */
  readonly staleHits: number;
  /** Misses of both levels: values that were computed or read from the store. */
  readonly loads: number;
  /** Callers that shared a load with another. */
  readonly coalesced: number;
  /** Loads that failed and were answered with the last value known. */
  readonly fallbacks: number;
  readonly loadErrors: number;
  /** Reads and writes that Redis did not answer in time, or with an error. */
  readonly redisErrors: number;
  /** Reads not sent to Redis because it is away or its breaker is open. */
  readonly redisUnavailable: number;
  readonly evictions: number;
  readonly invalidations: number;
  /** `bypassed`: what Redis would spare is less than what asking it takes, as the next three show. */
  readonly redis: 'off' | 'used' | 'bypassed';
  readonly loadMedianMs: number | null;
  readonly redisMedianMs: number | null;
  /** Of a sample of the keys, those that Redis had; null before there is one, and where Redis is always asked. */
  readonly redisHitShare: number | null;
  /** Reads that did not wait for Redis because it was bypassed. */
  readonly redisBypassed: number;
}

export interface CacheReport {
  readonly levels: 'all' | 'memory' | 'off';
  /** Absent when none is configured or used. */
  readonly redis?: {
    /** Without user and password. */
    readonly location: string;
    readonly isConnected: boolean;
    readonly breaker: 'closed' | 'open';
    readonly readP50Ms: number | null;
    readonly readP99Ms: number | null;
    /** From an invalidation to its own message coming back. */
    readonly messageDelayP99Ms: number | null;
    /** Changes that the other replicas could not be told of yet. */
    readonly pendingInvalidations: number;
    /** Changes acknowledged although not every replica had confirmed them in time. */
    readonly unheardInvalidations: number;
  };
  /** Why the Redis that is configured is not used. */
  readonly problem?: { readonly code: string; readonly message: string };
  readonly spaces: readonly CacheFigures[];
}

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
    | { readonly state: 'unavailable'; readonly code: string; readonly message: string };
  readonly storing: 'full' | 'metadata' | 'off';
  readonly rules: {
    /** Null until the store has said which rules are on: until then they are as in the code. */
    readonly rulesetHash: string | null;
    /** Values in the store that were refused; the defaults hold in their place. */
    readonly problems: readonly RuleProblem[];
  };
  /** Improvements that could not be stored since the start. */
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

export interface AnalyticsResult extends AnalyticsReport {
  readonly cacheLevel: CacheLevel;
  /** Something has been stored since `asOfMs` that is not counted here; it will be at the next call, or soon. */
  readonly isStale: boolean;
}

export interface ScrapeService {
  /** All metrics as they are now, as text for Prometheus. Never rejects: what cannot be had is missing, and counted. */
  text(format: Format): Promise<string>;
}

export interface AnalyticsService {
  /** Of the caller's own improvements. Rejects with `INVALID_ARGUMENT` naming the field, or `STORE_…`. */
  report(caller: Caller, request: AnalyticsRequest): Promise<AnalyticsResult>;
}

export const EXPORT_KINDS = ['improvements', 'feedback', 'sessions'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

export const EXPORT_FORMATS = ['ndjson', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportRequest {
  readonly kind: ExportKind;
  readonly format: ExportFormat;
  /** Inclusive; of improvements and feedback by their creation, of sessions by their last change. */
  readonly sinceMs?: number;
  /** Exclusive; never later than the start of the export, which is the default. */
  readonly untilMs?: number;
}

export interface ExportChunk {
  /** Whole lines. */
  readonly text: string;
  /** How many rows it holds. */
  readonly rows: number;
}

export interface ExportService {
  /**
   * The caller's own rows. Rejects with `OVERLOADED`, `STORE_…`, or with the reason of the caller's signal; once a chunk
   * has been given, a chunk with a line that tells the error comes first. Must be read to its end or ended (`for await`
   * does either).
   */
  export(caller: Caller, request: ExportRequest): AsyncGenerator<ExportChunk, void, undefined>;
}

export interface Services {
  readonly improvements: ImproveService;
  readonly rewrites: RewriteService;
  readonly comparison: ComparisonService;
  readonly sessions: SessionService;
  readonly feedback: FeedbackService;
  readonly rules: RuleService;
  readonly analytics: AnalyticsService;
  readonly status: StatusService;
  readonly exports: ExportService;
  readonly alerts: AlertService;
  readonly scrapes: ScrapeService;
  readonly reports: ReportService;
}
