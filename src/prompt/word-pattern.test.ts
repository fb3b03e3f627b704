import { expect, test } from 'vitest';
import { WordPattern } from './word-pattern.ts';

/** Every character of one code unit but surrogates, and some of two. */
const CHARACTERS = [
  ...Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter((char) => !/\p{Cs}/u.test(char)),
  '😀',
  '𝐚',
  '𠮷',
];

test.each([
  ['(?<![\\p{L}\\p{N}_])fix(?![\\p{L}\\p{N}_])', (char: string) => [`${char}fix`, `fix${char}`]],
  ['^a\\p{L}+\\[?\\p{N}*$', (char: string) => [`a${char}`, `ab${char}`, `ab[${char}`]],
])('%s matches as a regular expression with the flag u does, whatever the characters', (source, textsWith) => {
  for (const flags of ['', 'i'] as const) {
    const pattern = new WordPattern(source, flags);
    const plain = new RegExp(source, `u${flags}`);
    const differing = CHARACTERS.flatMap(textsWith).filter(
      (text) => pattern.test(text) !== plain.test(text) || pattern.exec(text)?.[0] !== plain.exec(text)?.[0],
    );
    expect(differing).toEqual([]);
  }
});

test('case is told apart unless it is asked otherwise, in the same way for rare characters', () => {
  expect(new WordPattern('ſteps|steps', 'i').test('STEPS')).toBe(true);
  expect(new WordPattern('steps', 'i').test('ſteps')).toBe(/steps/iu.test('ſteps'));
  expect(new WordPattern('steps').test('Steps')).toBe(false);
});
