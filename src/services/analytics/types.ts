/** What can be asked of analytics, and what the answer looks like. */
import type { Task } from '../../prompt/types.ts';
import type { Interval } from '../../stats/wilson.ts';

/** The last 24 hours by the hour, or days by the day: whole ones of UTC, with the one under way. */
export const ANALYTICS_PERIODS = ['24h', '7d', '30d', '90d'] as const;
export type AnalyticsPeriod = (typeof ANALYTICS_PERIODS)[number];

export interface AnalyticsRequest {
  /** `30d` when absent. */
  readonly period?: AnalyticsPeriod;
  /** Id of a rule: only improvements in which it acted. */
  readonly rule?: string;
  readonly task?: Task;
}

/** `mean` is null where `n` is below the report's `minimumSamples`. */
export interface Mean {
  readonly n: number;
  readonly mean: number | null;
}

/** Both are null where `n` is below the report's `minimumSamples`. */
export interface Rate {
  readonly n: number;
  /** 0 to 1. */
  readonly rate: number | null;
  /** 95 % (Wilson), as if each of the `n` were independent of the others. */
  readonly interval: Interval | null;
}

export interface Share {
  readonly name: string;
  readonly improvements: number;
  /** Of all improvements of the report, 0 to 1. */
  readonly share: number;
}

/** What was counted, without inference: means are null only where nothing was. */
export interface AnalyticsTotals {
  readonly improvements: number;
  readonly scoreBefore: number | null;
  readonly scoreAfter: number | null;
  readonly scorePotential: number | null;
  readonly questionsPerPrompt: number | null;
  readonly durationMs: number | null;
  readonly feedback: number;
  /** Of the feedback that says whether the improvement was taken. */
  readonly accepted: Rate;
  /** 1 to 5. */
  readonly rating: Mean;
  /** Most frequent first. */
  readonly verdicts: readonly Share[];
  readonly tasks: readonly Share[];
}

export interface AnalyticsPoint {
  /** Milliseconds since 1970. */
  readonly startMs: number;
  readonly improvements: number;
  readonly scoreBefore: number | null;
  readonly scoreAfter: number | null;
  readonly feedback: number;
}

export interface RuleAnalytics {
  readonly rule: string;
  /** Improvements in which it edited, asked or warned. */
  readonly uses: number;
  /** Of all improvements of the report, 0 to 1. */
  readonly share: number;
  readonly feedback: number;
  readonly accepted: Rate;
  readonly rating: Mean;
  /** Score after minus score before, of its improvements. */
  readonly scoreGain: Mean;
}

export interface AnalyticsReport {
  readonly period: AnalyticsPeriod;
  /** Null: all. */
  readonly rule: string | null;
  /** Null: all. */
  readonly task: Task | null;
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly bucket: 'hour' | 'day';
  /** When it was computed. */
  readonly asOfMs: number;
  readonly minimumSamples: number;
  readonly totals: AnalyticsTotals;
  /** Every hour or day of the period, the empty ones too, oldest first. */
  readonly series: readonly AnalyticsPoint[];
  /** Most used first. */
  readonly rules: readonly RuleAnalytics[];
  readonly caution: string;
}
