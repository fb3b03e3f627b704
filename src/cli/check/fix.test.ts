import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixText } from './fix.ts';
import { fixesOf } from './lint.ts';

const HEAD = '---\nmodel: opus\n---\n';
const COMMENTS = ['<!-- prompt-improver-ignore Q05: known -->', '<!-- prompt-improver-ignore T05 -->'];
const SENTENCES = [
  'Write a function that sorts a list of orders.',
  'Keep the names of the products in English.',
  'Let’s think step by step.',
  'Return a new list, and leave the old one as it is.',
];

test('makes the edits, keeps the rest byte for byte, and finds nothing more to do', () => {
  const comment = `${COMMENTS[0]}\r\n`;
  const text = `${HEAD}${comment}${SENTENCES[0]} ${SENTENCES[3]}\r\n\r\n${SENTENCES[1]} ${SENTENCES[0]}\r\n`;
  const { linted, fixed } = fixText(text);
  expect(fixed).toBe(1);
  expect(linted.text).toBe(`${HEAD}${comment}${SENTENCES[0]} ${SENTENCES[3]}\r\n\r\n${SENTENCES[1]}\r\n`);
  expect(fixText(linted.text)).toMatchObject({ fixed: 0, linted: { text: linted.text } });
});

test('leaves what is suppressed', () => {
  const text = `${COMMENTS[1]}\n${SENTENCES[0]} ${SENTENCES[3]} ${SENTENCES[0]}\n`;
  expect(fixText(text)).toMatchObject({ fixed: 0, linted: { text } });
});

test('is idempotent, and no front matter or comment is lost, whatever the file is made of', () => {
  const piece = fc.constantFrom(...SENTENCES, ...SENTENCES, ...COMMENTS, '\n', '\n\n', '\r\n', ' ');
  const file = fc.tuple(fc.constantFrom('', HEAD), fc.array(piece, { minLength: 1, maxLength: 14 }));
  let made = 0;
  fc.assert(
    fc.property(file, ([head, pieces]) => {
      const text = `${head}${SENTENCES[3]} ${pieces.join('')}`;
      const { linted, fixed } = fixText(text, { target: 'gpt' });
      made += fixed;
      expect(fixesOf(linted)).toEqual([]);
      expect(linted.text.startsWith(head)).toBe(true);
      const count = (of: string) => COMMENTS.map((comment) => of.split(comment).length);
      expect(count(linted.text)).toEqual(count(text));
      expect(fixText(linted.text, { target: 'gpt' })).toMatchObject({ fixed: 0, linted: { text: linted.text } });
    }),
  );
  expect(made).toBeGreaterThan(0);
});
