import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../errors/app-error.ts';
import { applyEdits, findOverlap, invertEdits } from './edits.ts';
import type { Edit } from './types.ts';

const edit = (start: number, end: number, text: string): Edit => ({ rule: 'T05', start, end, text, reason: 'test' });

/** A text with edits that do not overlap. */
const edited = fc
  .tuple(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(fc.tuple(fc.nat(60), fc.nat(8), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 8 }),
  )
  .map(([text, raw]) => {
    const edits: Edit[] = [];
    for (const [start, length, added] of raw) {
      const candidate = edit(Math.min(start, text.length), Math.min(start + length, text.length), added);
      if (!findOverlap([...edits, candidate])) edits.push(candidate);
    }
    return { text, edits };
  });

describe('edits', () => {
  test('replace, insert and delete by the offsets of the original', () => {
    expect(applyEdits('one two three', [edit(8, 13, '3'), edit(0, 3, '1'), edit(3, 4, '')])).toBe('1two 3');
  });

  test('insertions at one place take effect in the order listed', () => {
    expect(applyEdits('ab', [edit(2, 2, 'c'), edit(2, 2, 'd')])).toBe('abcd');
  });

  test.each([
    ['beyond the end', [edit(0, 3, 'x')]],
    ['backwards', [edit(2, 1, 'x')]],
    ['overlapping', [edit(0, 2, 'x'), edit(1, 2, 'y')]],
    ['with an insertion inside a replaced range', [edit(0, 2, 'x'), edit(1, 1, 'y')]],
  ])('an edit %s is refused', (_, edits) => {
    expect(() => applyEdits('ab', edits)).toThrow(AppError);
  });

  test('an insertion at the border of a replaced range does not overlap it', () => {
    expect(findOverlap([edit(1, 3, ''), edit(1, 1, 'a'), edit(3, 3, 'b')])).toBeUndefined();
    expect(findOverlap([edit(1, 3, ''), edit(2, 4, '')])).toBeDefined();
  });

  test('the inverse gives every original back', () => {
    fc.assert(
      fc.property(edited, ({ text, edits }) => {
        expect(applyEdits(applyEdits(text, edits), invertEdits(text, edits))).toBe(text);
      }),
    );
  });
});
