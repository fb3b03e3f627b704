import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokensOf } from './tokens.ts';

test.each([
  ['Fix the login.', ['Fix', 'the', 'login']],
  ["don't call f() or a.b:c/d@e()", ["don't", 'call', 'f()', 'or', 'a.b:c/d@e()']],
  ['a..b x_1 3.5, «été» l’eau 写', ['a', 'b', 'x_1', '3.5', 'été', 'l’eau', '写']],
  ['a.é', ['a.é']],
  ['', []],
])('%j holds %j', (text, tokens) => expect(tokensOf(text)).toEqual(tokens));

test('what is found by hand is what the expression finds', () => {
  const pattern = /[\p{L}\p{M}\p{N}_]+(?:['’.:/@][\p{L}\p{M}\p{N}_]+)*(?:\(\))?/gu;
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(..."aB1_'.:/@() é\u0301’-\u{1f600}") }),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(text, (any) => {
      expect(tokensOf(any)).toEqual([...(any.match(pattern) ?? [])]);
    }),
  );
});
