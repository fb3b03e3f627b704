import { describe, expect, test } from 'vitest';
import { improve } from '../improve.ts';
import { checkRewrite } from './check.ts';

const PROMPT = 'Write an e-mail to jo@example.org about order 1204 in at most 120 words. Keep the words "blue lamp".';
const check = (prompt: string, rewrite: string) => checkRewrite({ prompt, rewrite });
const kinds = (prompt: string, rewrite: string) => check(prompt, rewrite).issues.map(({ kind }) => kind);
const SECRET = ['ghp', 'q7Rk2LmX9vTz4BnW8cYd1EfG5hJs3KpUa6Nx'].join('_');

describe('a rewrite is accepted', () => {
  test.each([
    [
      'that says the same more shortly',
      'Could you please describe how a cell divides?',
      'Describe how a cell divides.',
    ],
    ['that marks what was there as code', 'Open src/app.ts and fix the bug', 'Fix the bug in `src/app.ts`.'],
    [
      'that numbers a list',
      'Compare cost, speed and safety of trains',
      'Compare trains by:\n1. cost\n2. speed\n3. safety',
    ],
    ['that says and/or', 'Explain joins or unions', 'Explain joins and/or unions.'],
    ['that writes a name as it is written', 'explain closures in javascript', 'Explain closures in JavaScript.'],
    [
      'that wraps data in a tag',
      'Sum up: rain fell on the town',
      'Sum up the text.\n<text>\nrain fell on the town\n</text>',
    ],
    ['of a question', 'What is the capital of France?', 'Name the capital of France.'],
    ['in Chinese of a Chinese prompt', '帮我写一首关于春天的诗，要短一点', '写一首关于春天的短诗。'],
  ])('%s', (_, prompt, rewrite) => {
    expect(check(prompt, rewrite).issues).toEqual([]);
    expect(check(prompt, rewrite).accepted).toBe(true);
  });

  test('that takes facts from the context and the answers', () => {
    const given = {
      prompt: 'Write a function that reads the file.',
      rewrite: 'Write a function in Python 3.12 that reads data/orders.csv.',
    };
    expect(checkRewrite(given).accepted).toBe(false);
    const told = { context: { files: ['data/orders.csv'] }, answers: { 'Q05.tech_stack': 'Python 3.12' } };
    expect(checkRewrite({ ...given, ...told }).issues).toEqual([]);
  });

  test('that has asterisks in place of a secret, or the secret itself', () => {
    const prompt = `Call the service with the token ${SECRET} and list my repositories.`;
    const masked = prompt.replace(SECRET, '*'.repeat(SECRET.length)).replace('Call', 'Please call');
    expect(check(prompt, masked).issues).toEqual([]);
    expect(check(prompt, prompt.replace('Call', 'Please call')).issues).toEqual([]);
    const without = check(prompt, 'Call the service with the token and list my repositories.');
    expect(without.issues).toMatchObject([{ kind: 'lost_span', type: 'secret', text: '*'.repeat(SECRET.length) }]);
    expect(JSON.stringify(without)).not.toContain(SECRET);
  });
});

describe('a rewrite is refused, with what and where,', () => {
  test('that lost a number', () => {
    const { issues, accepted } = check(PROMPT, PROMPT.replace(' 1204', ''));
    expect(accepted).toBe(false);
    expect(issues).toMatchObject([
      { kind: 'lost_span', type: 'number', text: '1204', in: 'prompt', start: PROMPT.indexOf('1204') },
    ]);
  });

  test('that moved a span, of which only that one is told', () => {
    const { issues } = check('Put "a" "b" "c" "d" in a list.', 'Put "b" "c" "d" "a" in a list.');
    expect(issues).toMatchObject([{ kind: 'moved_span', text: '"a"', in: 'prompt', start: 4, end: 7 }]);
  });

  test('that says a span less often', () => {
    expect(kinds('Replace `x` by `y`, then `x` again.', 'Replace `x` by `y`.')).toContain('lost_span');
  });

  test('that keeps the figure only inside another', () => {
    expect(kinds('List 10 rivers.', 'List 10,000 rivers.')).toEqual(['lost_span', 'added_fact']);
  });

  test('that lost a requirement', () => {
    const { issues } = check('List three rivers as JSON.', 'List three rivers.');
    expect(issues).toMatchObject([{ kind: 'lost_constraint', type: 'format.json', text: 'as JSON' }]);
  });

  test('that made something up', () => {
    const rewrite = 'Fix the login bug in auth/session.ts, see https://example.org/7.';
    expect(check('Fix the login bug', rewrite).issues).toMatchObject([
      { kind: 'added_fact', type: 'path', text: 'auth/session.ts', in: 'rewrite', start: rewrite.indexOf('auth') },
      { kind: 'added_fact', type: 'url', text: 'https://example.org/7' },
    ]);
  });

  test('that is too long', () => {
    const prompt = 'Describe rain.';
    const { issues, chars, maxChars } = check(prompt, `${prompt} ${'Describe how it falls. '.repeat(20)}`);
    expect(issues.map(({ kind }) => kind)).toEqual(['too_long']);
    expect(chars).toBeGreaterThan(maxChars);
  });

  test.each([
    [
      'English',
      'Beschreibe bitte, wie das Wetter in den Bergen entsteht.',
      'Describe how the weather in the mountains comes about.',
    ],
    [
      'another script',
      'Describe how the weather in the mountains comes about.',
      'Опиши, как возникает погода в горах и почему.',
    ],
    [
      'a language without templates',
      'Describe how the weather in the mountains comes about.',
      'Descrivi come nasce il tempo in montagna e perché cambia così spesso.',
    ],
  ])('that is in %s', (_, prompt, rewrite) => {
    expect(kinds(prompt, rewrite)).toContain('other_language');
  });

  test.each([
    ['an answer to a question', 'What is the capital of France?', 'The capital of France is Paris.'],
    [
      'a poem',
      'Write a haiku about rain on the roof',
      'Rain taps on the roof\nsoft drums above my pillow\nthe roof learns to sing',
    ],
    ['the code itself', 'Write a function that adds two numbers', '```js\nfunction add(a, b) { return a + b }\n```'],
    ['a model that talks', 'Describe how rain falls.', 'Sure! Describe how rain falls.'],
    ['a model that introduces', 'Describe how rain falls.', 'Here is the improved prompt:\n\nDescribe how rain falls.'],
    ['a refusal', 'Describe how rain falls.', "I'm sorry, but I can't help with that."],
    [
      'a report of work done',
      'Fix the bug in the login form',
      'The bug in the login form was a missing check of the name.',
    ],
    ['a Spanish answer', '¿Cuál es la capital de Francia?', 'La capital de Francia es París.'],
    ['about something else', 'Describe how rain falls on mountain forests.', 'Recommend a laptop for school.'],
    ['empty', 'Describe how rain falls.', ' \n'],
  ])('that is %s', (_, prompt, rewrite) => {
    const { accepted, issues } = check(prompt, rewrite);
    expect(accepted).toBe(false);
    expect(issues.some(({ kind }) => kind === 'not_a_rewrite' || kind === 'added_fact')).toBe(true);
  });
});

describe('answers that change what language a text seems to be in', () => {
  test.each([
    // With the answer, the prompt is English for certain; without, it is a mixture.
    [
      'an English line added',
      'Delete all the old records from the table. Delete all the old records from the table. שלום ',
      'Q01.purpose_goal',
      'Python 3.12',
    ],
    // With the answer, it is no longer Russian for certain.
    ['a request that is no longer understood', 'исправь это. ', 'Q05.tech_stack', 'TypeError: `x` is 5'],
  ])('do not make the result of improve look wrong: %s', (_, prompt, id, answer) => {
    const context = { mode: 'agent' as const, testCommand: 'npm test' };
    const answers = { [id]: answer };
    const { improved } = improve({ prompt, context, answers });
    expect(improved).toContain(answer);
    expect(checkRewrite({ prompt, rewrite: improved, context, answers }).issues).toEqual([]);
  });
});

test('words behind the mark of a block are said, its language is not', () => {
  const block = 'Explain this code.\n```\nlet a = 1;\n```';
  expect(kinds(block, block.replace('```', '```js'))).not.toContain('added_fact');
  expect(kinds(block, block.replace('```', '```js title="Ann wrote this"'))).toContain('added_fact');
});

test('attributes of a tag are said, a plain tag is not', () => {
  const prompt = 'Summarize the report between the tags. <data>Rain fell.</data>';
  expect(kinds('Summarize the report. Rain fell.', 'Summarize the report. <data>Rain fell.</data>')).not.toContain(
    'added_fact',
  );
  expect(kinds(prompt, prompt.replace('<data>', '<data source="the weather office">'))).toContain('added_fact');
});

test('a rewrite that scores clearly lower is said to, accepted or not', () => {
  const { score, summary } = check(
    'Describe how rain falls on mountain forests in the Alps in winter.',
    'Describe how rain falls.',
  );
  expect(score.worse).toBe(true);
  expect(score.after).toBeLessThan(score.before);
  expect(summary).toContain('scores lower');
});

test('an answer to no question is refused with the name of its field', () => {
  expect(() => checkRewrite({ prompt: 'a', rewrite: 'b', answers: { 'Q99.other': 'x' } })).toThrow(/no question/);
});

test('more than a hundred issues are cut off, and that is said', () => {
  const { issues, moreIssues } = check(Array.from({ length: 300 }, (_, i) => `${i}`).join(' '), 'Count.');
  expect(issues).toHaveLength(100);
  expect(moreIssues).toBe(true);
});
