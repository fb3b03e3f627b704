/**
 * The use cases, as the doors (CLI, MCP, HTTP, library) see them. Every method rejects with an AppError.
 */
import type { OperationFigures } from '../performance/operation-measure.ts';
import type { ImproveInput, Improvement, RuleInfo } from '../prompt/types.ts';
import type { FeedbackRecord, ImprovementRecord, RuleSetting, Session, StoreHealth } from '../store/store.ts';

/** Who asks. Sessions, improvements and feedback of one owner are out of reach for every other. */
export interface Caller {
  readonly owner: string;
  readonly signal?: AbortSignal;
}

/**
 * The owner of everything a caller without a token stores: on the command line, over stdio, and over HTTP where no token is
 * configured. Sessions and improvements are shared between these doors.
 */
export const LOCAL_OWNER = 'local';

export interface ImproveRequest extends ImproveInput {
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
  readonly cacheLevel: 'none';
}

export type AnalyzeResult = Pick<
  Improvement,
  'score' | 'findings' | 'questions' | 'constraints' | 'language' | 'task' | 'verdict' | 'summary'
> & { readonly durationMs: number };

export interface ImproveService {
  improve(caller: Caller, request: ImproveRequest): Promise<ImproveResult>;
  analyze(caller: Caller, request: Omit<ImproveRequest, 'answers'>): Promise<AnalyzeResult>;
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

export type RuleView = RuleInfo & Pick<RuleSetting, 'enabled' | 'params' | 'version'>;

export interface RuleService {
  list(): Promise<readonly RuleView[]>;
  /** Rejects with `RULE_NOT_FOUND`. */
  get(id: string): Promise<RuleView>;
}

export interface StatusReport {
  readonly version: string;
  readonly nodeVersion: string;
  readonly uptimeSeconds: number;
  readonly performanceTargetMs: number;
  /** Since the start of the process. */
  readonly operations: readonly OperationFigures[];
  readonly total: OperationFigures;
  /** `errors / count` over all operations; null without calls. */
  readonly errorRate: number | null;
  readonly store:
    | ({ readonly state: 'ok' } & StoreHealth)
    | { readonly state: 'unavailable'; readonly code: string; readonly message: string };
  readonly storing: 'full' | 'metadata' | 'off';
  /** Improvements that could not be stored since the start. */
  readonly improvementsNotStored: number;
  readonly memory: { readonly rssBytes: number; readonly heapUsedBytes: number };
  readonly eventLoop: { readonly delayP50Ms: number; readonly delayP99Ms: number; readonly utilization: number };
}

export interface StatusService {
  status(): Promise<StatusReport>;
}

export interface Services {
  readonly improvements: ImproveService;
  readonly sessions: SessionService;
  readonly feedback: FeedbackService;
  readonly rules: RuleService;
  readonly status: StatusService;
}
