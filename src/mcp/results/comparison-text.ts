/** A comparison as a person reads it. */
import type { Comparison, Side } from '../../prompt/compare.ts';
import { quote } from './markdown.ts';

/** Of each side, in the text; `structuredContent` has all of them. */
const SHOWN = 20;

export function comparisonText({ summary, parts, a, b }: Comparison): string {
  const rows = parts.map((part) => `| ${part.part} | ${part.a} | ${part.b} |`);
  const table = ['| part | A | B |', '|---|---|---|', `| score | ${a.score} | ${b.score} |`, ...rows].join('\n');
  const sides = [sideText('A', a), sideText('B', b)];
  return [summary, table, ...sides].filter((part) => part !== '').join('\n\n');
}

function sideText(name: string, { findings, questions, details, moreDetails }: Side): string {
  const shown = details.slice(0, SHOWN).map(({ kind, type, text }) => `- ${type ?? kind}: ${quote(text)}`);
  const more = details.length > SHOWN || moreDetails ? ['- and more'] : [];
  const lines = [
    ...shown,
    ...more,
    ...findings.slice(0, SHOWN).map(({ severity, rule, message }) => `- ${severity} (${rule}): ${message}`),
    ...questions.map(({ id, text }) => `- open: ${text} [${id}]`),
  ];
  return lines.length === 0 ? '' : `Only in ${name}:\n${lines.join('\n')}`;
}
