import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, findOverlap } from '../../prompt/edits.ts';
import { unifiedDiff } from './unified.ts';

/** What a patch program makes of it; throws where the program would refuse. */
function patched(original: string, diff: string): string {
  const old = original.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const result: string[] = [];
  let at = 0;
  let mark = ' ';
  for (const line of diff.split('\n').slice(2, -1)) {
    const header = /^@@ -(\d+),(\d+) \+(\d+),(\d+) @@$/.exec(line);
    if (header) {
      const [from = 0, count = 0, to = 0, added = 0] = header.slice(1).map(Number);
      const first = count === 0 ? from : from - 1;
      result.push(...old.slice(at, first));
      at = first;
      if ((added === 0 ? to : to - 1) !== result.length) throw new Error(`wrong place: ${line}`);
    } else if (line.startsWith('\\')) {
      if (mark !== '-') result.push((result.pop() ?? '').replace(/\n$/, ''));
    } else {
      mark = line.charAt(0);
      const content = `${line.slice(1)}\n`;
      if (mark !== '+' && `${(old[at++] ?? '').replace(/\n$/, '')}\n` !== content)
        throw new Error(`not there: ${line}`);
      if (mark !== '-') result.push(content);
    }
  }
  return [...result, ...old.slice(at)].join('');
}

describe('a unified diff', () => {
  test('shows what changes with three lines around it', () => {
    const lines = Array.from({ length: 12 }, (_, i) => `line ${i + 1}\n`).join('');
    const at = lines.indexOf('line 6');
    expect(unifiedDiff('p.md', lines, [{ start: at, end: at + 4, text: 'row' }])).toBe(
      '--- a/p.md\n+++ b/p.md\n@@ -3,7 +3,7 @@\n line 3\n line 4\n line 5\n-line 6\n+row 6\n line 7\n line 8\n line 9\n',
    );
  });

  test('tells where the line end of the last line is missing', () => {
    expect(unifiedDiff('p.md', 'one', [{ start: 3, end: 3, text: '\n\ntwo' }])).toBe(
      '--- a/p.md\n+++ b/p.md\n@@ -1,1 +1,3 @@\n-one\n\\ No newline at end of file\n+one\n+\n+two\n\\ No newline at end of file\n',
    );
  });

  test('is empty when nothing changes', () => {
    expect(unifiedDiff('p.md', 'one\n', [])).toBe('');
    expect(unifiedDiff('p.md', 'one\n', [{ start: 0, end: 3, text: 'one' }])).toBe('');
  });

  test('turns the original into the changed text, whatever the changes', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r\n'), maxLength: 60 });
    const edit = fc.record({ start: fc.nat(60), length: fc.nat(8), text });
    fc.assert(
      fc.property(text, fc.array(edit, { maxLength: 4 }), (original, drafts) => {
        const edits = drafts.map(({ start, length, text: added }) => ({
          start: Math.min(start, original.length),
          end: Math.min(start + length, original.length),
          text: added,
        }));
        fc.pre(!findOverlap(edits));
        const changed = applyEdits(original, edits);
        const diff = unifiedDiff('p.md', original, edits);
        expect(diff === '' ? original : patched(original, diff)).toBe(changed);
      }),
    );
  });
});
