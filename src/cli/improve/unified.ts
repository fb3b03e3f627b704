/** The edits of a text as a unified diff, as `patch` and `git apply` take it. Pure. */
import { applyEdits, sortEdits, type TextEdit } from '../../prompt/edits.ts';

const CONTEXT_LINES = 3;

/** Lines `first` up to but without `end` of the original, from 0, become `lines`. */
interface Change {
  readonly first: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** @returns the empty string when nothing changes */
export function unifiedDiff(path: string, original: string, edits: readonly TextEdit[]): string {
  const lines = splitLines(original);
  const changes = changesOf(original, lines, edits);
  if (changes.length === 0) return '';
  let shift = 0;
  const hunks = groupsOf(changes).map((group) => {
    const hunk = renderHunk(lines, group, shift);
    for (const change of group) shift += change.lines.length - (change.end - change.first);
    return hunk;
  });
  const name = path.replace(/^\/+/, '');
  return [`--- ${quoted(`a/${name}`)}`, `+++ ${quoted(`b/${name}`)}`, ...hunks, ''].join('\n');
}

/** Each with its line end; the last has none when the text does not end with one. */
function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function changesOf(original: string, lines: readonly string[], edits: readonly TextEdit[]): readonly Change[] {
  const changes: Change[] = [];
  const groups: { first: number; end: number; start: number; stop: number; edits: TextEdit[] }[] = [];
  let line = 0;
  let offset = 0;
  for (const edit of sortEdits(edits)) {
    const last = groups.at(-1);
    while (line < lines.length && offset + (lines[line]?.length ?? 0) <= edit.start)
      offset += lines[line++]?.length ?? 0;
    let end = line;
    let stop = offset;
    // Up to and with the line that the edit ends in.
    while (end < lines.length && (end === line || stop <= edit.end)) stop += lines[end++]?.length ?? 0;
    if (last && line <= last.end) {
      last.end = Math.max(last.end, end);
      last.stop = Math.max(last.stop, stop);
      last.edits.push(edit);
    } else groups.push({ first: line, end, start: offset, stop, edits: [edit] });
  }
  for (const { first, end, start, stop, edits: own } of groups) {
    // An addition behind a last line without a line end changes that line.
    const joins = first === lines.length && start > 0 && !original.endsWith('\n');
    const from = joins ? start - (lines[first - 1]?.length ?? 0) : start;
    const moved = own.map(({ start: at, end: to, text }) => ({ start: at - from, end: to - from, text }));
    const change = trimmed(lines, {
      first: joins ? first - 1 : first,
      end,
      lines: splitLines(applyEdits(original.slice(from, stop), moved)),
    });
    if (change.first < change.end || change.lines.length > 0) changes.push(change);
  }
  return changes;
}

/** Without the lines at both ends that stay. */
function trimmed(lines: readonly string[], { first, end, lines: added }: Change): Change {
  let head = 0;
  while (first + head < end && head < added.length && lines[first + head] === added[head]) head++;
  let tail = 0;
  while (
    end - tail > first + head &&
    added.length - tail > head &&
    lines[end - tail - 1] === added[added.length - tail - 1]
  )
    tail++;
  return { first: first + head, end: end - tail, lines: added.slice(head, added.length - tail) };
}

/** Changes whose context would meet share a hunk. */
function groupsOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (last && before && change.first - before.end <= 2 * CONTEXT_LINES) last.push(change);
    else groups.push([change]);
  }
  return groups;
}

function renderHunk(lines: readonly string[], changes: readonly Change[], shift: number): string {
  const from = Math.max(0, (changes[0]?.first ?? 0) - CONTEXT_LINES);
  const to = Math.min(lines.length, (changes.at(-1)?.end ?? 0) + CONTEXT_LINES);
  const body: string[] = [];
  let at = from;
  let added = 0;
  let removed = 0;
  for (const change of changes) {
    body.push(...lines.slice(at, change.first).map((line) => marked(' ', line)));
    body.push(...lines.slice(change.first, change.end).map((line) => marked('-', line)));
    body.push(...change.lines.map((line) => marked('+', line)));
    added += change.lines.length;
    removed += change.end - change.first;
    at = change.end;
  }
  body.push(...lines.slice(at, to).map((line) => marked(' ', line)));
  const count = to - from;
  const head = `@@ -${rangeOf(from, count)} +${rangeOf(from + shift, count - removed + added)} @@`;
  return [head, ...body].join('\n');
}

/** First line from 1 and number of lines; an empty range is named by the line before it. */
function rangeOf(first: number, count: number): string {
  return `${count === 0 ? first : first + 1},${count}`;
}

function marked(mark: string, line: string): string {
  return line.endsWith('\n') ? mark + line.slice(0, -1) : `${mark}${line}\n\\ No newline at end of file`;
}

function quoted(path: string): string {
  // oxlint-disable-next-line no-control-regex -- names may hold them
  return /["\\\u0000-\u001f]/.test(path) ? JSON.stringify(path) : path;
}
