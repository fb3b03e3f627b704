import { describe, expect, it } from 'vitest';
import { sentenceAround } from './detector.ts';

const around = (text: string, part: string): string => {
  const start = text.indexOf(part);
  return sentenceAround(text, start, start + part.length);
};

describe('sentenceAround', () => {
  it('ends at a mark with a blank behind it, at a line end and at CJK marks', () => {
    expect(around('One. Two here! Three?', 'here').trim()).toBe('Two here');
    expect(around('one\ntwo here\nthree', 'here')).toBe('two here');
    expect(around('第一句。第二句话！第三句', '二')).toBe('第二句话');
  });

  it('does not end at abbreviations and decimals', () => {
    expect(around('Mark a part, i.e. *this part*, in 3.5 ways.', 'Mark')).toBe(
      'Mark a part, i.e. *this part*, in 3.5 ways',
    );
  });

  it('is bounded in a text without marks', () => {
    expect(around(`${'a '.repeat(1000)}here${' b'.repeat(1000)}`, 'here').length).toBeLessThan(400);
  });
});
