import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findProtected } from './protected.ts';

const spansOf = (text: string): string[] =>
  findProtected(text).spans.map((span) => `${span.kind}: ${text.slice(span.start, span.end)}`);

describe('protected spans', () => {
  test.each([
    ['run `npm test` now', 'code: `npm test`'],
    ['run ``a `b` c`` now', 'code: ``a `b` c``'],
    ['see https://example.org/a?b=c#d, please', 'url: https://example.org/a?b=c#d'],
    ['mail to jo.doe+x@example.co.uk.', 'email: jo.doe+x@example.co.uk'],
    ['wrap <b class="x">', 'tag: <b class="x">'],
    ['dear {{first name}}!', 'placeholder: {{first name}}'],
    ['use ${HOME} here', 'placeholder: ${HOME}'],
    ['print %(name)s twice', 'placeholder: %(name)s'],
    ['say "good morning, all" twice', 'quote: "good morning, all"'],
    ["say 'don't go' twice", "quote: 'don't go'"],
    ['say “hello” twice', 'quote: “hello”'],
    ['sag „hallo“ laut', 'quote: „hallo“'],
    ['dire « bonjour » fort', 'quote: « bonjour »'],
    ['说「你好」吧', 'quote: 「你好」'],
    ['open src/app/main.ts next', 'path: src/app/main.ts'],
    ['open C:\\temp\\x.txt next', 'path: C:\\temp\\x.txt'],
    ['open notes.md next', 'path: notes.md'],
    ['within 30 days please', 'number: 30 days'],
    ['costs $ 1,200.50 now', 'number: $ 1,200.50'],
    ['写 500字 的文章', 'number: 500字'],
    ['ask @maria-k about it', 'mention: @maria-k'],
  ])('%s', (text, expected) => {
    expect(spansOf(text)).toContain(expected);
  });

  test.each([
    ['an apostrophe is no quotation mark', "it's John's and don't"],
    ['a quotation ends at a blank line', 'say "one\n\ntwo" now'],
    ['comparison signs are no tags', 'a < b and c > d'],
    ['ordinary words are not protected', 'please write a short story about rain'],
  ])('%s', (_, text) => {
    expect(spansOf(text)).toEqual([]);
  });

  test('a fence left open runs to the end', () => {
    const text = 'look:\n```js\nlet a = "b\n';
    expect(findProtected(text).spans).toEqual([{ kind: 'fence', start: 6, end: text.length }]);
  });

  test('a longer fence holds a shorter one', () => {
    const text = '````\n```\ncode\n```\n````\nafter';
    expect(findProtected(text).spans).toEqual([{ kind: 'fence', start: 0, end: text.indexOf('\nafter') }]);
  });

  test('spans are in order and never overlap, whatever the text', () => {
    const marks = fc.constantFrom(
      '`',
      '```',
      '\n',
      '"',
      "'",
      '“',
      '”',
      '„',
      '«',
      '»',
      '<',
      '>',
      '{{',
      '}}',
      '${',
      '%',
      '@',
      '/',
      '.',
      ' ',
      'a',
      '1',
      '字',
      '\ud800',
      '~~~',
    );
    fc.assert(
      fc.property(fc.array(marks, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        let at = 0;
        for (const { start, end } of findProtected(text).spans) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  test.each([
    '`',
    '"',
    "'",
    '“',
    '<a',
    '{{',
    '```\n',
    '> ```\n',
    '-',
    '/',
    '.',
    "a'",
    ' "a\n',
    '@a ',
    '$1 ',
    '(',
    '「',
    ' `a\n',
  ])('a text made of %j is read in time that grows with its length only', (unit) => {
    // Quadratic work would take minutes: the time limit of a test is what fails.
    expect(() => findProtected(unit.repeat(1_000_000 / unit.length))).not.toThrow();
  });
});
