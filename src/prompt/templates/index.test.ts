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

test('there is a wording for every question that a rule can ask', () => {
  const keys = new Set<string>(QUESTION_KEYS);
  for (const rule of RULES) for (const facet of rule.asks ?? []) expect(keys).toContain(`${rule.id}.${facet}`);
});
