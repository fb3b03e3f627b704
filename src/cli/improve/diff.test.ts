import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Edit } from '../../prompt/types.ts';
import { hunksOf } from './diff.ts';

const edit = (start: number, end: number, text = ''): Edit => ({ rule: 'T05', start, end, text, reason: 'because' });
const shape = (original: string, edits: readonly Edit[]) =>
  hunksOf(original, edits).map(({ line, pieces }) => ({
    line,
    pieces: pieces.map(({ kind, text }) => `${kind}:${text}`),
  }));

describe('the hunks of a diff', () => {
  test('show removals and insertions in their context', () => {
    expect(shape('keep drop keep', [edit(5, 10)])).toEqual([
      { line: 1, pieces: ['same:keep ', 'removed:drop ', 'same:keep'] },
    ]);
    expect(shape('a prompt', [edit(8, 8, '\nmore')])).toEqual([{ line: 1, pieces: ['same:a prompt', 'added:\nmore'] }]);
    expect(shape('one two', [edit(0, 3, '1')])).toEqual([{ line: 1, pieces: ['removed:one', 'added:1', 'same: two'] }]);
  });

  test('begin at a line of the original, two lines before the change', () => {
    const original = Array.from({ length: 9 }, (_, i) => `line ${i + 1}`).join('\n');
    const start = original.indexOf('line 5');
    expect(shape(original, [edit(start, start + 7)])).toEqual([
      { line: 3, pieces: ['same:line 3\nline 4\n', 'removed:line 5\n', 'same:line 6\nline 7\nline 8'] },
    ]);
  });

  test('are one where their contexts meet, and two where they do not', () => {
    const original = 'x'.repeat(1_000);
    expect(hunksOf(original, [edit(0, 1), edit(200, 201)])).toHaveLength(1);
    expect(hunksOf(original, [edit(0, 1), edit(900, 901)])).toHaveLength(2);
  });

  test('shorten a long removal to its beginning and end', () => {
    const [hunk] = hunksOf('x'.repeat(50_000), [edit(0, 50_000)]);
    expect(hunk?.pieces.map(({ kind }) => kind)).toEqual(['removed', 'gap', 'removed']);
    expect(hunk?.pieces[1]?.text).toContain('49,400 characters');
  });

  test('never cut a character in two', () => {
    const original = '😀'.repeat(500);
    const pieces = hunksOf(original, [edit(500, 502)]).flatMap((hunk) => hunk.pieces);
    expect(pieces.every(({ text }) => text.isWellFormed())).toBe(true);
  });

  test('cover every edit once, and their context is text of the original', () => {
    const prompts = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '😀', 'word '), maxLength: 400 });
    const cuts = fc.array(fc.nat({ max: 500 }), { maxLength: 12 });
    fc.assert(
      fc.property(prompts, cuts, (prompt, offsets) => {
        const sorted = [...new Set(offsets.filter((offset) => offset <= prompt.length))].toSorted((a, b) => a - b);
        const edits = sorted.flatMap((start, i) => (i % 2 === 0 ? [edit(start, sorted[i + 1] ?? start, '+')] : []));
        const hunks = hunksOf(prompt, edits);
        expect(hunks.flatMap((hunk) => hunk.edits)).toEqual(edits);
        for (const { pieces } of hunks) {
          const before = pieces
            .filter(({ kind }) => kind === 'same' || kind === 'removed')
            .map(({ text }) => text)
            .join('');
          expect(prompt).toContain(before);
        }
      }),
    );
  });

  test('of a megabyte with thousands of edits take linear time', () => {
    const original = 'word word\n'.repeat(100_000);
    const edits = Array.from({ length: 10_000 }, (_, i) => edit(i * 100, i * 100 + 5));
    // Quadratic work would take minutes: the time limit of a test is what fails.
    expect(hunksOf(original, edits).flatMap((hunk) => hunk.edits)).toHaveLength(10_000);
  });
});
