import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberText } from './number-text.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1_000, '1,000'],
  [8_000_000, '8,000,000'],
  [-12_345, '-12,345'],
  [1_234.5678, '1,234.568'],
  [0.05, '0.05'],
])('%d is written %s', (value, text) => {
  expect(numberText(value)).toBe(text);
});

test('numbers are written as toLocaleString does', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 999 }), (whole, thousandths) => {
      expect(numberText(whole)).toBe(whole.toLocaleString('en'));
      const value = (whole % 1_000_000) + thousandths / 1_000;
      expect(numberText(value)).toBe(value.toLocaleString('en'));
    }),
  );
});
