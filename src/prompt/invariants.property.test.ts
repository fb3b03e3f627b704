/**
 * The promises once more, over scripts, line ends, targets, contexts, answers and subsets of rules, judged from the two
 * texts alone: nothing here uses the lexer or the edits of the improver.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { improve } from './improve.ts';
import { ruleSettings } from './ruleset.ts';
import { RULES } from './rules/index.ts';
import type { Edit, ImproveInput } from './types.ts';

const LATIN = [
  'Fix the bug in the login form. ',
  'Summarize the report below.\n',
  "Let's think step by step. ",
  'Keep the tone of the whole letter friendly and warm. ',
  'Keep the tone of the whole letter friendly and warm. ',
  'Delete all the old records from the table. ',
  'Answer the question: when was the bridge built? ',
  'Write a function that parses dates',
  'Denken wir Schritt für Schritt. ',
  'Fasse den Text zusammen. ',
  'Pensemos paso a paso. ',
];
const OTHER_SCRIPTS = [
  '请修复登录页面的错误。',
  '让我们一步一步地思考。',
  'ログイン画面を直してください。',
  '이 글을 세 문장으로 요약해 줘. ',
  'Исправь ошибку в форме входа. ',
  'אנא תקן את הבאג בטופס. ',
  'لخص هذا النص في ثلاث جمل. ',
  'यह पाठ सरल भाषा में समझाओ। ',
  'สรุปข้อความนี้ให้สั้นลง ',
];
const MATERIAL = [
  '```js\nlet total = 0;\n```\n',
  '~~~\nraw\n~~~\n',
  '````\n```\ninner\n```\n````\n',
  '"""\nDear all,\nthe shop is closed.\n"""\n',
  'Text:\n---\nHello there, old friend.\n---\n',
  '<<<\nsome text\n>>>\n',
  '> quoted line\n',
  'def f(x):\n    return x\n\nf(1)\n',
  '{"a": 1,\n "b": 2}\n',
  '`npm test` ',
  '"good morning" ',
  '“well said” ',
  '«bonjour» ',
  'https://example.org/a?b=c ',
  'jo.doe@example.org ',
  'src/app/main.ts ',
  '{{name}} ',
  '30 days ',
  '$1,200 ',
  '@maria ',
];
const GLUE = ['\n', '\r\n', '\n\n', '\r\n\r\n', ' ', '\t', '. ', ': ', '- ', '1. ', '# ', '"""\n', '---\n', '```\n'];
const DELICATE = [
  '\ufeff',
  '\u2028',
  '\u200b',
  '\u202bשלום\u202c ',
  '\u2067مرحبا abc\u2069 ',
  '\u200f',
  '👩‍👩‍👧‍👦 ',
  '👍🏽',
  '🇩🇪',
  'e\u0301\u0323 ',
  'क्षि ',
  '\ud800',
  '\udc00',
  '\0',
  'ﷺ ',
];
const piecesOf = (...lists: readonly (readonly string[])[]) =>
  fc.array(fc.constantFrom(...lists.flat()), { minLength: 1, maxLength: 24 }).map((pieces) => pieces.join(''));

const anyPrompt = fc.oneof(
  piecesOf(LATIN, OTHER_SCRIPTS, MATERIAL, GLUE, DELICATE),
  piecesOf(LATIN, GLUE, DELICATE),
  piecesOf(LATIN, MATERIAL, GLUE),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 120 }),
);
const ruleIds = fc.subarray(RULES.map(({ id }) => id));
const answers = fc.dictionary(
  fc.constantFrom(...RULES.flatMap(({ id, asks }) => (asks ?? []).map((facet) => `${id}.${facet}`))),
  fc.oneof(piecesOf(LATIN, OTHER_SCRIPTS, MATERIAL, DELICATE), fc.string({ unit: 'binary', maxLength: 60 })),
  { maxKeys: 3 },
);
const options = fc.record(
  {
    context: fc.record(
      {
        mode: fc.constantFrom('agent', 'chat'),
        files: fc.constant(['src/cart.ts']),
        codeLanguage: fc.constant('Go'),
        testCommand: fc.constant('make check'),
        text: piecesOf(LATIN, MATERIAL),
      },
      { requiredKeys: [] },
    ),
    target: fc.constantFrom('claude', 'gpt', 'gemini', 'open', 'unknown'),
    only: ruleIds,
    settings: ruleIds.map((ids) => ruleSettings(Object.fromEntries(ids.map((id) => [id, { enabled: false }])))),
  },
  { requiredKeys: [] },
);
const inputOf = (prompt: fc.Arbitrary<string>): fc.Arbitrary<ImproveInput> =>
  fc.tuple(prompt, options).map(([text, rest]) => Object.assign({ prompt: text }, rest));

const holds = (input: fc.Arbitrary<ImproveInput>, check: (input: ImproveInput) => void) =>
  fc.assert(fc.property(input, check));
const withAnswers = fc
  .tuple(inputOf(anyPrompt), fc.option(answers, { nil: undefined }))
  .map(([input, given]): ImproveInput => (given ? Object.assign({}, input, { answers: given }) : input));

/** From the last edit to the first, so that no offset moves; of several at one place, the last listed first. */
function carryOut(text: string, edits: readonly Edit[]): string {
  const inOrder = edits.map((edit, i) => ({ edit, i })).sort((a, b) => b.edit.start - a.edit.start || b.i - a.i);
  return inOrder.reduce((done, { edit }) => done.slice(0, edit.start) + edit.text + done.slice(edit.end), text);
}

const everyTextOf = ({ prompt, context, answers: given }: ImproveInput): string =>
  [prompt, context?.testCommand, context?.text, ...(context?.files ?? []), ...Object.values(given ?? {})].join('\n');

const count = (text: string, part: string): number => text.split(part).length - 1;

/** Kept whole by every edit: written from what they look like, not from how the improver finds them. */
const KEPT =
  /^```[^`\n]*\n[^`]*\n```$|^"""\n(?:(?!""")[^])+\n"""$|`[^`\n]+`|https?:\/\/[\w./?=-]+|[\w.]+@[\w-]+\.org|\{\{\w+\}\}|“[^“”\n]+”|«[^«»\n]+»|\b(?:src|app)\/[\w./]+\.ts\b|\$\d[\d,]*|\b\d+ days\b|@maria\b/gm;

describe('for every prompt, context, target, answer and subset of rules', () => {
  test('the edits, carried out one by one, give the improved text, and come from the rules that are on', () => {
    holds(withAnswers, (input) => {
      const { improved, edits, changed } = improve(input);
      expect(carryOut(input.prompt, edits)).toBe(improved);
      expect(changed).toBe(improved !== input.prompt);
      if (input.answers) return;
      for (const { rule } of edits) {
        expect(input.only ?? [rule]).toContain(rule);
        expect(input.settings?.isOn(rule) ?? true).toBe(true);
      }
    });
  });

  test('a second pass changes nothing', () => {
    holds(withAnswers, (input) => {
      const { improved } = improve(input);
      const { answers: _, ...again } = { ...input, prompt: improved };
      expect(improve(again).improved).toBe(improved);
    });
  });

  test('what must be kept is there as often as before', () => {
    holds(withAnswers, (input) => {
      const { improved } = improve(input);
      for (const kept of new Set(input.prompt.match(KEPT) ?? []))
        expect(count(improved, kept)).toBeGreaterThanOrEqual(count(input.prompt, kept));
    });
  });

  test('no edit begins or ends within what a reader sees as one character, or between CR and LF', () => {
    const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
    holds(withAnswers, (input) => {
      const { edits } = improve(input);
      if (edits.length === 0) return;
      const borders = new Set(
        [...graphemes.segment(input.prompt)].map(({ index }) => index).concat(input.prompt.length),
      );
      for (const { start, end } of edits) {
        expect(borders).toContain(start);
        expect(borders).toContain(end);
      }
    });
  });

  test('what is cut holds no half of a pair that sets the direction of the text', () => {
    holds(inputOf(piecesOf(LATIN, OTHER_SCRIPTS, GLUE, DELICATE)), (input) => {
      for (const { start, end } of improve(input).edits) {
        const cut = input.prompt.slice(start, end);
        expect(cut.match(/[\u202a\u202b\u202d\u202e]/g)?.length).toBe(cut.match(/\u202c/g)?.length);
        expect(cut.match(/[\u2066-\u2068]/g)?.length).toBe(cut.match(/\u2069/g)?.length);
      }
    });
  });

  test('it grows by half its length and 250 characters at most, and by 600 in all', () => {
    holds(inputOf(anyPrompt), (input) => {
      const { length } = input.prompt;
      expect(improve(input).improved.length - length).toBeLessThanOrEqual(Math.min(600, length / 2 + 250));
    });
  });

  test('no number, address, name or identifier is new', () => {
    const facts = /\d+|\w+:\/\/\S+|[\w.]+@[\w.]+|@\w+|\b\w+_\w+\b|\b[a-z]+[A-Z]\w*|\b\w+\(\)|(?<!\S)--\w+/g;
    holds(withAnswers, (input) => {
      const known = everyTextOf(input);
      for (const { text } of improve(input).edits)
        for (const fact of text.match(facts) ?? []) expect(known).toContain(fact);
    });
  });

  test('three questions at most, and none to somebody who has answered', () => {
    holds(withAnswers, (input) => {
      const { questions } = improve(input);
      const hasAnswered = Object.values(input.answers ?? {}).some((text) => text.trim() !== '');
      expect(questions.length).toBeLessThanOrEqual(hasAnswered ? 0 : 3);
      for (const { options: offered } of questions) expect([2, 3, 4]).toContain(offered.length);
    });
  });
});

test('a prompt in another script gets no sentence in Latin letters', () => {
  holds(inputOf(piecesOf(OTHER_SCRIPTS, OTHER_SCRIPTS, GLUE)), ({ prompt }) => {
    for (const { text } of improve({ prompt }).edits) expect(text).not.toMatch(/[A-Za-z]+(?:[ ,]+[A-Za-z]+){2}/);
  });
});

test('words that say nothing never raise the score', () => {
  const paddings = [
    (prompt: string) => `${prompt}\n\nBe thorough, precise and helpful, and give a high-quality answer.`,
    (prompt: string) => `You are an outstanding expert.\n\n${prompt}`,
    (prompt: string) => `${prompt}\n\nGoal: [goal]\nLength: [length]`,
    (prompt: string) => `${prompt}\n\nThis matters a lot to me!!! Take your time.`,
  ];
  holds(inputOf(piecesOf(LATIN, OTHER_SCRIPTS, [' ', '\n'])), (input) => {
    const { before } = improve(input).score;
    for (const pad of paddings)
      expect(improve({ ...input, prompt: pad(input.prompt) }).score.before).toBeLessThanOrEqual(before + 1);
  });
});

describe('nested to any depth', () => {
  test.each([
    ['fences', (n: number) => Array.from({ length: n }, (_, i) => '`'.repeat(n + 3 - i)).join('\n')],
    ['quotations', (n: number) => Array.from({ length: n }, (_, i) => `${'>'.repeat(i + 1)} a`).join('\n')],
    ['lists', (n: number) => Array.from({ length: n }, (_, i) => `${' '.repeat(i)}- a`).join('\n')],
    ['tags', (n: number) => '<a>'.repeat(n) + '</a>'.repeat(n)],
    ['blocks', (n: number) => Array.from({ length: n }, (_, i) => (i % 2 ? '"""' : '<<<')).join('\na\n')],
  ])('%s come back as they are', (_, nest) => {
    const prompt = `Explain this.\n${nest(800)}\n`;
    const { improved, edits } = improve({ prompt });
    expect(carryOut(prompt, edits)).toBe(improved);
    expect(improved).toContain(nest(800));
  });
});
