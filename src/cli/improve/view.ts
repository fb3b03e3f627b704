/** An improvement as a person reads it at the terminal. Pure: colours come in as a function. */
import { isRecommended } from '../../prompt/recommendation.ts';
import type { Finding, Improvement, Question, Severity } from '../../prompt/types.ts';
import { visible, type Paint, type Style } from '../output.ts';
import { placeOf } from '../place.ts';
import { hunksOf, type Hunk, type Piece } from './diff.ts';
import { numberText } from '../../errors/number-text.ts';

/** Of each kind; a prompt of a megabyte may have thousands. */
const SHOWN = 50;
const MARKS: Readonly<Record<Improvement['verdict'], { readonly style: Style; readonly text: string }>> = {
  good: { style: 'bold', text: 'Nothing to change' },
  improved: { style: ['green', 'bold'], text: 'Improved' },
  ask: { style: ['yellow', 'bold'], text: 'Your answers would help' },
};
const RECOMMENDED: (typeof MARKS)['good'] = { style: ['green', 'bold'], text: 'Good as it is' };
const SEVERITY_STYLES: Readonly<Record<Severity, Style>> = { high: 'red', medium: 'yellow', low: 'cyan', info: 'dim' };

export interface View {
  readonly paint: Paint;
  /** Without colours, removals and insertions are marked `[-…-]` and `{+…+}`. */
  readonly coloured: boolean;
}

export function renderImprovement(prompt: string, result: Improvement, view: View): string {
  const sections = [
    heading(result, view),
    changes(prompt, result, view),
    // What only informs stands in the summary already.
    findings(
      prompt,
      result.findings.filter(({ severity }) => severity !== 'info'),
      view,
    ),
    questions(result.questions, view),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function heading(result: Improvement, { paint }: View): string {
  const { verdict, summary, score } = result;
  const { style, text } = isRecommended(result) ? RECOMMENDED : MARKS[verdict];
  const parts = [`score ${score.before}`];
  if (score.after !== score.before) parts.push(`→ ${score.after}`);
  if (score.potential > score.after) parts.push(`(${score.potential} with your answers)`);
  return [`${paint(style, text)}  ${parts.join(' ')}`, visible(summary), paint('dim', visible(score.reason))]
    .filter((line) => line !== '')
    .join('\n');
}

function changes(prompt: string, { edits }: Improvement, view: View): string {
  if (edits.length === 0) return '';
  const hunks = hunksOf(prompt, edits);
  const shown = hunks.slice(0, SHOWN).map((hunk) => renderHunk(hunk, view));
  return titled('Changes', [...shown, ...remainder(hunks.length, 'places')], view);
}

function renderHunk({ line, pieces, edits }: Hunk, view: View): string {
  const { paint } = view;
  const gutter = `  ${paint('dim', '│')} `;
  const body = pieces
    .map((piece) => renderPiece(piece, view))
    .join('')
    .split('\n')
    .map((text) => gutter + text);
  const reasons = edits.slice(0, SHOWN).map(({ rule, reason }) => `  ${paint('cyan', rule)}  ${visible(reason)}`);
  return [`  ${paint('dim', `line ${line}`)}`, ...body, ...reasons, ...remainder(edits.length, 'changes')].join('\n');
}

function renderPiece({ kind, text }: Piece, { paint, coloured }: View): string {
  const shown = kind === 'gap' ? text : visible(text);
  switch (kind) {
    case 'same':
      return shown;
    case 'gap':
      return paint('dim', shown);
    case 'removed':
      return coloured ? byLine(shown, (part) => paint(['red', 'strikethrough'], part)) : `[-${shown}-]`;
    case 'added':
      return coloured ? byLine(shown, (part) => paint('green', part)) : `{+${shown}+}`;
  }
}

/** A colour never spans a line end: the gutter follows it. */
function byLine(text: string, paint: (part: string) => string): string {
  return text.split('\n').map(paint).join('\n');
}

function findings(prompt: string, all: readonly Finding[], view: View): string {
  if (all.length === 0) return '';
  const { paint } = view;
  const shown = all.slice(0, SHOWN).map(({ rule, severity, start, message, advice }) => {
    const first = `  ${paint(SEVERITY_STYLES[severity], severity)}  ${paint('cyan', rule)}  ${placeOf(prompt, start)}  ${visible(message)}`;
    return advice === undefined ? first : `${first}\n      ${paint('dim', visible(advice))}`;
  });
  return titled('Findings', [...shown, ...remainder(all.length, 'findings')], view);
}

function questions(all: readonly Question[], view: View): string {
  if (all.length === 0) return '';
  const { paint } = view;
  const shown = all.map(({ id, text, reason, options }, i) =>
    [
      `  ${i + 1}. ${paint('bold', visible(text))}  ${paint('dim', `--answer ${id}=…`)}`,
      `     ${paint('dim', visible(reason))}`,
      ...options.map(({ label, effect }) => `     - ${visible(label)}${paint('dim', `: ${visible(effect)}`)}`),
    ].join('\n'),
  );
  return titled('Questions', shown, view);
}

function titled(title: string, lines: readonly string[], { paint }: View): string {
  return [paint('bold', title), ...lines].join('\n');
}

function remainder(count: number, what: string): readonly string[] {
  return count > SHOWN ? [`  … and ${numberText(count - SHOWN)} more ${what}; --json has all of them`] : [];
}
