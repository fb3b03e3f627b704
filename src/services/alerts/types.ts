/** Alerts as the doors see them. */
import type { Condition } from '../../performance/alerts/condition.ts';
import type { HistoryItem } from '../../performance/alerts/book.ts';
import type { AlertName, Severity } from '../../performance/alerts/rule.ts';
import type { AlertState } from '../../performance/alerts/state.ts';
import type { Silence } from '../../performance/alerts/silence.ts';

export interface AlertView {
  /** `ResponseTime/warning`. */
  readonly rule: string;
  readonly name: AlertName;
  readonly severity: Severity;
  readonly summary: string;
  readonly state: AlertState;
  /** Why nobody is told while it fires. */
  readonly muted: 'silenced' | 'inhibited' | null;
  /** As this process last saw it, over all replicas; null: it has not looked. */
  readonly condition: Condition | null;
  readonly fireAbove: number;
  readonly resolveBelow: number;
  readonly unit: 'ms' | 'percent' | 'times the budget';
}

/** Of this process, since its start. */
export interface AlertCounters {
  readonly evaluations: number;
  readonly transitions: number;
  /** Messages to the webhook. */
  readonly sent: number;
  /** Messages that could not be delivered for now, after all tries. */
  readonly failed: number;
  /** Tries beyond the first. */
  readonly retried: number;
  /** Notifications given up because too many waited. */
  readonly dropped: number;
}

export interface AlertsReport {
  readonly enabled: boolean;
  /** `shared`: one state for all processes on this store. `process`: the store is away, and this process alerts alone. */
  readonly scope: 'shared' | 'process';
  /** Why the store could not be asked. */
  readonly problem?: { readonly code: string; readonly message: string };
  /** Null: this process has not evaluated, as commands do not. */
  readonly evaluatedAtMs: number | null;
  readonly alerts: readonly AlertView[];
  /** Those that have not ended. */
  readonly silences: readonly Silence[];
  /** Newest first, at most 200. */
  readonly history: readonly HistoryItem[];
  /** Notifications that wait for the webhook. */
  readonly waiting: number;
  readonly webhook: 'off' | 'ok' | 'failing';
  readonly counters: AlertCounters;
}

export interface SilenceRequest {
  readonly matchers: Readonly<Record<string, string>>;
  readonly durationSeconds: number;
  readonly comment: string;
}

export interface AlertService {
  /** As it is now, after a look at the store. Never rejects: a store that is away is told in the report. */
  report(): Promise<AlertsReport>;
  /** Rejects with `INVALID_ARGUMENT` naming the field, or `STORE_…`. */
  silence(createdBy: string, request: SilenceRequest): Promise<Silence>;
  /** Rejects with `SILENCE_NOT_FOUND`, or `STORE_…`. */
  unsilence(id: string): Promise<Silence>;
  /** Told when alerts or silences have changed, here or in another process. Returns what ends it. */
  onChange(listener: () => void): () => void;
}
