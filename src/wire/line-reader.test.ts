import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineReader } from './line-reader.ts';

function reader(maxLineBytes: number) {
  const seen: string[] = [];
  const lines = new LineReader(maxLineBytes, {
    line: (bytes) => seen.push(bytes.toString()),
    overlong: () => seen.push('<overlong>'),
  });
  return { lines, seen };
}

describe('LineReader', () => {
  it('gives the same lines however the bytes are cut into chunks', () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ''));
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat(20), { minLength: 1 }), (texts, sizes) => {
        const { lines, seen } = reader(1_000);
        const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''));
        for (let start = 0, turn = 0; start < bytes.length; turn += 1) {
          const end = start + 1 + (sizes[turn % sizes.length] ?? 0);
          lines.push(bytes.subarray(start, end));
          start = end;
        }
        expect(seen).toEqual(texts);
      }),
    );
  });

  it('splits at newline bytes only, not at other line separators of Unicode', () => {
    const { lines, seen } = reader(100);
    lines.push(Buffer.from('a\u2028b\u0085c\r\n'));
    expect(seen).toEqual(['a\u2028b\u0085c\r']);
  });

  it('reports a line over the limit once, skips the rest of it and goes on with the next', () => {
    const { lines, seen } = reader(4);
    for (const chunk of ['1234\n12', '345', '6789', '\nok\n']) lines.push(Buffer.from(chunk));
    expect(seen).toEqual(['1234', '<overlong>', 'ok']);
  });

  it('gives what stands after the last newline when the stream ends', () => {
    const { lines, seen } = reader(10);
    lines.push(Buffer.from('one\ntwo'));
    lines.end();
    lines.end();
    expect(seen).toEqual(['one', 'two']);
  });
});
