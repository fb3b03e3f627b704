/** Analytics as a person reads them. */
import type { AnalyticsTotals, Mean, Rate, RuleAnalytics } from '../../services/analytics/types.ts';
import type { AnalyticsResult } from '../../services/types.ts';

export function analyticsText(report: AnalyticsResult): string {
  const { period, rule, task, totals, rules, minimumSamples, caution } = report;
  const scope = [...(rule === null ? [] : [`rule ${rule}`]), ...(task === null ? [] : [`task ${task}`])];
  const head = ['Analytics', `last ${period}`, ...scope].join(', ');
  const span = `${minute(report.sinceMs)} to ${minute(report.untilMs)} UTC, as of ${minute(report.asOfMs)}${report.isStale ? '; what was stored since is not counted yet' : ''}`;
  if (totals.improvements === 0) return `${head} (${span}): no improvement is stored.`;
  return [
    `${head} (${span})`,
    totalsText(totals),
    seriesText(report),
    ...(rules.length === 0 ? [] : [rulesText(rules)]),
    `Insufficient data: fewer than ${minimumSamples}. Intervals are 95 % (Wilson). ${caution}`,
  ].join('\n\n');
}

function totalsText(totals: AnalyticsTotals): string {
  const { improvements, scoreBefore, scoreAfter, scorePotential, questionsPerPrompt, durationMs, feedback } = totals;
  return [
    `Improvements: ${improvements}`,
    `Verdicts: ${list(totals.verdicts)}`,
    `Tasks: ${list(totals.tasks)}`,
    `Mean score: ${figure(scoreBefore)} before, ${figure(scoreAfter)} after, ${figure(scorePotential)} with answers`,
    `Mean: ${figure(questionsPerPrompt, 2)} questions a prompt, ${figure(durationMs, 2)} ms`,
    `Feedback: ${feedback}; accepted ${rateText(totals.accepted)}; rating ${meanText(totals.rating)}`,
  ].join('\n');
}

/** Only what was used: the empty hours and days are in the structured result. */
function seriesText({ series, bucket }: AnalyticsResult): string {
  const rows = series
    .filter(({ improvements }) => improvements > 0)
    .map(({ startMs, improvements, scoreBefore, scoreAfter, feedback }) => [
      bucket === 'day' ? minute(startMs).slice(0, 10) : minute(startMs),
      `${improvements}`,
      `${figure(scoreBefore)} → ${figure(scoreAfter)}`,
      `${feedback}`,
    ]);
  return table([bucket, 'improvements', 'mean score', 'feedback'], rows);
}

function rulesText(rules: readonly RuleAnalytics[]): string {
  const rows = rules.map(({ rule, uses, share, accepted, rating, scoreGain }) => [
    rule,
    `${uses} (${percent(share)})`,
    rateText(accepted),
    meanText(rating),
    meanText(scoreGain),
  ]);
  return table(['rule', 'uses', 'accepted', 'rating', 'score gain'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join('\n');
}

function list(shares: AnalyticsTotals['tasks']): string {
  return shares.map(({ name, improvements, share }) => `${name} ${improvements} (${percent(share)})`).join(', ');
}

function rateText({ n, rate, interval }: Rate): string {
  if (rate === null || interval === null) return insufficient(n);
  return `${percent(rate)} [${percent(interval.low)}, ${percent(interval.high)}] (n = ${n})`;
}

function meanText({ n, mean }: Mean): string {
  return mean === null ? insufficient(n) : `${figure(mean, 2)} (n = ${n})`;
}

function insufficient(n: number): string {
  return `insufficient data (n = ${n})`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function figure(value: number | null, digits = 1): string {
  return value === null ? 'n/a' : value.toFixed(digits);
}

function minute(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}
