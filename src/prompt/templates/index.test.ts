import { describe, expect, test } from 'vitest';
import { RULES } from '../rules/index.ts';
import { QUESTION_KEYS, TEMPLATES } from './index.ts';

const SCRIPTS: Readonly<Record<string, RegExp>> = {
  zh: /\p{Script=Han}/u,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
  ko: /\p{Script=Hangul}/u,
  ru: /\p{Script=Cyrillic}/u,
};

describe.each(Object.entries(TEMPLATES))('templates in %s', (language, templates) => {
  test('every question has a label, a text, a reason and 2 to 4 options', () => {
    for (const key of QUESTION_KEYS) {
      const { label, text, reason, options } = templates.questions[key];
      for (const part of [label, text, reason, ...options.flat()]) expect(part.trim()).not.toBe('');
      expect(options.length).toBeGreaterThanOrEqual(2);
      expect(options.length).toBeLessThanOrEqual(4);
    }
  });

  test('labels and added lines are written in the script of the language and hold no figure', () => {
    const script = SCRIPTS[language] ?? /\p{Script=Latin}/u;
    const added = [
      ...QUESTION_KEYS.map((key) => templates.questions[key].label),
      ...Object.values(templates.lines),
      ...Object.values(templates.headings),
    ];
    for (const text of added) {
      expect(text).toMatch(script);
      expect(text).not.toMatch(/\d/);
    }
  });

  test('a line of text that a rule appends is short', () => {
    for (const line of Object.values(templates.lines)) expect(line.length).toBeLessThan(160);
  });
});

/** Everything a reader sees in a language. */
const textsOf = (language: keyof typeof TEMPLATES): readonly string[] => {
  const { questions, lines, headings, adds, colon } = TEMPLATES[language];
  const asked = QUESTION_KEYS.flatMap((key) => {
    const { label, text, reason, options } = questions[key];
    return [label, text, reason, ...options.flat()];
  });
  return [...asked, ...Object.values(lines), ...Object.values(headings), adds('x'), `x${colon}y`];
};

test('punctuation is that of the language', () => {
  for (const text of textsOf('fr')) expect(text).not.toMatch(/(?<!\u202f)[;:?!](?=\s|$)/);
  for (const text of textsOf('es')) expect(text.split('¿').length).toBe(text.split('?').length);
  for (const text of [...textsOf('zh'), ...textsOf('ja')])
    expect(text).not.toMatch(/[,;:?!](?=\s|$)|[,;?!.](?=\p{sc=Han})/u);
  for (const text of textsOf('de')) expect(text).not.toMatch(/"|“[^“]*“/);
});

test('readers are addressed the same way throughout a language', () => {
  const questions = (language: keyof typeof TEMPLATES): string =>
    QUESTION_KEYS.map(
      (key) => `${TEMPLATES[language].questions[key].text} ${TEMPLATES[language].questions[key].reason}`,
    ).join('\n');
  expect(questions('de')).not.toMatch(/(?<!\p{L})(?:du|dir|dich|dein\p{L}*|Sie|Ihnen|Ihr\p{L}*)(?!\p{L})/u);
  expect(questions('fr')).not.toMatch(/(?<!\p{L})(?:tu|te|toi|ton|ta|tes)(?!\p{L})/u);
  expect(questions('es')).not.toMatch(/(?<!\p{L})(?:usted|ustedes|vosotros)(?!\p{L})/u);
  expect(questions('ru')).not.toMatch(/(?<!\p{L})(?:ты|тебя|тебе|твой)(?!\p{L})/u);
  expect(questions('zh')).not.toContain('您');
});

test('Chinese templates are simplified', () => {
  for (const text of textsOf('zh')) expect(text).not.toMatch(/[這個請說為們應該還沒對時間題錯誤碼]/u);
});

test('labels are short and of one line', () => {
  for (const { questions } of Object.values(TEMPLATES)) {
    for (const key of QUESTION_KEYS) expect(questions[key].label).toMatch(/^[^\n:：?？.。]{1,28}$/);
  }
});

test('every language has the same questions, with as many options', () => {
  for (const { questions } of Object.values(TEMPLATES)) {
    expect(Object.keys(questions).toSorted()).toEqual([...QUESTION_KEYS].toSorted());
    for (const key of QUESTION_KEYS) {
      expect(questions[key].options.length).toBe(TEMPLATES.en.questions[key].options.length);
      expect(new Set(questions[key].options.map(String)).size).toBe(questions[key].options.length);
    }
  }
});

test('there is a wording for every question that a rule can ask', () => {
  const keys = new Set<string>(QUESTION_KEYS);
  for (const rule of RULES) for (const facet of rule.asks ?? []) expect(keys).toContain(`${rule.id}.${facet}`);
});
