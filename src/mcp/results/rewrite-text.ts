/** The brief for a rewrite and the check of one, as they are read. */
import type { RewriteBrief } from '../../prompt/rewrite/brief.ts';
import type { RewriteCheck, RewriteIssue } from '../../prompt/rewrite/types.ts';
import { fence, quote } from './markdown.ts';

/** In the text; `structuredContent` has all of them. */
const SHOWN = 20;

export function briefText({ text }: RewriteBrief): string {
  return `To rewrite the prompt, follow this brief, then call check_rewrite with the original prompt, your rewrite, and the same context and answers:\n\n${fence(text)}`;
}

export function rewriteCheckText({ summary, issues, chars, maxChars }: RewriteCheck): string {
  const length = `Length: ${chars} of at most ${maxChars} characters.`;
  const head = `${summary}\n${length}`;
  if (issues.length === 0) return head;
  const lines = issues.slice(0, SHOWN).map(issueText);
  const rest = issues.length > SHOWN ? [`- and ${issues.length - SHOWN} more`] : [];
  return `${head}\n\nReasons:\n${[...lines, ...rest].join('\n')}\n\nRepair the rewrite, or use the original.`;
}

function issueText({ kind, text, in: where, start, end, message }: RewriteIssue): string {
  const place = start === undefined || where === undefined ? '' : ` (${where} ${start}-${end})`;
  return `- ${kind}${place}: ${quote(text)} ${message}`;
}
