/** Figures of a report as people read them, the same in every format. */
import type { Interval } from '../../stats/wilson.ts';
import type { Compared, Verdict } from './comparison.ts';
import type { PerformanceReport } from './types.ts';
import { numberText } from '../../errors/number-text.ts';

const NOT_KNOWN = 'n/a';

export function ms(value: number | null): string {
  if (value === null) return NOT_KNOWN;
  return value < 10 ? `${value.toFixed(2)} ms` : `${value.toFixed(1)} ms`;
}

export function percent(share: number | null): string {
  return share === null ? NOT_KNOWN : `${(100 * share).toFixed(2)} %`;
}

export function interval(bounds: Interval | null, text: (value: number) => string): string {
  return bounds === null ? NOT_KNOWN : `${text(bounds.low)} to ${text(bounds.high)}`;
}

export function time(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

export const VERDICTS: Readonly<Record<Verdict, string>> = {
  regression: 'Regression',
  improved: 'Improved',
  no_difference: 'No difference found',
  insufficient_data: 'Insufficient data',
};

export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** In place of a table without rows. */
  readonly empty: string;
}

/** The tables of a report; what is not known is left out. */
export function tablesOf(report: PerformanceReport): Table[] {
  const { operations, alerts, caches, comparison } = report;
  return [
    totalsTable(report),
    quantilesTable(report),
    ...(comparison === null ? [] : [comparisonTable(comparison.figures)]),
    ...(operations === null ? [] : [operationsTable(operations)]),
    ...(alerts === null ? [] : [alertsTable(alerts)]),
    ...(caches === null ? [] : [cachesTable(caches)]),
  ];
}

function totalsTable({ totals, targetMs }: PerformanceReport): Table {
  const failed = Object.entries(totals.outcomes)
    .filter(([outcome, count]) => outcome !== 'ok' && count > 0)
    .map(([outcome, count]) => `${numberText(count)} ${outcome}`);
  return {
    title: 'Calls',
    head: ['figure', 'value', '95 % interval'],
    rows: [
      ['calls', numberText(totals.count), ''],
      ['not ok', failed.length > 0 ? failed.join(', ') : 'none', ''],
      ['error rate', percent(totals.errorRate), interval(totals.errorRateInterval, percent)],
      ['mean', ms(totals.meanMs), ''],
      ['longest', ms(totals.maxMs), ''],
      [`over ${targetMs} ms`, percent(totals.overTarget), ''],
    ],
    empty: '',
  };
}

function quantilesTable({ totals }: PerformanceReport): Table {
  return {
    title: 'Response times',
    head: ['percentile', 'value', '95 % interval'],
    rows: totals.quantiles.map(({ q, ms: value, interval: bounds }) => [
      `p${Math.round(100 * q)}`,
      ms(value),
      interval(bounds, ms),
    ]),
    empty: '',
  };
}

function comparisonTable(figures: readonly Compared[]): Table {
  return {
    title: 'Compared with before',
    head: ['figure', 'before', 'now', 'change', '95 % interval', 'verdict'],
    rows: figures.map(({ figure, before, after, change, verdict }) => {
      const text = (value: number | undefined) =>
        value === undefined ? NOT_KNOWN : figure === 'errors' ? percent(value) : ms(value);
      const moved = (value: number) =>
        `${value < 0 ? '−' : '+'}${Math.abs(100 * value).toFixed(1)} ${figure === 'errors' ? 'points' : '%'}`;
      return [
        figure === 'errors' ? 'error rate' : figure,
        text(before?.value),
        text(after?.value),
        change === null ? NOT_KNOWN : moved(change.value),
        interval(change?.interval ?? null, moved),
        VERDICTS[verdict],
      ];
    }),
    empty: '',
  };
}

function operationsTable(operations: NonNullable<PerformanceReport['operations']>): Table {
  return {
    title: 'Operations',
    head: ['operation', 'calls', 'error rate', 'p50', 'p95', 'p99', 'time in all'],
    rows: operations.map(({ operation, count, errors, totalMs, p50Ms, p95Ms, p99Ms }) => [
      operation,
      numberText(count),
      percent(count === 0 ? null : errors / count),
      ...[p50Ms, p95Ms, p99Ms].map(ms),
      `${(totalMs / 1_000).toFixed(1)} s`,
    ]),
    empty: 'Nothing was called.',
  };
}

function alertsTable(alerts: NonNullable<PerformanceReport['alerts']>): Table {
  return {
    title: 'Alerts',
    head: ['time', 'rule', 'severity', 'became'],
    rows: alerts.map(({ atMs, rule, severity, to }) => [time(atMs), rule, severity, to]),
    empty: 'None began or ended.',
  };
}

function cachesTable(caches: NonNullable<PerformanceReport['caches']>): Table {
  return {
    title: 'Caches',
    head: ['cache', 'hit rate', 'memory', 'Redis', 'stale', 'loads'],
    rows: caches.map(({ name, hitRate, l1Hits, l2Hits, staleHits, loads }) => [
      name,
      percent(hitRate),
      ...[l1Hits, l2Hits, staleHits, loads].map(numberText),
    ]),
    empty: 'Nothing was cached.',
  };
}
