/**
 * What the author says, as against what the author pasted. Without marks the two cannot be told apart for certain, so only
 * this much counts as the author's own: what stands before the first sign that material follows, and the last paragraph.
 */
import type { Reading } from './reading.ts';
import type { Span } from './types.ts';

const BLANK_LINE = /\n[ \t]*\r?\n/;
/** A line of nothing but marks: """, ---, ===, ***, ###, <<<. */
const MARKER_LINE = /^[ \t]*(?:"{3,}|'{3,}|-{3,}|={3,}|\*{3,}|#{3,}|<{3,}|>{3,})[ \t]*\r?$/m;
const ANNOUNCED = /[:：][ \t]*\r?\n/;
/** Where the task works on material, it often follows on the same line. */
const ANNOUNCED_INLINE = /[:：]\s/;

/** Where a span of the author's own words stands, undefined for what may be material; for one prompt, and many spans. */
export function ownWords({ prompt, worksOnMaterial }: Reading): (span: Span) => 'head' | 'tail' | undefined {
  const signs = [BLANK_LINE, MARKER_LINE, ANNOUNCED, ...(worksOnMaterial ? [ANNOUNCED_INLINE] : [])];
  const headEnd = signs.reduce((end, sign) => {
    const at = prompt.slice(0, end).search(sign);
    return at === -1 ? end : at;
  }, prompt.length);
  const tailStart = lastParagraph(prompt);
  return ({ start, end }) => (end <= headEnd ? 'head' : start >= tailStart ? 'tail' : undefined);
}

/** Where the last paragraph starts; the length of the prompt if it may be part of marked or announced material. */
function lastParagraph(prompt: string): number {
  const end = prompt.trimEnd().length;
  let at = prompt.lastIndexOf('\n', end);
  while (at > 0 && prompt.slice(prompt.lastIndexOf('\n', at - 1) + 1, at).trim() !== '')
    at = prompt.lastIndexOf('\n', at - 1);
  const start = Math.max(0, at + 1);
  const material = MARKER_LINE.test(prompt.slice(start)) || /[:：]$/.test(prompt.slice(0, start).trimEnd().slice(-1));
  return at <= 0 || material ? prompt.length : start;
}
