import { describe, expect, test } from 'vitest';
import { findBlocks } from './blocks.ts';
import { findProtected } from './protected.ts';

const blocksOf = (text: string): string[] => findBlocks(text).map(({ start, end }) => text.slice(start, end));

describe('a block', () => {
  test.each([
    ['double quotes', 'Shorten:\n"""\nDear all,\nhello.\n"""\nThanks', '"""\nDear all,\nhello.\n"""'],
    ['single quotes', "'''\none\n'''", "'''\none\n'''"],
    ['angle brackets', 'Text:\r\n<<<\r\na\r\n>>>\r\nend', '<<<\r\na\r\n>>>'],
    ['announced dashes', 'Translate this mail:\n\n-----\nHello\n-----\nInto French.', '-----\nHello\n-----'],
    ['announced number signs', '请翻译：\n###\n你好\n###', '###\n你好\n###'],
  ])('stands between %s', (_, text, block) => {
    expect(blocksOf(text)).toEqual([block]);
  });

  test('may be one of several, and hold the marks of others', () => {
    expect(blocksOf('"""\na\n---\nb\n"""\nand\n"""\nc\n"""')).toEqual(['"""\na\n---\nb\n"""', '"""\nc\n"""']);
  });

  test.each([
    ['sections', 'Intro\n\n---\n\nFirst part\n\n---\n\nSecond part'],
    ['front matter', '---\ntitle: A\n---\nWrite a post.'],
    ['three rules, the first announced', 'Parts:\n---\na\n---\nb\n---\nc'],
    ['a docstring', 'Explain:\n\ndef f():\n    """\n    Adds.\n    """\n    return 1'],
    ['a mark in a line and one alone', 'x = """\ntext\n"""\nand\n"""\nmore'],
    ['an opening mark alone', 'Shorten:\n"""\nDear all'],
    ['a prompt of Python', '>>>\n1\n>>>'],
    ['nothing between', '"""\n\n"""'],
  ])('is not made of %s', (_, text) => {
    expect(blocksOf(text)).toEqual([]);
  });
});

test('a fence in a block is part of it, and a block in a fence part of the fence', () => {
  const kinds = (text: string) => findProtected(text).spans.map(({ kind }) => kind);
  expect(kinds('"""\na\n```\nb\n```\n"""')).toEqual(['block']);
  expect(kinds('```\n"""\na\n"""\n```')).toEqual(['fence']);
  expect(kinds('```\n"""\na\n```\n"""')).toEqual(['fence']);
});

test.each([
  '"""\n',
  '---\n',
  ':\n---\n',
  '<<<\n',
  '>>>\n<<<\n',
  '-',
  '"""x\n',
  '"""\na\n',
  '"""\na\n"""\n```\nb\n```\n',
])('a text made of %j is read in time that grows with its length only', (unit) => {
  // Quadratic work would take minutes: the time limit of a test is what fails.
  expect(() => findProtected(unit.repeat(1_000_000 / unit.length))).not.toThrow();
});
