import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits } from '../../prompt/edits.ts';
import { JudgedText } from './judged-text.ts';

test('what is cut is not judged, and places lead back to the file', () => {
  const file = 'HEAD|one CUT|two';
  const judged = new JudgedText(file, [
    { start: 0, end: 5 },
    { start: 9, end: 13 },
  ]);
  expect(judged.text).toBe('one two');
  const span = judged.toFileSpan({ start: 4, end: 7 });
  expect(file.slice(span.start, span.end)).toBe('two');
  expect(judged.toFileSpan({ start: 7, end: 7 })).toEqual({ start: file.length, end: file.length });
});

test('a change across a cut leaves the cut where it is', () => {
  const file = 'one CUT two';
  const judged = new JudgedText(file, [{ start: 3, end: 7 }]);
  const edits = judged.toFileEdits({ start: 1, end: 5, text: 'X' });
  expect(applyEdits(file, edits)).toBe('oX CUTwo');
});

test('the changed file without its cuts is the changed text, whatever is cut and changed', () => {
  const parts = fc.array(fc.tuple(fc.string({ maxLength: 5 }), fc.boolean()), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(parts, fc.nat(40), fc.nat(40), fc.constantFrom('', 'new'), (pieces, a, b, text) => {
      const file = pieces.map(([piece]) => piece).join('');
      let at = 0;
      const cuts = pieces.flatMap(([piece, isCut]) => {
        const start = at;
        at += piece.length;
        return isCut && piece !== '' ? [{ start, end: at }] : [];
      });
      const judged = new JudgedText(file, cuts);
      const start = Math.min(a, b, judged.text.length);
      const end = Math.min(Math.max(a, b), judged.text.length);
      const edits = judged.toFileEdits({ start, end, text });
      const removed = cuts.map((cut) => file.slice(cut.start, cut.end)).join('');
      expect(applyEdits(file, edits).length - removed.length).toBe(
        applyEdits(judged.text, [{ start, end, text }]).length,
      );
      for (const cut of cuts) {
        for (const edit of edits) expect(edit.end <= cut.start || edit.start >= cut.end).toBe(true);
      }
    }),
  );
});
