/** What a report of the performance of a period holds. */
import type { Estimate } from '../../stats/clustered.ts';
import type { Outcome } from '../operation.ts';
import type { PerformanceForecast } from '../assessment/forecast.ts';
import type { Grades } from '../assessment/grade.ts';
import type { Trend } from '../assessment/trend.ts';
import type { Comparison } from './comparison.ts';

/** `value` is null with fewer samples than an interval needs (72 for p95, 368 for p99); `interval` also with too few minutes, or ones that differ too much. */
export interface ReportedQuantile {
  readonly q: number;
  readonly ms: number | null;
  readonly interval: Estimate['interval'] | null;
}

export interface ReportTotals {
  readonly count: number;
  readonly errors: number;
  /** 0 to 1; null without calls. */
  readonly errorRate: number | null;
  readonly errorRateInterval: Estimate['interval'] | null;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Null where nothing was timed, as are the next two. */
  readonly meanMs: number | null;
  readonly maxMs: number | null;
  /** Share of the timed calls that took longer than the target. */
  readonly overTarget: number | null;
  readonly quantiles: readonly ReportedQuantile[];
}

/** One stretch of the period; every one is there, the empty ones too. */
export interface ReportPoint {
  readonly sinceMs: number;
  readonly count: number;
  readonly errors: number;
  /** Null with too few samples. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

export interface ReportedOperation {
  readonly operation: string;
  readonly count: number;
  readonly errors: number;
  readonly totalMs: number;
  /** Null with fewer samples than an interval needs. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
}

export interface ReportedAlert {
  readonly atMs: number;
  readonly rule: string;
  readonly severity: string;
  readonly to: string;
}

/** Of the process that made the report, since it started. */
export interface ReportedCache {
  readonly name: string;
  readonly hitRate: number | null;
  readonly l1Hits: number;
  readonly l2Hits: number;
  readonly staleHits: number;
  readonly loads: number;
}

export interface PerformanceReport {
  readonly format: 1;
  readonly version: string;
  readonly period: string;
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly stepMinutes: number;
  readonly targetMs: number;
  readonly totals: ReportTotals;
  readonly grades: Grades;
  /** Of the period. */
  readonly trend: Trend;
  /** From the end of the period on, by the steps of the period. */
  readonly forecast: PerformanceForecast;
  readonly points: readonly ReportPoint[];
  /** Those that took the most time in all, at most 20; null for a period of more than a week. */
  readonly operations: readonly ReportedOperation[] | null;
  /** Beginnings and ends within the period, oldest first; null where they are not known. */
  readonly alerts: readonly ReportedAlert[] | null;
  /** Null where the process that made the report has served nothing. */
  readonly caches: readonly ReportedCache[] | null;
  readonly comparison: Comparison | null;
}
