/** What an alert watches, as data. Rules look at windows of many calls, never at a single one. */
import { createHash } from 'node:crypto';

export const SEVERITIES = ['warning', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

const ALERT_NAMES = ['ResponseTime', 'ErrorRate', 'ErrorBudgetBurn'] as const;
export type AlertName = (typeof ALERT_NAMES)[number];

export type Signal =
  /** 95th percentile of the durations, in milliseconds. */
  | { readonly kind: 'p95'; readonly windowSeconds: number }
  /** Share of the calls that failed, in percent. */
  | { readonly kind: 'error_rate'; readonly windowSeconds: number }
  /** How many times faster than it may the error budget is used up; see `burn-rate.ts`. */
  | { readonly kind: 'burn_rate'; readonly longSeconds: number; readonly shortSeconds: number };

export interface AlertRule {
  /** Unique, and stable over releases: `ResponseTime/warning`. */
  readonly id: string;
  /** Alerts of one name are told in one message, and the critical one keeps the warning quiet. */
  readonly name: AlertName;
  readonly severity: Severity;
  readonly summary: string;
  readonly signal: Signal;
  /** In the unit of the signal. */
  readonly fireAbove: number;
  /** Lower than `fireAbove`, so that a figure that wavers around it makes no flood. */
  readonly resolveBelow: number;
  /** How long the figure must be above before it fires. */
  readonly forMs: number;
  /** How long it must be below before it is resolved. */
  readonly keepFiringMs: number;
  /** After so long without enough samples it ends, with that reason; 0: never. */
  readonly noDataMs: number;
  /** With fewer in the window nothing is known. */
  readonly minimumSamples: number;
}

/** Labels by which receivers, silences and people name an alert. */
export function labelsOf({ name, severity }: Pick<AlertRule, 'name' | 'severity'>): Readonly<Record<string, string>> {
  return { alertname: name, service: 'prompt-improver', severity };
}

/** The same for the same labels, in every process: what is told twice can be recognised. */
export function fingerprintOf(labels: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 16);
}

/** A figure of a signal as people read it. */
export function figureText(signal: Signal, value: number): string {
  switch (signal.kind) {
    case 'p95':
      return `${value.toFixed(1)} ms`;
    case 'error_rate':
      return `${value.toFixed(1)} %`;
    case 'burn_rate':
      return `${value.toFixed(1)} times the budget`;
  }
}
