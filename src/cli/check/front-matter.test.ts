import { expect, test } from 'vitest';
import { frontMatterLength } from './front-matter.ts';

test.each([
  ['---\nmodel: opus\n---\nSay hello', '---\nmodel: opus\n---\n'],
  ['---\r\ndescription: "x"\r\n---\r\nSay hello', '---\r\ndescription: "x"\r\n---\r\n'],
  ['---\n# a comment\ntools: [a]\n...\nSay hello', '---\n# a comment\ntools: [a]\n...\n'],
  ['---\n---\nSay hello', '---\n---\n'],
  ['---\nmodel: opus\n---', '---\nmodel: opus\n---'],
])('%j begins with metadata', (text, head) => {
  expect(text.slice(0, frontMatterLength(text))).toBe(head);
});

test.each([
  'Say hello',
  '---\nSay hello to the team.\n---\nThen go.',
  '---\nmodel: opus\nSay hello',
  '----\nmodel: opus\n----\n',
  '\n---\nmodel: opus\n---\n',
])('%j has none', (text) => {
  expect(frontMatterLength(text)).toBe(0);
});
