import { describe, expect, it } from 'vitest';
import { digitLetterChanges, entropyBits } from './randomness.ts';

describe('entropyBits', () => {
  it('is 0 for a row of one character and 2 for four characters in equal shares', () => {
    expect(entropyBits('aaaa')).toBe(0);
    expect(entropyBits('abcdabcd')).toBe(2);
    expect(entropyBits('')).toBe(0);
  });
});

describe('digitLetterChanges', () => {
  it('counts a digit beside a letter and nothing across punctuation', () => {
    expect(digitLetterChanges('a1b2')).toBe(3);
    expect(digitLetterChanges('user_id-2024')).toBe(0);
    expect(digitLetterChanges('v1.2.3')).toBe(1);
  });
});
