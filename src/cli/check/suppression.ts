/**
 * Comments that switch findings off: `<!-- prompt-improver-ignore Q09, T05: reason -->` for what follows,
 * `…-ignore-file` for the file. On a line of its own a comment may also begin with `#` or `//`. Within a fence they are
 * text like any other.
 */
import { findFences } from '../../prompt/lexer/fences.ts';
import { touches } from '../../prompt/lexer/index.ts';
import type { Span } from '../../prompt/types.ts';
import { afterBlankLines } from '../front-matter.ts';
import type { LineIndex } from './line-index.ts';
import { numberText } from '../../errors/number-text.ts';

export interface Suppression extends Span {
  /** What begins in here is suppressed. */
  readonly covers: Span;
  /** Ids as written; undefined means every rule but G02. */
  readonly rules: readonly string[] | undefined;
  readonly reason: string | undefined;
  /** Why the comment has no effect. */
  readonly fault?: string;
  /** The comment with what would be left over of its line. */
  readonly cut: Span;
}

const MARK = 'prompt-improver-ignore';
const HTML_START = /<!--[ \t]{0,20}$/;
const LINE_START = /(?:^|\n)([ \t]{0,20}(?:#|\/\/)[ \t]{0,20})$/;
/** Characters before the mark in which the comment begins. */
const START_CHARS = 60;
/** A file with more is not written by hand; the first one above says that it and the rest are not read. */
const MAX_SUPPRESSIONS = 1_000;
const TOO_MANY = `Only the first ${numberText(MAX_SUPPRESSIONS)} comments of a file are read: this one and those after it suppress nothing.`;

interface Comment extends Span {
  readonly suffix: string;
  readonly content: string;
}

export function findSuppressions(text: string, lines: LineIndex): readonly Suppression[] {
  if (!text.includes(MARK)) return [];
  const fences = findFences(text);
  const comments = findComments(text, fences);
  const fenceAt = new Map(fences.map((fence) => [lines.lineOf(fence.start), fence]));
  const nextBlank = blankFinder(lines);
  const placed: Placed[] = [];
  // From the last: a comment above another covers what that one covers.
  for (const comment of comments.toReversed())
    placed.push(place(comment, { text, lines, fenceAt, nextBlank, below: placed.at(-1) }));
  let isAllCut = 0;
  return placed.toReversed().map((one, index): Suppression => {
    // Blank lines at the head of a text say nothing: they go with the comment above them.
    const isHead = one.isAlone && text.slice(isAllCut, one.cut.start).trim() === '';
    if (isHead) isAllCut = afterBlankLines(text, one.cut.end);
    return suppressionOf(one, isHead ? isAllCut : one.cut.end, index >= MAX_SUPPRESSIONS);
  });
}

function findComments(text: string, fences: readonly Span[]): readonly Comment[] {
  const comments: Comment[] = [];
  const push = (comment: Comment): void => {
    if (!touches(fences, comment)) comments.push(comment);
  };
  let close = 0;
  for (let at = text.indexOf(MARK); at !== -1 && comments.length <= MAX_SUPPRESSIONS; at = text.indexOf(MARK, at + 1)) {
    const from = Math.max(0, at - START_CHARS);
    const before = text.slice(from, at);
    const contentStart = at + MARK.length;
    const [suffix] = /^[\w-]{0,40}(?=-->|[^\w-]|$)/.exec(text.slice(contentStart, contentStart + 45)) ?? [''];
    const html = HTML_START.exec(before);
    const line = LINE_START.exec(before);
    if (html) {
      if (close !== -1 && close < at) close = text.indexOf('-->', at);
      if (close === -1) continue;
      const clean = suffix.replace(/-+$/, '');
      const content = text.slice(contentStart + clean.length, close);
      push({ start: from + html.index, end: close + 3, suffix: clean, content });
    } else if (line && (from === 0 || before.includes('\n'))) {
      const newline = text.indexOf('\n', at);
      const end = (newline === -1 ? text.length : newline) - (text[newline - 1] === '\r' ? 1 : 0);
      const start = at - (line[1] ?? '').trimStart().length;
      push({ start, end, suffix, content: text.slice(contentStart + suffix.length, end) });
    }
  }
  return comments;
}

interface Surroundings {
  readonly text: string;
  readonly lines: LineIndex;
  /** By the line that they begin in. */
  readonly fenceAt: ReadonlyMap<number, Span>;
  readonly nextBlank: (line: number) => number;
  /** The comment that follows in the text. */
  readonly below: Placed | undefined;
}

interface Placed {
  readonly comment: Comment;
  /** Nothing else is on its line. */
  readonly isAlone: boolean;
  /** What it holds for if it is not about the file. */
  readonly block: Span;
  readonly cut: Span;
}

function place(comment: Comment, around: Surroundings): Placed {
  const { text, lines } = around;
  const { start, end } = comment;
  const firstLine = lines.startOf(lines.lineOf(start));
  const nextLine = lines.startOf(lines.lineOf(end) + 1);
  const isAlone = text.slice(firstLine, start).trim() === '' && text.slice(end, nextLine).trim() === '';
  return isAlone
    ? { comment, isAlone, block: blockAfter(nextLine, around), cut: { start: firstLine, end: nextLine } }
    : { comment, isAlone, block: upToEnd({ start: firstLine, end: nextLine }, text), cut: inlineCut(text, comment) };
}

/** To the next blank line; a fence is covered to its end. */
function blockAfter(offset: number, { text, lines, fenceAt, nextBlank, below }: Surroundings): Span {
  const start = afterBlankLines(text, offset);
  if (below?.isAlone && below.cut.start === start) return below.block;
  const first = lines.lineOf(start);
  const fence = fenceAt.get(first);
  const line = fence ? lines.lineOf(fence.end - 1) + 1 : nextBlank(first);
  return upToEnd({ start, end: lines.startOf(line) }, text);
}

/** Finds the first blank line from a line on. Asked from the last line to the first, it reads no line twice. */
function blankFinder(lines: LineIndex): (line: number) => number {
  let known = { from: Infinity, to: Infinity };
  return (first) => {
    let line = first;
    while (line <= lines.count && line < known.from && !lines.isBlank(line)) line++;
    known = { from: first, to: line === known.from ? known.to : line };
    return known.to;
  };
}

/** What is added at the end of the text belongs to its last block. */
function upToEnd({ start, end }: Span, text: string): Span {
  return { start, end: afterBlankLines(text, end) === text.length ? Infinity : end };
}

function suppressionOf({ comment, block, cut }: Placed, cutEnd: number, isTooMany: boolean): Suppression {
  const { start, end, suffix, content } = comment;
  const [list = '', ...rest] = content.split(':');
  const rules = list.split(/[\s,]+/).filter((id) => id !== '');
  const reason = rest.join(':').trim();
  const isKnown = suffix === '' || suffix === '-file';
  const unknown = `There is no ${MARK}${suffix}; ${MARK} and ${MARK}-file are known.`;
  const fault = isTooMany ? TOO_MANY : isKnown ? undefined : unknown;
  return {
    start,
    end,
    covers: suffix === '-file' ? { start: 0, end: Infinity } : block,
    rules: rules.length === 0 ? undefined : rules,
    reason: reason === '' ? undefined : reason,
    ...(fault !== undefined && { fault }),
    cut: { start: cut.start, end: cutEnd },
  };
}

/** Blanks on both sides of a comment would be two; blanks at the end of a line would be left over. */
function inlineCut(text: string, { start, end }: Span): Span {
  let from = start;
  if (end === text.length || /[\s]/.test(text.charAt(end))) {
    while (from > 0 && (text[from - 1] === ' ' || text[from - 1] === '\t')) from--;
  }
  return { start: from, end };
}
