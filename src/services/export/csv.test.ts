import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRecord } from './csv.ts';

/** A reader after RFC 4180 and nothing more. */
function readCsv(text: string): string[][] {
  const records: string[][] = [];
  for (let at = 0; at < text.length;) {
    const cells: string[] = [];
    for (let more = true; more;) {
      const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/sy;
      cell.lastIndex = at;
      const [all = '', value = '', end = ''] = cell.exec(text) ?? [];
      if (all === '') throw new Error(`no CSV at ${at}`);
      cells.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
      at += all.length;
      more = end === ',';
    }
    records.push(cells);
  }
  return records;
}

describe('csvRecord', () => {
  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    [' kept ', '" kept "'],
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-2', "'-2"],
    ['\tx', "'\tx"],
    ['＝1', "'＝1"],
    ["'quoted'", "''quoted'"],
    ['\uD83D and \0', '\uFFFD and \uFFFD'],
  ])('writes %j as %j', (text, cell) => {
    expect(csvRecord([text])).toBe(`${cell}\r\n`);
  });

  it('writes numbers as they are, negative ones too, and nothing for null', () => {
    expect(csvRecord([-1.5, true, null, 0])).toBe('-1.5,true,,0\r\n');
  });

  it('can be read back: one leading apostrophe is never of the text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', "'", ' ', 'a') }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { maxLength: 4 }), (records) => {
        const plain = records.map((cells) => cells.map((cell) => cell.replaceAll('\0', '\uFFFD')));
        const read = readCsv(plain.map(csvRecord).join(''));
        expect(read.map((cells) => cells.map((cell) => cell.replace(/^'/, '')))).toEqual(plain);
        for (const cell of read.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
      }),
    );
  });
});
