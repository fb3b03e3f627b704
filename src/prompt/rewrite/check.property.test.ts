/** The promises of the check, on generated prompts: all of Unicode, and texts made of what the check looks for. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { improve } from '../improve.ts';
import { findProtected } from '../lexer/protected.ts';
import { checkRewrite } from './check.ts';

const PIECES = [
  'Fix it. ',
  'Write a function that sorts orders by date. ',
  'Please keep the tone of the letter friendly and warm. ',
  'Summarize the attached report. ',
  "Let's think step by step. ",
  'Delete all the old records from the table. ',
  'Answer only in JSON, in at most 50 words. ',
  '写一个函数。',
  '请使用正式而礼貌的商务语气来写。',
  'Mejora esto. ',
  'Schreib einen Brief. ',
  'исправь это. ',
  'コードを直して。',
  '```\nlet a = 1;\n```\n',
  '`x.y()` ',
  '"blue lamp" ',
  '“red lamp” ',
  '<data>',
  '</data>',
  '{{name}} ',
  '%s ',
  'src/a.ts ',
  'https://example.org/a ',
  'jo@example.org ',
  '@maria ',
  '30 days ',
  '$5 ',
  '12 ',
  '1. one\n',
  '2. two\n',
  'user_name ',
  '\n',
  '\r\n',
  '\ufeff',
  '\u202e',
  'שלום ',
  'مرحبا ',
  '\ud83d\ude00',
  '\ud800',
  '\udc00',
  '\0',
  '* ',
];
const prompts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 150 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 20 }).map((pieces) => pieces.join('')),
);
const contexts = fc.constantFrom(
  {},
  { mode: 'agent' as const },
  { mode: 'agent' as const, testCommand: 'npm test' },
  { mode: 'chat' as const, codeLanguage: 'Go' },
);
const answers = fc.dictionary(
  fc.constantFrom('Q01.purpose_goal', 'Q04.other', 'Q05.tech_stack'),
  fc.constantFrom('Python 3.12', 'TypeError: `x` is 5', 'below 200 ms, see https://example.org/b'),
  { maxKeys: 3 },
);
const kinds = (prompt: string, rewrite: string): readonly string[] =>
  checkRewrite({ prompt, rewrite }).issues.map(({ kind }) => kind);

describe('for every prompt', () => {
  test('the prompt itself is accepted, and so is the prompt with white space around it', () => {
    fc.assert(
      fc.property(prompts, (prompt) => {
        expect(checkRewrite({ prompt, rewrite: prompt })).toMatchObject({ accepted: true, issues: [] });
        const padded = checkRewrite({ prompt, rewrite: `\n${prompt}\n` });
        expect(padded.issues.filter(({ text }) => text.trim() !== '')).toEqual([]);
      }),
    );
  });

  test('what improve makes of it is accepted, with the same context and answers', () => {
    fc.assert(
      fc.property(prompts, contexts, fc.option(answers, { nil: {} }), (prompt, context, given) => {
        const { improved } = improve({ prompt, context, answers: given });
        expect(checkRewrite({ prompt, rewrite: improved, context, answers: given }).issues).toEqual([]);
      }),
    );
  });

  test('without one of its protected spans it is refused', () => {
    fc.assert(
      fc.property(prompts, fc.nat(), (prompt, pick) => {
        const spans = findProtected(prompt).spans.filter((span) => !isListNumber(prompt, span.start));
        const span = spans[pick % Math.max(1, spans.length)];
        if (!span) return;
        const rest = prompt.slice(0, span.start) + prompt.slice(span.end);
        // What is left may close up to the same span again.
        fc.pre(!rest.includes(prompt.slice(span.start, span.end)) && rest.trim() !== '');
        const check = checkRewrite({ prompt, rewrite: rest });
        expect(check.accepted).toBe(false);
        expect(check.issues.map(({ kind }) => kind)).toContain('lost_span');
      }),
    );
  });

  test.each([
    ['a number', '73914'],
    ['a link', 'https://new.example.com/x'],
    ['an e-mail address', 'new@example.com'],
    ['a path', 'new/folder/file.ts'],
    ['a mention', '@newcomer'],
    ['an identifier', 'newName()'],
    ['a quotation', '"never said before"'],
  ])('with %s more it is refused', (_, fact) => {
    fc.assert(
      fc.property(prompts, fc.nat(), (prompt, at) => {
        const place = at % (prompt.length + 1);
        const rewrite = `${prompt.slice(0, place)} ${fact} ${prompt.slice(place)}`;
        // Inside code or a quotation it is the code that has changed.
        expect(kinds(prompt, rewrite).some((kind) => kind === 'added_fact' || kind === 'lost_span')).toBe(true);
        expect(kinds(prompt, `${prompt}\n\n${fact}`)).toContain('added_fact');
      }),
    );
  });

  test('offsets lie within the text they are of', () => {
    fc.assert(
      fc.property(prompts, prompts, (prompt, rewrite) => {
        for (const { in: where, start = 0, end = 0 } of checkRewrite({ prompt, rewrite }).issues) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual((where === 'prompt' ? prompt : rewrite).length);
        }
      }),
    );
  });
});

describe('a megabyte', () => {
  test.each([
    ['of one character', 'a'.repeat(1_000_000), 'b'.repeat(1_000_000)],
    ['of numbers, none of which is kept', '1 '.repeat(500_000), '1'.repeat(1_000_000)],
    ['of new names', 'Say it.', Array.from({ length: 100_000 }, (_, i) => `f_${i}`).join(' ')],
    ['in the reverse order', ...orders()],
    ['of quotes', '"a" '.repeat(250_000), '"a b" "c" '.repeat(100_000)],
  ])('%s is checked without work that grows faster than the text', (_, prompt, rewrite) => {
    expect(checkRewrite({ prompt, rewrite }).chars).toBe(rewrite.length);
  });
});

function orders(): [string, string] {
  const numbers = Array.from({ length: 140_000 }, (_, i) => i);
  return [numbers.join(' '), numbers.toReversed().join(' ')];
}

function isListNumber(prompt: string, start: number): boolean {
  return (
    /^[ \t]*$/.test(prompt.slice(prompt.lastIndexOf('\n', start - 1) + 1, start)) &&
    /^\d+[.)]\s/.test(prompt.slice(start))
  );
}
