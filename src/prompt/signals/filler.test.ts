import { describe, expect, it } from 'vitest';
import { isEmptyField, isFiller, withoutCourtesy, withoutPersona, withoutPlaceholders } from './filler.ts';
import { kindOf } from './word-kind.ts';

const kinds = (text: string): number[] => (text.toLowerCase().match(/[a-z0-9']+/g) ?? []).map(kindOf);

describe('filler', () => {
  it.each(['Be as thorough and professional as possible', 'The result meets all requirements', 'I will tip you 200'])(
    'is what says nothing of its own: %s',
    (text) => expect(isFiller(kinds(text))).toBe(true),
  );

  it.each([
    'Sort the invoices by date',
    'Which mushrooms grow under birches',
    'Tip the waiter in Lisbon or in Oslo or Rome',
  ])('is not a request: %s', (text) => expect(isFiller(kinds(text))).toBe(false));

  it('takes courtesies and roles off a sentence and keeps the rest', () => {
    expect(withoutCourtesy('Could you please name three rivers?')).toBe('name three rivers?');
    expect(withoutPersona('You are a botanist, name three ferns.')).toBe('name three ferns.');
  });

  it('knows a field that was not filled in', () => {
    expect(isEmptyField('Deadline:', false)).toBe(true);
    expect(isEmptyField(withoutPlaceholders('Main goal: {{goal}}'), true)).toBe(true);
    expect(isEmptyField('Translate this into Finnish:', false)).toBe(false);
    expect(isEmptyField('Deadline: Friday', false)).toBe(false);
  });
});
