/** A comparison as a person reads it at the terminal. Pure: colours come in as a function. */
import type { Comparison, Side } from '../prompt/compare.ts';
import { type Paint, visible } from './output.ts';

/** Details of each side; a prompt of a megabyte may have thousands. */
const SHOWN = 20;

export function renderComparison({ summary, parts, a, b }: Comparison, paint: Paint): string {
  const width = Math.max(...parts.map(({ part }) => part.length), 'score'.length);
  const row = (name: string, first: string | number, second: string | number): string =>
    `  ${name.padEnd(width)}  ${String(first).padStart(5)}  ${String(second).padStart(5)}`;
  const table = [
    paint('dim', row('', 'A', 'B')),
    row('score', a.score, b.score),
    ...parts.map((part) => row(part.part, part.a, part.b)),
  ].join('\n');
  const sections = [paint('bold', visible(summary)), table, renderSide('A', a, paint), renderSide('B', b, paint)];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function renderSide(name: string, { findings, questions, details, moreDetails }: Side, paint: Paint): string {
  const lines = [
    ...details.slice(0, SHOWN).map(({ kind, type, text }) => `  ${type ?? kind}  ${visible(JSON.stringify(text))}`),
    ...(details.length > SHOWN || moreDetails ? ['  … and more; --json has up to 100'] : []),
    ...findings.slice(0, SHOWN).map(({ severity, rule, message }) => `  ${severity}  ${rule}  ${visible(message)}`),
    ...questions.map(({ id, text }) => `  open  ${id}  ${visible(text)}`),
  ];
  return lines.length === 0 ? '' : [paint('bold', `Only in ${name}`), ...lines].join('\n');
}
