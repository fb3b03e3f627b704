import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../errors/app-error.ts';
import type { Diagnostic, LintedText } from './diagnostic.ts';
import { lintText, type LintOptions } from './lint.ts';

/** Put together here, so that no scanner takes this file for a leak. */
const PASSWORD = ['tq7', 'Rw9', 'xLm2', 'vZ8k'].join('');
const SECRET = `Why does postgres://app:${PASSWORD}@db.internal:5432/orders refuse my query?`;
const TWICE =
  'Write a function that sorts a list of orders. Return a new list. Write a function that sorts a list of orders.';
const CODE =
  'Explain what this code does and where it could fail.\n\nconst a = 1;\nfunction f(x) {\n  return x + a;\n}\n';

const HEAD = '---\ndescription: Sorts orders\n---\n\n';

function said(text: string, options?: LintOptions): readonly string[] {
  return shown(lintText(text, options));
}

/** Each diagnostic as `line:column rule`, in parentheses when suppressed. */
function shown({ diagnostics, lines }: LintedText): readonly string[] {
  return diagnostics.map(({ start, rule, suppressedBy }) => {
    const { line, column } = lines.positionOf(start);
    return suppressedBy ? `(${line}:${column} ${rule})` : `${line}:${column} ${rule}`;
  });
}

const only = (...rules: readonly string[]): LintOptions => ({ only: rules });
const messages = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ rule, message }) => [rule, message]);

describe('what is judged', () => {
  test('does not change with front matter and comments: nor the score, nor what is said', () => {
    const bare = lintText(`${TWICE}\n\nFix it.\n`);
    const dressed = lintText(
      `${HEAD}<!-- prompt-improver-ignore-file G04 -->\n\n${TWICE} <!-- prompt-improver-ignore A02 -->\n\n# prompt-improver-ignore A01\nFix it.\n`,
    );
    expect(dressed.score).toEqual(bare.score);
    expect(messages(dressed.diagnostics.filter(({ rule }) => rule !== 'L01'))).toEqual(messages(bare.diagnostics));
    expect(bare.diagnostics.length).toBeGreaterThan(0);
  });

  test('is the prompt alone: a file with nothing else is empty', () => {
    for (const text of ['', ' \n', HEAD, '<!-- prompt-improver-ignore T05 -->\n\n'])
      expect(() => lintText(text)).toThrow(expect.objectContaining({ code: 'PROMPT_EMPTY' }));
  });

  test('praise is not reported', () => {
    expect(said('Convert 5 miles to kilometres, rounded to one decimal place.')).toEqual([]);
  });
});

describe('places', () => {
  test('a removal stands at its first visible character, a question at the first line', () => {
    expect(said(`${HEAD}Fix it\n`)).toEqual(['5:1 Q02']);
    expect(said(TWICE, only('T05'))).toEqual(['1:66 T05']);
    expect(said(TWICE.replaceAll('. ', '.\r\n\r\n'), only('T05'))).toEqual(['5:1 T05']);
  });

  test('the two marks of a fence are one diagnostic with one fix', () => {
    const { diagnostics } = lintText(CODE, only('S02'));
    expect(diagnostics).toMatchObject([{ rule: 'S02', fix: [{ text: '```\n' }, { text: '\n```' }] }]);
  });
});

describe('suppressions', () => {
  test('hold for what begins where they hold, and for the rules they name', () => {
    const file = (comment: string) => said(`<!-- ${comment}: x -->\n${TWICE}\n`, only('T05'));
    expect(file('prompt-improver-ignore T05')).toEqual(['(2:66 T05)']);
    expect(file('prompt-improver-ignore')).toEqual(['(2:66 T05)']);
    expect(file('prompt-improver-ignore A01')).toEqual(['2:66 T05']);
    expect(said(`${TWICE}\n\n<!-- prompt-improver-ignore T05 -->\nThank you.\n`, only('T05'))).toEqual([
      '1:66 T05',
      '3:1 L01',
    ]);
    expect(said(`${TWICE}\n<!-- prompt-improver-ignore-file T05 -->\n`, only('T05'))).toEqual(['(1:66 T05)']);
  });

  test('a secret has to be named', () => {
    expect(said(`<!-- prompt-improver-ignore-file -->\n${SECRET}`, only('G02'))).toEqual(['2:25 G02']);
    expect(said(`<!-- prompt-improver-ignore-file G02 -->\n${SECRET}`, only('G02'))).toEqual(['(2:25 G02)']);
  });

  test('a question is suppressed before the first line', () => {
    expect(said('<!-- prompt-improver-ignore Q02 -->\nFix it\n')).toEqual(['(2:1 Q02)']);
  });

  test('may stand in front matter, out of the prompt', () => {
    expect(said('---\n# prompt-improver-ignore-file Q02: known\nmodel: x\n---\nFix it\n')).toEqual(['(5:1 Q02)']);
  });

  test('that suppress nothing, or name what does not exist, are pointed out', () => {
    const { diagnostics } = lintText('<!-- prompt-improver-ignore T05, T99, G04 -->\nFix it\n', only('Q02', 'T05'));
    expect(messages(diagnostics)).toEqual([
      ['L01', 'This comment suppresses nothing of T05.'],
      ['L02', 'There is no rule “T99”.'],
      ['Q02', expect.any(String)],
    ]);
    expect(said('<!-- prompt-improver-ignore-it T05 -->\nFix it\n')).toEqual(['1:1 L02', '2:1 Q02']);
    expect(
      said('<!-- prompt-improver-ignore -->\nConvert 5 miles to kilometres, rounded to one decimal place.'),
    ).toEqual(['1:1 L01']);
  });
});

test('any text is checked or empty, and every place and fix is within it', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '---\n',
      'a: b\n',
      '\r\n',
      '\n\n',
      '```\n',
      ' ',
      '<!-- prompt-improver-ignore',
      ' T05 -->',
      '# prompt-improver-ignore-file ',
    ),
    fc.constantFrom('Fix it. ', 'Sort the list of orders by date. ', 'const a = 1;\n', '😀', '\ud83d', PASSWORD),
    fc.string({ maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = pieces.join('');
      try {
        const { diagnostics, secrets } = lintText(text);
        for (const { start, end } of [...diagnostics, ...diagnostics.flatMap(({ fix }) => fix ?? []), ...secrets]) {
          if (!(start >= 0 && start <= end && end <= text.length)) throw new RangeError(`${start} to ${end}`);
        }
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'PROMPT_EMPTY') throw error;
      }
    }),
  );
});

describe('secrets', () => {
  test('are found in front matter too, and known wherever they stand', () => {
    const text = `---\nurl: postgres://app:${PASSWORD}@db.internal/orders\n---\nFix it\n<!-- prompt-improver-ignore T05: ${PASSWORD} -->\n`;
    const { secrets } = lintText(text, only('G02'));
    expect(said(text, only('G02'))).toEqual(['2:21 G02']);
    expect(said(text, only('T05'))).toEqual(['5:1 L01']);
    expect(secrets.map(({ start, end }) => text.slice(start, end))).toContain(PASSWORD);
  });
});
