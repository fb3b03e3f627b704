import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRepeats, maskSecrets } from './mask.ts';

const spans = fc.array(
  fc.tuple(fc.nat({ max: 60 }), fc.nat({ max: 20 })).map(([start, length]) => ({ start, end: start + length })),
);

describe('maskSecrets', () => {
  it('replaces each UTF-16 code unit of a span by an asterisk', () => {
    expect(maskSecrets('key 🔑ab, rest', [{ start: 4, end: 8 }])).toBe('key ****, rest');
  });

  it('returns the text itself when there is nothing to mask', () => {
    expect(maskSecrets('plain', [])).toBe('plain');
  });

  it('keeps the length and everything outside the spans, whatever their order and overlap', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), spans, (text, masked) => {
        const result = maskSecrets(text, masked);
        expect(result).toHaveLength(text.length);
        for (let i = 0; i < text.length; i++) {
          const isMasked = masked.some(({ start, end }) => start <= i && i < end);
          expect(result.charAt(i)).toBe(isMasked ? '*' : text.charAt(i));
        }
      }),
    );
  });
});

describe('findRepeats', () => {
  it('finds a secret again where nothing says that it is one', () => {
    const source = 'API_KEY=q7Rk2LmX9vTz4B and then q7Rk2LmX9vTz4B fails';
    const secret = { start: 8, end: 22 };
    const repeats = findRepeats(source, source, [secret]);
    expect(maskSecrets(source, repeats)).toBe('API_KEY=************** and then ************** fails');
  });

  it('leaves what is too short to be told from a word', () => {
    expect(findRepeats('pw1 pw1', 'pw1', [{ start: 0, end: 3 }])).toEqual([]);
  });
});
