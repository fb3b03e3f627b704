/** The check of a rewrite as a person reads it at the terminal. Pure: colours come in as a function. */
import type { RewriteCheck, RewriteIssue } from '../prompt/rewrite/types.ts';
import { type Paint, visible } from './output.ts';
import { placeOf } from './place.ts';

/** A rewrite of a megabyte may have lost more. */
const SHOWN = 50;

type Texts = Readonly<Record<'prompt' | 'rewrite', string>>;

export function renderCheck(check: RewriteCheck, texts: Texts, paint: Paint): string {
  const { accepted, summary, issues, moreIssues, chars, maxChars } = check;
  const lines = [
    paint(accepted ? 'green' : 'red', visible(summary)),
    `${chars} of at most ${maxChars} characters`,
    ...issues.slice(0, SHOWN).map((issue) => renderIssue(issue, texts, paint)),
  ];
  if (issues.length > SHOWN || moreIssues) lines.push('  … and more; --json has up to 100');
  return `${lines.join('\n')}\n`;
}

function renderIssue({ kind, text, in: where, start, message }: RewriteIssue, texts: Texts, paint: Paint): string {
  const place = where === undefined || start === undefined ? '' : ` ${where} ${placeOf(texts[where], start)}`;
  const shown = JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
  return `  ${paint('red', kind)}${place}  ${visible(shown)}\n      ${paint('dim', visible(message))}`;
}
