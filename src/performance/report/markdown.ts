/** A report as Markdown. */
import type { PerformanceReport } from './types.ts';
import { type Table, tablesOf, time, VERDICTS } from './words.ts';

export function reportMarkdown(report: PerformanceReport): string {
  const { grades, trend, forecast, comparison } = report;
  const { average, tail } = grades;
  return [
    `# Performance, ${report.period}`,
    `${time(report.sinceMs)} to ${time(report.untilMs)}, prompt-improver ${report.version}`,
    [
      `- **Grade ${average.letter ?? 'none'}**: ${average.reason} ${average.next ?? ''}`,
      `- **Tail grade ${tail.letter ?? 'none'}**: ${tail.reason} ${tail.next ?? ''}`,
      `- **Trend**: ${trend.reason}`,
      `- **Forecast**: ${forecast.reason}`,
      ...(comparison === null
        ? []
        : [
            `- **${VERDICTS[comparison.verdict]}** against ${time(comparison.before.sinceMs)} to ${time(comparison.before.untilMs)}: ${comparison.reason}.`,
          ]),
    ]
      .map((line) => line.trimEnd())
      .join('\n'),
    ...tablesOf(report).map(tableMarkdown),
  ]
    .join('\n\n')
    .concat('\n');
}

function tableMarkdown({ title, head, rows, empty }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const body = rows.length === 0 ? empty : [head, head.map(() => '---'), ...rows].map(line).join('\n');
  return `## ${title}\n\n${body}`;
}
