/** The promises of the improver, on generated prompts: all of Unicode, and texts made of what the rules look for. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, invertEdits } from './edits.ts';
import { growthLimit, improve } from './improve.ts';
import { findProtected } from './lexer/protected.ts';
import type { ImproveInput } from './types.ts';

const PIECES = [
  'Fix it. ',
  'Write a function. ',
  'improve this code',
  'Please keep the tone of the letter friendly and warm. ',
  'Summarize the attached report.',
  "Let's think step by step. ",
  'Take a deep breath. ',
  'Delete all the old records from the table. ',
  'Be concise. ',
  'Explain in great detail. ',
  'Recommend a laptop. ',
  'Plan a trip next month. ',
  'What are the latest phones? ',
  'Refactor the module. ',
  'Answer only in JSON. ',
  'Return a table. ',
  '写一个函数。',
  '请使用正式而礼貌的商务语气来写。',
  'Mejora esto. ',
  'Écris une lettre. ',
  'Schreib einen Brief. ',
  'исправь это. ',
  'コードを直して。',
  '이 글을 요약해줘. ',
  '```\n',
  '~~~\n',
  '`x`',
  '"',
  '“',
  '”',
  "'",
  '<a href="b">',
  '</a>',
  '{{name}}',
  '${x}',
  '%s',
  'src/a.ts ',
  'https://example.org/a ',
  'jo@example.org ',
  '@maria ',
  '30 days ',
  '$5 ',
  '\n',
  '\r\n',
  '\n\n',
  ' ',
  '  ',
  '\t',
  '\ufeff',
  '\u2028',
  '\u00a0',
  '\ud83d\ude00',
  '\ud800',
  '\udc00',
  'é',
  'e\u0301',
  '\u202e',
  '\0',
  '- item\n',
  '1. item\n',
  '# Head\n',
  'def f(x):\n    return x\n',
  '{"a": 1}\n',
  'Traceback (most recent call last):\n',
  'Language: Python\n',
  'Goal: \n',
  'Budget: [budget]\n',
];
const prompts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((pieces) => pieces.join('')),
);
const contexts = fc.constantFrom(
  { mode: 'agent' as const },
  { mode: 'agent' as const, testCommand: 'npm test' },
  { mode: 'chat' as const, codeLanguage: 'Go' },
);
const targets = fc.constantFrom('claude' as const, 'open' as const);
const inputs: fc.Arbitrary<ImproveInput> = fc.record(
  { prompt: prompts, context: contexts, target: targets },
  { requiredKeys: ['prompt'] },
);
const questionIds = fc.constantFrom(
  'Q01.purpose_goal',
  'Q02.scope_subtype',
  'Q04.other',
  'Q05.tech_stack',
  'Q05.other',
);
const answers = fc.dictionary(questionIds, prompts, { maxKeys: 4 });

/** Texts of the protected spans, with how often each occurs. */
function spanTexts(text: string): ReadonlySet<string> {
  return new Set(findProtected(text).spans.map(({ start, end }) => text.slice(start, end)));
}
const occurrences = (text: string, part: string): number => text.split(part).length - 1;

describe('for every prompt', () => {
  test('the edits lead to the improved text, and their inverse leads back', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { improved, edits, changed } = improve(input);
        expect(applyEdits(input.prompt, edits)).toBe(improved);
        expect(applyEdits(improved, invertEdits(input.prompt, edits))).toBe(input.prompt);
        expect(changed).toBe(improved !== input.prompt);
      }),
    );
  });

  test('a second pass changes nothing, with or without answers', () => {
    fc.assert(
      fc.property(inputs, fc.option(answers, { nil: {} }), (input, given) => {
        const { improved } = improve({ ...input, answers: given });
        expect(improve({ ...input, prompt: improved }).improved).toBe(improved);
      }),
    );
  });

  test('answers given a second time change nothing', () => {
    fc.assert(
      fc.property(
        inputs,
        fc.dictionary(questionIds, fc.string({ unit: 'binary', maxLength: 40 }), { maxKeys: 4 }),
        (input, given) => {
          const { improved } = improve({ ...input, answers: given });
          expect(improve({ ...input, prompt: improved, answers: given }).improved).toBe(improved);
        },
      ),
    );
  });

  test('with answers, too, the edits lead to the improved text and back', () => {
    fc.assert(
      fc.property(inputs, answers, (input, given) => {
        const { improved, edits } = improve({ ...input, answers: given });
        expect(applyEdits(input.prompt, edits)).toBe(improved);
        expect(applyEdits(improved, invertEdits(input.prompt, edits))).toBe(input.prompt);
      }),
    );
  });

  test('no protected span occurs less often than before', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { improved } = improve(input);
        if (improved === input.prompt) return;
        for (const span of spanTexts(input.prompt))
          expect(occurrences(improved, span)).toBeGreaterThanOrEqual(occurrences(input.prompt, span));
      }),
    );
  });

  test('it grows by no more than the limit', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        expect(improve(input).improved.length - input.prompt.length).toBeLessThanOrEqual(
          growthLimit(input.prompt.length),
        );
      }),
    );
  });

  test('no number, link, path or mention is new', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { improved } = improve(input);
        if (improved === input.prompt) return;
        const known = input.prompt + (input.context?.testCommand ?? '');
        for (const number of improved.match(/\d+/g) ?? []) expect(known).toContain(number);
        const names = findProtected(improved).spans.filter(({ kind }) =>
          ['url', 'email', 'path', 'mention'].includes(kind),
        );
        for (const { start, end } of names) expect(known).toContain(improved.slice(start, end));
      }),
    );
  });

  test('at most three questions are asked, each for another facet, best first', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { questions } = improve(input);
        expect(questions.length).toBeLessThanOrEqual(3);
        expect(new Set(questions.map(({ facet }) => facet)).size).toBe(questions.length);
        const values = questions.map(({ value }) => value);
        expect(values).toEqual(values.toSorted((a, b) => b - a));
      }),
    );
  });

  test('edits, findings, constraints and secrets lie within the prompt', () => {
    fc.assert(
      fc.property(inputs, fc.option(answers, { nil: {} }), (input, given) => {
        const { edits, findings, constraints, secrets } = improve({ ...input, answers: given });
        for (const { start, end } of [...edits, ...findings, ...constraints, ...secrets]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(input.prompt.length);
        }
      }),
    );
  });

  test('the result is the same every time', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        expect(improve(input)).toEqual(improve(input));
      }),
    );
  });
});

describe('large and hostile prompts', () => {
  test.each(['a', ' ', '\n', '`', '"', '“', '.', '-', '<', '{', '你', '😀', '\ud800', '> ```\n', 'a@', '1', '#', '*'])(
    'a megabyte of %j comes back unchanged and soon',
    (unit) => {
      const prompt = unit.repeat(Math.floor(1_000_000 / unit.length));
      // Quadratic work would take minutes: the time limit of a test is what fails.
      expect(improve({ prompt }).improved).toBe(prompt);
    },
  );

  test('CRLF, trailing blanks, a BOM and emoji survive an edit elsewhere', () => {
    const sentence = 'Keep the tone of the whole letter friendly and warm.';
    const prompt = `\ufeffWrite to my landlord 🏠  \r\n${sentence} Thank her. ${sentence}\r\n\t \r\nSign it.  \r\n`;
    expect(improve({ prompt, only: ['T05'] }).improved).toBe(prompt.replace(` Thank her. ${sentence}`, ' Thank her.'));
  });
});
