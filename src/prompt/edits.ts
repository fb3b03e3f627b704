/**
 * Recorded changes of a text. Offsets are UTF-16 code units, `end` exclusive; several insertions at one place take
 * effect in the order listed.
 */
import { AppError } from '../errors/app-error.ts';
import type { Edit, Span } from './types.ts';

/** The part of an edit that changes text. */
export type TextEdit = Span & { readonly text: string };

/** Edits in the order of their place; edits at one place keep the order they came in. */
export function sortEdits<E extends Span>(edits: readonly E[]): readonly E[] {
  return edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/** The first two edits that overlap, or undefined. An insertion at the border of a replaced range does not. */
export function findOverlap<E extends Span>(edits: readonly E[]): readonly [E, E] | undefined {
  const sorted = sortEdits(edits);
  for (let i = 1; i < sorted.length; i++) {
    const [left, right] = [sorted[i - 1], sorted[i]];
    if (left && right && right.start < left.end) return [left, right];
  }
  return undefined;
}

/**
 * The original with the edits made.
 *
 * @throws AppError `INVALID_ARGUMENT` when an edit is out of range or overlaps another.
 */
export function applyEdits(original: string, edits: readonly TextEdit[]): string {
  if (edits.length === 0) return original;
  let text = '';
  let at = 0;
  for (const edit of sortEdits(edits)) {
    const sound = Number.isInteger(edit.start) && Number.isInteger(edit.end) && edit.start <= edit.end;
    if (!sound || edit.start < 0 || edit.end > original.length) {
      throw new AppError(
        'INVALID_ARGUMENT',
        `An edit from ${edit.start} to ${edit.end} does not fit a text of ${original.length} characters.`,
        {
          field: 'edits',
          limit: original.length,
        },
      );
    }
    if (edit.start < at) {
      throw new AppError('INVALID_ARGUMENT', `Two edits overlap at ${edit.start}.`, { field: 'edits' });
    }
    text += original.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return text + original.slice(at);
}

/**
 * Edits of the improved text that give the original back: `applyEdits(applyEdits(original, edits), invertEdits(original,
 * edits)) === original`.
 */
export function invertEdits(original: string, edits: readonly Edit[]): readonly Edit[] {
  const inverse: Edit[] = [];
  let shift = 0;
  for (const edit of sortEdits(edits)) {
    const start = edit.start + shift;
    shift += edit.text.length - (edit.end - edit.start);
    inverse.push({
      rule: edit.rule,
      reason: edit.reason,
      start,
      end: start + edit.text.length,
      text: original.slice(edit.start, edit.end),
    });
  }
  return inverse;
}
