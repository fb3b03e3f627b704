/** The edits of a prompt in their context. Pure; what is far from any edit is left out, so a long prompt stays readable. */
import type { Edit } from '../../prompt/types.ts';
import { numberText } from '../../errors/number-text.ts';

export interface Piece {
  readonly kind: 'same' | 'removed' | 'added' | 'gap';
  readonly text: string;
}

export interface Hunk {
  /** Line of the original with which the hunk begins, from 1. */
  readonly line: number;
  readonly pieces: readonly Piece[];
  readonly edits: readonly Edit[];
}

const CONTEXT_CHARS = 160;
const CONTEXT_LINES = 2;
/** Longer removals and insertions are shown by their beginning and end. */
const PIECE_CHARS = 2_000;
const KEPT_CHARS = 300;

/** @param edits in order of their place, not overlapping */
export function hunksOf(original: string, edits: readonly Edit[]): readonly Hunk[] {
  const groups: { start: number; end: number; edits: Edit[] }[] = [];
  for (const edit of edits) {
    const start = contextBefore(original, edit.start);
    const end = contextAfter(original, edit.end);
    const last = groups.at(-1);
    if (last !== undefined && start <= last.end) {
      last.end = Math.max(last.end, end);
      last.edits.push(edit);
    } else groups.push({ start, end, edits: [edit] });
  }
  let line = 1;
  let counted = 0;
  return groups.map((group) => {
    line += newlinesIn(original, counted, group.start);
    counted = group.start;
    return { line, pieces: piecesOf(original, group), edits: group.edits };
  });
}

function piecesOf(
  original: string,
  { start, end, edits }: { start: number; end: number; edits: readonly Edit[] },
): Piece[] {
  const pieces: Piece[] = [];
  const add = (kind: 'same' | 'removed' | 'added', text: string) => {
    if (text !== '') pieces.push(...shortened({ kind, text }));
  };
  if (start > 0 && original[start - 1] !== '\n') pieces.push({ kind: 'gap', text: '…' });
  let position = start;
  for (const edit of edits) {
    add('same', original.slice(position, edit.start));
    add('removed', original.slice(edit.start, edit.end));
    add('added', edit.text);
    position = edit.end;
  }
  add('same', original.slice(position, end));
  if (end < original.length && original[end] !== '\n' && original[end - 1] !== '\n')
    pieces.push({ kind: 'gap', text: '…' });
  return pieces;
}

function shortened(piece: Piece): readonly Piece[] {
  const { kind, text } = piece;
  if (text.length <= PIECE_CHARS) return [piece];
  const left = text.length - 2 * KEPT_CHARS;
  return [
    { kind, text: text.slice(0, KEPT_CHARS) },
    { kind: 'gap', text: ` … ${numberText(left)} characters … ` },
    { kind, text: text.slice(-KEPT_CHARS) },
  ];
}

function contextBefore(text: string, offset: number): number {
  const least = Math.max(0, offset - CONTEXT_CHARS);
  let start = offset;
  for (let lines = 0; start > least; start--) {
    if (text[start - 1] === '\n' && lines++ === CONTEXT_LINES) break;
  }
  return wholeCharacter(text, start);
}

function contextAfter(text: string, offset: number): number {
  const most = Math.min(text.length, offset + CONTEXT_CHARS);
  let end = offset;
  for (let lines = 0; end < most; end++) {
    if (text[end] === '\n' && lines++ === CONTEXT_LINES) break;
  }
  return wholeCharacter(text, end);
}

/** Not in the middle of a surrogate pair. */
function wholeCharacter(text: string, offset: number): number {
  return offset > 0 &&
    offset < text.length &&
    /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(offset - 1, offset + 1))
    ? offset + 1
    : offset;
}

function newlinesIn(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
