/**
 * A report as one page that needs nothing else: no script, no font, no picture from anywhere. It follows the light or dark of
 * the reader's system, fits on a phone, and prints.
 */
import { numberText } from '../../errors/number-text.ts';
import type { Letter } from '../assessment/grade.ts';
import { type Chart, chartSvg } from './chart.ts';
import type { PerformanceReport } from './types.ts';
import { ms, percent, type Table, tablesOf, time, VERDICTS } from './words.ts';

const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#5b6570;--rule:#d8dee4;--card:#f5f7f9;--p95:#0b62c4;--p50:#5e8f2a;--calls:#0b62c4;--errors:#c0392b;--mark:#9a5b00;--good:#1f7a3d;--fair:#8a5a00;--bad:#b3261e}
@media (prefers-color-scheme:dark){:root{--paper:#14181d;--ink:#e6eaee;--soft:#9aa5b1;--rule:#2f3740;--card:#1c2229;--p95:#6cb0ff;--p50:#9fd06a;--calls:#6cb0ff;--errors:#ff8a7a;--mark:#e0a84a;--good:#6fd18f;--fair:#e8b75c;--bad:#ff8a7a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:56rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.6rem;line-height:1.2;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem}
.about{color:var(--soft);margin:.25rem 0 1.25rem}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.75rem}
.card{background:var(--card);border:1px solid var(--rule);border-radius:.5rem;padding:.75rem 1rem}
.card h2{margin:0;font-size:.9rem;font-weight:600;color:var(--soft)}
.card p{margin:.25rem 0 0;font-size:.92rem}.card .big{font-size:1.9rem;line-height:1.2;font-weight:700}
.good{color:var(--good)}.fair{color:var(--fair)}.bad{color:var(--bad)}
figure{margin:0}figcaption{color:var(--soft);font-size:.9rem}
.key::before{content:"";display:inline-block;width:1.2em;height:.2em;vertical-align:middle;margin:0 .35em 0 .8em;background:currentColor}
.key.p95{color:var(--p95)}.key.p50{color:var(--p50)}.key.calls{color:var(--calls)}.key.errors{color:var(--errors)}
.scroll{overflow-x:auto}
svg{width:100%;min-width:30rem;height:auto;display:block}svg text{fill:var(--soft);font:11px system-ui,sans-serif}
.grid{stroke:var(--rule)}.mark{stroke:var(--mark);stroke-dasharray:5 4}svg .marked{fill:var(--mark);paint-order:stroke;stroke:var(--paper);stroke-width:4px}
.line{fill:none;stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}
.line.p95{stroke:var(--p95)}.line.p50{stroke:var(--p50)}.line.forecast{stroke:var(--p95);stroke-dasharray:3 4}.band{fill:var(--p95);opacity:.16}.key.forecast{color:var(--p95);opacity:.75}.line.calls{stroke:var(--calls)}.line.errors{stroke:var(--errors)}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:.95rem}
th,td{text-align:left;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--rule);white-space:nowrap}
th{color:var(--soft);font-weight:600}
@media print{main{max-width:none}.card,figure{break-inside:avoid}}
`.trim();

export function reportHtml(report: PerformanceReport): string {
  const title = `Performance, ${report.period}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escape(title)}</h1>
<p class="about">${time(report.sinceMs)} to ${time(report.untilMs)} · prompt-improver ${escape(report.version)}</p>
<div class="cards">
${cards(report).join('\n')}
</div>
${charts(report).join('\n')}
${tablesOf(report).map(tableHtml).join('\n')}
</main>
</body>
</html>
`;
}

type Mood = 'good' | 'fair' | 'bad' | '';

const MOODS: Readonly<Record<Letter, Mood>> = { A: 'good', B: 'good', C: 'fair', D: 'bad', F: 'bad' };
const TRENDS = { rising: 'Rising', falling: 'Falling', steady: 'Steady', insufficient_data: 'Not known' } as const;
const VERDICT_MOODS = { regression: 'bad', improved: 'good', no_difference: '', insufficient_data: '' } as const;

function cards({ grades, trend, forecast, comparison }: PerformanceReport): string[] {
  const letter = (title: string, { letter: own, reason, next }: (typeof grades)['average']) =>
    card(title, own ?? 'none', own === null ? '' : MOODS[own], [reason, ...(next === null ? [] : [next])]);
  const last = forecast.state === 'insufficient_data' ? undefined : forecast.steps.at(-1);
  return [
    letter('Grade', grades.average),
    letter('Tail grade', grades.tail),
    card('Trend of p95', TRENDS[trend.state], trend.state === 'rising' ? 'bad' : '', [trend.reason]),
    card('Forecast of p95', last === undefined ? 'Not known' : ms(last.p95Ms), '', [forecast.reason]),
    ...(comparison === null
      ? []
      : [
          card('Compared with before', VERDICTS[comparison.verdict], VERDICT_MOODS[comparison.verdict], [
            `${comparison.reason}.`,
            `Before: ${time(comparison.before.sinceMs)} to ${time(comparison.before.untilMs)}.`,
          ]),
        ]),
  ];
}

function card(title: string, big: string, mood: Mood, lines: readonly string[]): string {
  const text = lines.map((line) => `<p>${escape(line)}</p>`).join('');
  return `<section class="card"><h2>${escape(title)}</h2><p class="big ${mood}">${escape(big)}</p>${text}</section>`;
}

function charts({ points, totals, forecast, sinceMs, untilMs, targetMs }: PerformanceReport): string[] {
  const frame = { sinceMs, untilMs };
  const p95 = totals.quantiles.find(({ q }) => q === 0.95)?.ms ?? null;
  return [
    figure('times', {
      ...frame,
      title: 'Response times',
      description: `p50 and p95 over the period; p95 of all calls is ${ms(p95)}. The table below has the figures.`,
      unit: 'ms',
      lines: [
        { name: 'p95', className: 'p95', values: points.map(({ p95Ms }) => p95Ms) },
        { name: 'p50', className: 'p50', values: points.map(({ p50Ms }) => p50Ms) },
      ],
      ...(forecast.state !== 'insufficient_data' && {
        forecast: forecast.steps.map(({ atMs, p95Ms: value, lowMs: low, highMs: high }) => ({
          atMs,
          value,
          low,
          high,
        })),
      }),
      mark: { value: targetMs, name: `target ${targetMs} ms` },
    }),
    figure('calls', {
      ...frame,
      title: 'Calls and errors',
      description: `${numberText(totals.count)} calls over the period, ${percent(totals.errorRate)} of them errors.`,
      unit: 'calls',
      lines: [
        { name: 'calls', className: 'calls', values: points.map(({ count }) => count) },
        { name: 'errors', className: 'errors', values: points.map(({ errors }) => errors) },
      ],
    }),
  ];
}

function figure(id: string, chart: Chart): string {
  const shown = [...chart.lines, ...(chart.forecast ? [{ name: 'forecast of p95, 80 %', className: 'forecast' }] : [])];
  const keys = shown.map(({ name, className }) => `<span class="key ${className}">${escape(name)}</span>`).join('');
  return `<h2>${escape(chart.title)}</h2><figure><div class="scroll" tabindex="0" role="group" aria-label="${escape(chart.title)}">${chartSvg(chart, id)}</div><figcaption>${keys}</figcaption></figure>`;
}

function tableHtml({ title, head, rows, empty }: Table): string {
  const cells = (row: readonly string[]) =>
    row
      .map((cell, index) => (index === 0 ? `<th scope="row">${escape(cell)}</th>` : `<td>${escape(cell)}</td>`))
      .join('');
  const body =
    rows.length === 0
      ? `<p>${escape(empty)}</p>`
      : `<div class="scroll" tabindex="0" role="group" aria-label="${escape(title)}"><table><thead><tr>${head.map((cell) => `<th scope="col">${escape(cell)}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</tbody></table></div>`;
  return `<h2>${escape(title)}</h2>${body}`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
