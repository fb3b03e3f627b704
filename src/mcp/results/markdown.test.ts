import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fence, quote } from './markdown.ts';

describe('fence', () => {
  it('cannot be closed by its content', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', 'a', '\n', '~', ' ') }), (content) => {
        const lines = fence(content).split('\n');
        const marks = /^`+/.exec(lines[0] ?? '')?.[0] ?? '';
        expect(lines.at(-1)).toBe(marks);
        expect(content).not.toContain(marks);
        expect(lines.slice(1, -1).join('\n')).toBe(content);
      }),
    );
  });
});

describe('quote', () => {
  it('stays on one line and within its length', () => {
    expect(quote('a\nb')).toBe('"a\\nb"');
    expect(quote('x'.repeat(200), 10)).toBe(`"${'x'.repeat(10)}…"`);
  });
});
