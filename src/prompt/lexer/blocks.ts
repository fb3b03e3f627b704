/**
 * Material between two lines that hold nothing but a delimiter: `"""`, `'''`, `<<<` and `>>>`; `---`, `===`, `***`, `###`
 * only where the line before announces something, because these also part sections. In doubt there is no block.
 */
import type { Span } from '../types.ts';

/** Marks that mostly part sections. */
const PARTS = new Set(['---', '===', '***', '###']);
/** On most prompts a look for these is all there is to do. */
const MARKS = ['"""', "'''", '<<<', ...PARTS];
/** A delimiter alone on a line that is not indented as code is. */
const MARKER = /^ {0,3}("{3}|'{3}|<{3}|>{3}|-{3,}|={3,}|\*{3,}|#{3,})[ \t]*\r?$/gm;
const ANNOUNCES = /[:：][ \t]*\r?\n(?:[ \t]*\r?\n)?$/;
/** Reach of the look back for the announcement. */
const ANNOUNCEMENT_CHARS = 200;

interface Line extends Span {
  /** Three characters, however long the line is. */
  readonly mark: string;
}

/** In order, never overlapping; with their delimiter lines. */
export function findBlocks(text: string): readonly Span[] {
  if (!MARKS.some((mark) => text.includes(mark))) return [];
  const lines = [...text.matchAll(MARKER)].map((match): Line => {
    const mark = (match[1] ?? '').slice(0, 3);
    const end = match.index + match[0].trimEnd().length;
    return { mark, start: match.index + match[0].indexOf(mark), end };
  });
  if (lines.length < 2) return [];
  const counts = new Map<string, number>();
  for (const { mark } of lines) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  const paired = new Set([...counts].filter(([mark, count]) => mayPair(text, mark, count)).map(([mark]) => mark));
  const blocks: Span[] = [];
  let open: Line | undefined;
  for (const line of lines) {
    if (open === undefined) {
      if (paired.has(line.mark) && (!PARTS.has(line.mark) || isAnnounced(text, line))) open = line;
    } else if (line.mark === (open.mark === '<<<' ? '>>>' : open.mark)) {
      if (text.slice(open.end, line.start).trim() !== '') blocks.push({ start: open.start, end: line.end });
      open = undefined;
    }
  }
  return blocks;
}

/** Whether inside and outside can be told apart: with a mark too many, as of a docstring, they would be turned round. */
function mayPair(text: string, mark: string, count: number): boolean {
  if (mark === '>>>') return false;
  if (PARTS.has(mark)) return count === 2;
  return mark === '<<<' || (count % 2 === 0 && text.split(mark).length - 1 === count);
}

const isAnnounced = (text: string, { start }: Line): boolean =>
  ANNOUNCES.test(text.slice(Math.max(0, start - ANNOUNCEMENT_CHARS), start));
