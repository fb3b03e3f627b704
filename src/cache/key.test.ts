import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digest, keyOf, type KeyPart } from './key.ts';

const anyText = fc.string({
  unit: fc.oneof(fc.constantFrom('s', 'n', '1', '2', ':', '#', '\ud800', '\ud801', 'é'), fc.string()),
});
const tuple = fc.tuple(anyText, fc.array(fc.oneof(anyText, fc.double(), fc.integer(), fc.boolean()), { maxLength: 4 }));

test('no two tuples of owner and parts have the same key', () => {
  fc.assert(
    fc.property(tuple, tuple, ([owner, parts], [other, otherParts]) => {
      const isSame =
        owner === other && parts.length === otherParts.length && parts.every((p, i) => Object.is(p, otherParts[i]));
      expect(keyOf(owner, parts) === keyOf(other, otherParts)).toBe(isSame);
    }),
  );
});

test.each<readonly [readonly [string, readonly KeyPart[]], readonly [string, readonly KeyPart[]]]>([
  [
    ['a', ['b']],
    ['ab', []],
  ],
  [
    ['a', ['bc', 'd']],
    ['a', ['b', 'cd']],
  ],
  [
    ['a', [1]],
    ['a', ['1']],
  ],
  [
    ['a', [true]],
    ['a', ['true']],
  ],
  [
    ['a', ['1:b']],
    ['a1', [':b']],
  ],
  [
    ['a', ['\ud800'.repeat(300)]],
    ['a', ['\ud801'.repeat(300)]],
  ],
])('%j and %j are kept apart', ([owner, parts], [other, otherParts]) => {
  expect(keyOf(owner, parts)).not.toBe(keyOf(other, otherParts));
});

test('a long key is short all the same', () => {
  expect(keyOf('local', ['x'.repeat(1_000_000)]).length).toBeLessThan(64);
});

test('a digest shows nothing of its text and tells lone surrogates apart', () => {
  expect(digest('secret')).not.toContain('secret');
  expect(digest('\ud800')).not.toBe(digest('\ud801'));
  expect(digest('\ud800')).not.toBe(digest('\ufffd'));
});
