import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DATA, lex, touches } from './index.ts';

test('prose has the length of the text and hides what is data', () => {
  const text = 'Explain `x = 1` and "two words" from https://example.org now';
  const { prose } = lex(text);
  expect(prose).toHaveLength(text.length);
  expect(prose.replaceAll(DATA, '')).toBe('Explain  and  from  now');
});

test('prose agrees with the text wherever it is not data', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
      const { prose } = lex(text);
      expect(prose.length).toBe(text.length);
      const unchanged = prose.split('').every((char, i) => char === DATA || char === text.charAt(i));
      expect(unchanged).toBe(true);
    }),
  );
});

test('a range touches a span when they share a character', () => {
  const spans = [
    { start: 2, end: 4 },
    { start: 6, end: 9 },
  ];
  expect(touches(spans, { start: 4, end: 6 })).toBe(false);
  expect(touches(spans, { start: 3, end: 5 })).toBe(true);
  expect(touches(spans, { start: 0, end: 7 })).toBe(true);
  expect(touches(spans, { start: 9, end: 12 })).toBe(false);
});
