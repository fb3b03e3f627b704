import { describe, expect, test } from 'vitest';
import { AppError } from '../errors/app-error.ts';
import { improve } from './improve.ts';
import { ruleSettings } from './ruleset.ts';

function errorOf(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('no AppError was thrown');
}

describe('answers', () => {
  test('become labelled lines at the end, in the language of the prompt', () => {
    const { improved, edits } = improve({
      prompt: 'write a function',
      answers: { 'Q05.tech_stack': 'Python', 'Q05.data_source': 'two integers' },
    });
    expect(improved).toBe('write a function\n\nLanguage: Python\nInput: two integers');
    expect(edits).toHaveLength(2);
    expect(improve({ prompt: '写一个函数', answers: { 'Q05.tech_stack': 'Python' } }).improved).toBe(
      '写一个函数\n\n语言：Python',
    );
    expect(improve({ prompt: 'écris une fonction', answers: { 'Q05.tech_stack': 'Python' } }).improved).toBe(
      'écris une fonction\n\nLangage\u202f: Python',
    );
  });

  test('are not asked for again, in this call or in the next', () => {
    const prompt = 'write a script';
    const [question] = improve({ prompt }).questions;
    const answered = improve({ prompt, answers: { [question?.id ?? '']: 'Python' } });
    expect(question?.id).toBe('Q05.tech_stack');
    expect(answered.questions.map(({ id }) => id)).not.toContain('Q05.tech_stack');
    expect(improve({ prompt: answered.improved }).questions.map(({ id }) => id)).not.toContain('Q05.tech_stack');
  });

  test('given twice change nothing the second time', () => {
    const answers = { 'Q05.tech_stack': 'Python', 'Q05.other': 'raise an error\nwith a message' };
    const once = improve({ prompt: 'write a function', answers }).improved;
    expect(improve({ prompt: once, answers }).improved).toBe(once);
    expect(improve({ prompt: once }).improved).toBe(once);
  });

  test('in a text of unknown language stand without a label', () => {
    expect(improve({ prompt: 'Γράψε μια συνάρτηση', answers: { 'Q05.tech_stack': 'Python' } }).improved).toBe(
      'Γράψε μια συνάρτηση\n\nPython',
    );
  });

  test('that are blank are ignored', () => {
    expect(improve({ prompt: 'write a function', answers: { 'Q05.tech_stack': ' \n ' } }).changed).toBe(false);
  });

  test.each(['Q05.nothing', 'X99.other', 'constructor', '__proto__', ''])(
    'to the unknown question %j are refused',
    (id) => {
      const error = errorOf(() => improve({ prompt: 'write a function', answers: Object.fromEntries([[id, 'x']]) }));
      expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', field: `answers.${id}` });
    },
  );

  test('follow the line ends of the prompt and close a fence left open', () => {
    const answers = { 'Q05.tech_stack': 'Python' };
    expect(improve({ prompt: 'write a function\r\nthat adds\r\n', answers }).improved).toBe(
      'write a function\r\nthat adds\r\n\r\nLanguage: Python',
    );
    expect(improve({ prompt: 'write a function like\n```\nlet a = 1', answers }).improved).toBe(
      'write a function like\n```\nlet a = 1\n```\n\nLanguage: Python',
    );
  });
});

describe('rules', () => {
  test('`only` restricts them', () => {
    expect(improve({ prompt: 'fix it', only: ['Q01'] }).questions).toEqual([]);
    expect(improve({ prompt: 'fix it', only: ['Q02'] }).questions).toHaveLength(1);
  });

  test('settings switch them off, and the result names the settings it was made with', () => {
    const settings = ruleSettings({ Q02: { enabled: false } });
    const result = improve({ prompt: 'fix it', settings });
    expect(result.questions.map(({ rule }) => rule)).not.toContain('Q02');
    expect(result.rulesetHash).toBe(settings.hash);
    expect(improve({ prompt: 'fix it' }).rulesetHash).not.toBe(settings.hash);
  });

  test('an unknown rule in `only` is refused', () => {
    expect(errorOf(() => improve({ prompt: 'fix it', only: ['Q99'] }))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      field: 'only',
    });
  });
});

describe('the result', () => {
  test('has options, a reason and a value for each question, best first', () => {
    const { questions, verdict } = improve({ prompt: 'write a script' });
    expect(verdict).toBe('ask');
    for (const question of questions) {
      expect(question.id).toBe(`${question.rule}.${question.facet}`);
      expect(question.options.length).toBeGreaterThanOrEqual(2);
      expect(question.options.length).toBeLessThanOrEqual(4);
      expect(question.reason).not.toBe('');
      for (const option of question.options) expect(option.effect).not.toBe('');
    }
    expect(questions.map(({ value }) => value)).toEqual(questions.map(({ value }) => value).toSorted((a, b) => b - a));
  });

  test('asks in the language of the prompt, and in English when it is not known', () => {
    expect(improve({ prompt: '修复它' }).questions[0]?.text).toMatch(/\p{Script=Han}/u);
    expect(improve({ prompt: 'fix it' }).questions[0]?.text).toMatch(/^[\x20-\x7e’]+$/);
  });

  test('scores stay in range and in order', () => {
    for (const prompt of ['', ' ', 'fix it', 'write a function', 'Explain how tides work.']) {
      const { score } = improve({ prompt });
      expect(score.before).toBeGreaterThanOrEqual(0);
      expect(score.after).toBeGreaterThanOrEqual(score.before);
      expect(score.potential).toBeGreaterThanOrEqual(score.after);
      expect(score.potential).toBeLessThanOrEqual(100);
    }
  });

  test('words such as system, prompt, delete and ignore are ordinary words', () => {
    const prompt = 'Write a system prompt that tells the reader to ignore spam and delete old drafts in the mail app.';
    const { improved, findings } = improve({ prompt });
    expect(improved).toBe(prompt);
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });
});

test('there is one round of questions: whoever has answered one is asked no more', () => {
  const prompt = 'Plan a birthday dinner for my father';
  const { questions } = improve({ prompt });
  expect(questions.length).toBeGreaterThan(1);
  const answered = improve({ prompt, answers: { [questions[0]?.id ?? '']: 'no fish' } });
  expect(answered).toMatchObject({ questions: [], verdict: 'improved' });
  expect(answered.improved).toContain('no fish');
});

test('what a prompt of a megabyte can make a result hold is bounded', () => {
  const constrained = improve({ prompt: 'Use exactly 3 bullet points. '.repeat(2_000) });
  expect(constrained.constraints).toHaveLength(200);
  const names = Array.from({ length: 300 }, (_, i) => String.fromCharCode(97 + (i % 26), 97 + Math.floor(i / 26)));
  const half = names.map((name) => `Keep the tone of the ${name} letter friendly and warm.`).join(' ');
  const repeated = improve({ prompt: `${half} ${half}`, only: ['T05'] });
  expect(repeated).toMatchObject({ edits: [], changed: false });
});
