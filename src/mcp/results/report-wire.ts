/** A report as it is sent: names in snake_case, times as text, the format that was asked for. */
import type { PerformanceReport } from '../../performance/report/types.ts';
import type { ReportFormat } from '../../services/reports/types.ts';

export interface RenderedReport {
  readonly text: string;
  readonly contentType: string;
}

export async function renderReport(report: PerformanceReport, format: ReportFormat): Promise<RenderedReport> {
  switch (format) {
    case 'json':
      return {
        text: `${JSON.stringify(reportToWire(report), null, 2)}\n`,
        contentType: 'application/json; charset=utf-8',
      };
    case 'markdown': {
      const { reportMarkdown } = await import('../../performance/report/markdown.ts');
      return { text: reportMarkdown(report), contentType: 'text/markdown; charset=utf-8' };
    }
    case 'html': {
      const { reportHtml } = await import('../../performance/report/html.ts');
      return { text: reportHtml(report), contentType: 'text/html; charset=utf-8' };
    }
  }
}

export function reportToWire(report: PerformanceReport): unknown {
  return toWire(report);
}

/** Milliseconds since 1970 by their names; durations end on `Ms`, too. */
const TIME = /^(?:since|until|at)Ms$|AtMs$/;

function toWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, own]) =>
      TIME.test(name) && typeof own === 'number'
        ? [snakeCase(name.slice(0, -2)), new Date(own).toISOString()]
        : [snakeCase(TIME.test(name) ? name.slice(0, -2) : name), toWire(own)],
    ),
  );
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
