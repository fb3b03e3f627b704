import { describe, expect, test } from 'vitest';
import { LineIndex } from './line-index.ts';
import { findSuppressions } from './suppression.ts';

/** Each suppression with the texts of what it covers and cuts. */
function read(text: string) {
  return findSuppressions(text, new LineIndex(text)).map(({ rules, reason, fault, covers, cut }) => ({
    rules,
    reason,
    fault,
    covered: text.slice(covers.start, covers.end),
    cut: text.slice(cut.start, cut.end),
  }));
}

describe('a suppression', () => {
  test('names rules, and a reason after a colon', () => {
    expect(read('<!-- prompt-improver-ignore Q09, T05: so: wanted -->\nA.\n')).toMatchObject([
      { rules: ['Q09', 'T05'], reason: 'so: wanted' },
    ]);
    expect(read('<!-- prompt-improver-ignore -->\nA.')).toMatchObject([{ rules: undefined, reason: undefined }]);
    expect(read('<!--prompt-improver-ignore T05-->\nA.')).toMatchObject([{ rules: ['T05'] }]);
  });

  test('on a line of its own covers the next block', () => {
    const [suppression] = read('Before.\n\n<!-- prompt-improver-ignore T05 -->\n\nOne.\nTwo.\n\nThree.\n');
    expect(suppression).toMatchObject({ covered: 'One.\nTwo.\n', cut: '<!-- prompt-improver-ignore T05 -->\n' });
  });

  test('before a fence covers all of it', () => {
    expect(read('<!-- prompt-improver-ignore G02 -->\n```\na\n\nb\n```\n\nc')).toMatchObject([
      { covered: '```\na\n\nb\n```\n' },
    ]);
  });

  test('above another covers what that one covers', () => {
    const text = '<!-- prompt-improver-ignore T05 -->\n<!-- prompt-improver-ignore Q09 -->\n\nOne.\n\nTwo.';
    expect(read(text)).toMatchObject([
      { rules: ['T05'], covered: 'One.\n' },
      { rules: ['Q09'], covered: 'One.\n' },
    ]);
  });

  test('beside text covers its line', () => {
    expect(read('One.\nTwo. <!-- prompt-improver-ignore T05 -->\r\nThree.')).toMatchObject([
      { covered: 'Two. <!-- prompt-improver-ignore T05 -->\r\n', cut: ' <!-- prompt-improver-ignore T05 -->' },
    ]);
  });

  test('of a file covers all of it', () => {
    const text = 'One.\n<!-- prompt-improver-ignore-file T05 -->\nTwo.';
    expect(read(text)).toMatchObject([{ covered: text }]);
  });

  test.each(['# ', '// ', '  #'])('may begin with %j on a line of its own', (start) => {
    expect(read(`${start}prompt-improver-ignore T05: x\r\nOne.\n`)).toMatchObject([
      { rules: ['T05'], reason: 'x', covered: 'One.\n' },
    ]);
  });

  test('of a form that is not known says so', () => {
    expect(read('<!-- prompt-improver-ignore-next T05 -->\nOne.')).toMatchObject([
      { fault: expect.stringContaining('ignore-next') },
    ]);
  });

  test.each([
    'Write about <prompt-improver-ignore>.',
    'Text # prompt-improver-ignore T05\n',
    '<!-- prompt-improver-ignore T05',
    '```\n<!-- prompt-improver-ignore T05 -->\n```\n',
  ])('is not %j', (text) => {
    expect(read(text)).toEqual([]);
  });

  test('is one of the first thousand of a file; the next one says so', () => {
    const found = read('<!-- prompt-improver-ignore T05 -->\nSay it.\n\n'.repeat(1_002));
    expect(found.slice(0, 1_000).every(({ fault }) => fault === undefined)).toBe(true);
    expect(found.slice(1_000)).toMatchObject([{ fault: expect.stringContaining('Only the first 1,000') }]);
  });

  test('is found in linear time however many there are', () => {
    expect(read('<!-- prompt-improver-ignore '.repeat(30_000))).toEqual([]);
    expect(read('<!-- prompt-improver-ignore T05 -->\n'.repeat(20_000)).length).toBeLessThanOrEqual(1_001);
  });
});
