import { describe, expect, test } from 'vitest';
import { applyEdits } from '../prompt/edits.ts';
import { improve } from '../prompt/improve.ts';
import { frontMatterLength, splitFrontMatter, withHead } from './front-matter.ts';

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

describe('a file is split', () => {
  test.each([
    ['---\nmodel: opus\n---\n\n \nSay hello', '---\nmodel: opus\n---\n\n \n'],
    ['\ufeff---\nmodel: opus\n---\nSay hello', '\ufeff---\nmodel: opus\n---\n'],
    ['Say hello', ''],
    ['\ufeffSay hello', ''],
  ])('%j behind its metadata', (text, head) => {
    expect(splitFrontMatter(text)).toEqual({ head, prompt: text.slice(head.length) });
  });

  test('and what was found in its prompt is told in the file', () => {
    const head = '---\nmodel: opus\n---\n';
    const prompt = "Let's think step by step. Write a list of three rivers.";
    const file = withHead(head, improve({ prompt, target: 'gpt' }));
    expect(file.edits.map(({ start, end }) => (head + prompt).slice(start, end).trim())).toEqual([
      "Let's think step by step.",
    ]);
    expect(applyEdits(head + prompt, file.edits)).toBe(file.improved);
  });
});
