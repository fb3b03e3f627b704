/**
 * The use cases, as the doors (CLI, MCP, HTTP, library) see them. Every method rejects with an AppError.
 */
import type { ReportService } from './reports/types.ts';
import type { Format } from '../performance/metrics/exposition.ts';
import type { Collector } from '../performance/metrics/scrape.ts';
import type { Span } from '../performance/span.ts';
import type { CompareInput, Comparison } from '../prompt/compare.ts';
import type { RewriteBrief } from '../prompt/rewrite/brief.ts';
import type { CheckRewriteInput, RewriteCheck } from '../prompt/rewrite/types.ts';
import type { ImproveInput, Improvement } from '../prompt/types.ts';
import type { AlertService } from './alerts/types.ts';
import type { AnalyticsReport, AnalyticsRequest } from './analytics/types.ts';
import type { FeedbackRecord, ImprovementRecord, Session } from '../store/store.ts';
import type { RuleService } from './rules/types.ts';
import type { StatusService } from './status-types.ts';

export type * from './cache-types.ts';
export type * from './rules/types.ts';
export * from './status-types.ts';

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
  /** The improvement record is committed. False: storing is off, or failed for now; `storeError` says which. */
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

export interface AnalyticsResult extends AnalyticsReport {
  readonly cacheLevel: CacheLevel;
  /** Something has been stored since `asOfMs` that is not counted here; it will be at the next call, or soon. */
  readonly isStale: boolean;
}

export interface ScrapeService {
  /** All metrics as they are now, as text for Prometheus. Never rejects: what cannot be had is missing, and counted. */
  text(format: Format): Promise<string>;
  /** For what is made after the services. */
  add(collector: Collector): void;
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
