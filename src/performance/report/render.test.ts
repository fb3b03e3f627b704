import { describe, expect, it, test } from 'vitest';
import { Histogram } from '../../stats/histogram.ts';
import { normal, seededRandom } from '../../../test/random.ts';
import { noOutcomes, windowFigures } from '../figures.ts';
import type { WindowFigures } from '../window.ts';
import { buildReport, type ReportInput } from './build.ts';
import { chartSvg } from './chart.ts';
import { reportHtml } from './html.ts';
import { reportMarkdown } from './markdown.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function minutes(sinceMs: number, count: number, calls: number): WindowFigures[] {
  const uniform = seededRandom(1);
  return Array.from({ length: count }, (_, minute) => {
    const durations = new Histogram();
    let sumMs = 0;
    for (let call = 0; call < calls; call++) {
      const ms = 30 * Math.exp(0.4 * normal(uniform));
      durations.record(ms);
      sumMs += ms;
    }
    const startMs = sinceMs + minute * MINUTE_MS;
    const outcomes = { ...noOutcomes(), ok: calls - 1, tool_error: 1 };
    return windowFigures({ sinceMs: startMs, untilMs: startMs + MINUTE_MS, outcomes, sumMs, durations });
  });
}

const input = (changes: Partial<ReportInput> = {}): ReportInput => ({
  version: '1.2.3',
  period: '1h',
  sinceMs: HOUR_MS,
  untilMs: 2 * HOUR_MS,
  stepMinutes: 1,
  targetMs: 200,
  alerts: null,
  caches: null,
  operations: null,
  stretches: minutes(HOUR_MS, 60, 50),
  ...changes,
});
const before = { sinceMs: 0, untilMs: HOUR_MS, stretches: minutes(0, 60, 50) };
const alert = { atMs: HOUR_MS + 5, rule: '<b>"ResponseTime"</b>', severity: 'warning', to: 'firing' };
const cache = { name: 'rules', hitRate: 0.5, l1Hits: 1, l2Hits: 0, staleHits: 0, loads: 1 };

describe('a report', () => {
  it('tells what was measured, with intervals', () => {
    const { totals, grades, points } = buildReport(input());
    expect([totals.count, totals.errors, points.length]).toEqual([3_000, 60, 60]);
    expect(grades.average.letter).toBe('C');
    for (const { ms, interval } of totals.quantiles) {
      expect(interval?.low).toBeLessThanOrEqual(ms ?? Number.NaN);
      expect(interval?.high).toBeGreaterThanOrEqual(ms ?? Number.NaN);
    }
  });

  it('says n/a where there are too few samples', () => {
    const { totals } = buildReport(input({ stretches: minutes(HOUR_MS, 7, 10) }));
    expect(totals.quantiles.map(({ q, ms, interval }) => [q, ms === null, interval === null])).toEqual([
      [0.5, false, true],
      [0.9, false, true],
      [0.95, true, true],
      [0.99, true, true],
    ]);
    expect(totals.errorRateInterval).toBeNull();
  });

  it('of nothing has nothing to tell', () => {
    const report = buildReport(input({ stretches: [] }));
    expect(report.totals).toMatchObject({ count: 0, errorRate: null, meanMs: null, maxMs: null, overTarget: null });
    expect(report.grades.average.letter).toBeNull();
    expect(reportMarkdown(report)).toContain('**Grade none**: Nothing was called.');
    expect(reportHtml(report)).toContain('Nothing was called.');
  });

  it('leaves the stretch under way out of the trend, and alerts of other times out', () => {
    const untilMs = 2 * HOUR_MS + MINUTE_MS / 2;
    const stretches = minutes(HOUR_MS, 61, 50);
    const report = buildReport(input({ untilMs, stretches, alerts: [{ ...alert, atMs: HOUR_MS - 1 }, alert] }));
    expect(report.totals.count).toBe(61 * 50);
    expect(report.trend).toMatchObject({ points: 60 });
    expect(report.points).toHaveLength(61);
    expect(report.alerts).toEqual([alert]);
  });
});

describe('the operations of a report', () => {
  const [busy] = minutes(HOUR_MS, 1, 400);
  const [rare] = minutes(HOUR_MS, 1, 20);
  const operations = new Map([
    ['rare', rare],
    ['busy', busy],
  ] as [string, WindowFigures][]);

  it('stand in the order of the time they took, with the percentiles there are enough calls for', () => {
    const told = buildReport(input({ operations })).operations ?? [];
    expect(
      told.map(({ operation, count, p50Ms, p95Ms, p99Ms }) => [operation, count, p50Ms, p95Ms, p99Ms].map(Boolean)),
    ).toEqual([
      [true, true, true, true, true],
      [true, true, true, false, false],
    ]);
    expect(told.map(({ operation }) => operation)).toEqual(['busy', 'rare']);
    expect(reportMarkdown(buildReport(input({ operations })))).toMatch(
      /\| rare \| 20 \| 5\.00 % \| [\d.]+ ms \| n\/a \| n\/a \| \d\.\d s \|/,
    );
  });

  it('are left out where they are not told', () => {
    expect(reportHtml(buildReport(input()))).not.toContain('Operations');
  });
});

describe('a report as Markdown', () => {
  it('has the grades, what stands behind them, and the tables', () => {
    const text = reportMarkdown(buildReport(input({ before, alerts: [], caches: [cache] })));
    expect(text).toMatch(
      /^# Performance, 1h\n\n1970-01-01 01:00 UTC to 1970-01-01 02:00 UTC, prompt-improver 1\.2\.3\n/,
    );
    expect(text).toContain('- **Grade C**: ');
    expect(text).toContain('- **No difference found** against 1970-01-01 00:00 UTC');
    expect(text).toMatch(/\| p95 \| \d+\.\d ms \| \d+\.\d ms to \d+\.\d ms \|/);
    expect(text).toContain('None began or ended.');
    expect(text).toContain('| rules | 50.00 % | 1 | 0 | 0 | 1 |');
  });
});

describe('a report as a page', () => {
  const page = reportHtml(buildReport(input({ before, alerts: [alert], caches: [cache] })));

  it('needs nothing but itself, and runs nothing', () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\son\w+=|(?:href|src)=|https?:/i);
  });

  it('is whole: what is opened is closed, in order', () => {
    const open: string[] = [];
    const closedWrongly: string[] = [];
    for (const [, slash, name = '', rest] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>/g)) {
      if (slash === '/' && open.pop() !== name) closedWrongly.push(name);
      if (slash === '' && !rest?.endsWith('/') && name !== 'meta') open.push(name);
    }
    expect({ open, closedWrongly }).toEqual({ open: [], closedWrongly: [] });
  });

  it('shows text of others as text', () => {
    expect(page).toContain('&lt;b&gt;&quot;ResponseTime&quot;&lt;/b&gt;');
  });

  it('tells its charts to those who do not see them', () => {
    expect(page.match(/<svg [^>]*role="img" aria-labelledby="/g)).toHaveLength(2);
    for (const [, ids = ''] of page.matchAll(/aria-labelledby="([^"]*)"/g))
      for (const id of ids.split(' ')) expect(page.match(new RegExp(`id="${id}"`, 'g'))).toHaveLength(1);
  });
});

describe('a chart', () => {
  const chart = { title: 't', description: 'd', unit: 'ms', sinceMs: 0, untilMs: HOUR_MS };
  const line = (values: readonly (number | null)[]) => [{ name: 'a', className: 'a', values }];

  it('breaks a line off where there is nothing, and shows a value alone as a dot', () => {
    const svg = chartSvg({ ...chart, lines: line([1, 2, null, 3, null, null, 4, 5]) }, 'x');
    expect(svg.match(/<path /g)).toHaveLength(3);
    expect(svg).toContain('h0.01"');
  });

  test.each([
    { values: [], what: 'no value' },
    { values: [null, null], what: 'holes only' },
    { values: [0, 0], what: 'zeros' },
    { values: [1e-4, 1e7], what: 'small and large' },
  ])('of $what has coordinates that are numbers within its frame', ({ values }) => {
    const svg = chartSvg({ ...chart, lines: line(values) }, 'x');
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    for (const [, x, y] of svg.matchAll(/[ML]([\d.-]+) ([\d.-]+)/g)) {
      expect(Number(x)).toBeGreaterThanOrEqual(0);
      expect(Number(x)).toBeLessThanOrEqual(720);
      expect(Number(y)).toBeGreaterThanOrEqual(0);
      expect(Number(y)).toBeLessThanOrEqual(220);
    }
  });

  it('goes on as far as the forecast, with its interval as a band', () => {
    const forecast = [1, 2].map((step) => ({ atMs: HOUR_MS + (step * HOUR_MS) / 2, value: 5, low: 4, high: 20 }));
    const svg = chartSvg({ ...chart, lines: line([5, 5, 5, 5]), forecast }, 'x');
    const [, right = ''] = /class="line a" d="M[^"]*L([\d.]+) /.exec(svg) ?? [];
    expect(Number(right)).toBeLessThan((56 + 720) / 2);
    expect(svg).toMatch(/class="band" d="M[\d.]+ 12L708 12L708 /);
    expect(svg).toContain('class="line forecast"');
    expect(chartSvg({ ...chart, lines: line([5]) }, 'x')).not.toContain('band');
  });

  it('shows the mark only where it does not flatten the line', () => {
    const mark = { value: 200, name: 'target' };
    expect(chartSvg({ ...chart, lines: line([1, 2]), mark }, 'x')).not.toContain('class="mark"');
    expect(chartSvg({ ...chart, lines: line([1, 150]), mark }, 'x')).toContain('class="mark"');
  });
});
