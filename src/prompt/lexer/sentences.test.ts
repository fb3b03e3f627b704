import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findSentences } from './sentences.ts';

const sentencesOf = (text: string): string[] => findSentences(text).map(({ start, end }) => text.slice(start, end));

test('sentences end at a full stop before a blank, and at every line end', () => {
  expect(sentencesOf('One. Two!  Three?\r\nFour\n\n  Five. ')).toEqual(['One.', 'Two!', 'Three?', 'Four', 'Five.']);
});

test('a full stop inside a word ends nothing', () => {
  expect(sentencesOf('Use v1.2 of app.js now.')).toEqual(['Use v1.2 of app.js now.']);
});

test('wide punctuation ends a sentence without a blank', () => {
  expect(sentencesOf('你好。请写代码！好吗？')).toEqual(['你好。', '请写代码！', '好吗？']);
});

test('a closing quote belongs to its sentence', () => {
  expect(sentencesOf('He said “no.” Then left.')).toEqual(['He said “no.”', 'Then left.']);
});

test('nothing but white space stands between sentences', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      let at = 0;
      for (const { start, end } of findSentences(text)) {
        expect(text.slice(at, start).trim()).toBe('');
        at = end;
      }
      expect(text.slice(at).trim()).toBe('');
    }),
  );
});
