import { expect, test } from 'vitest';
import { improve } from '../improve.ts';

const run = (prompt: string): string => improve({ prompt, only: ['S03'] }).improved;
const DATA = 'The river rose again in spring, and the mill stood still. '.repeat(200);

test('the request is repeated, word for word, behind very long material', () => {
  const prompt = `Which of these years had floods?\n\n<report>\n${DATA}\n</report>`;
  expect(run(prompt)).toBe(`${prompt}\n\nTask: Which of these years had floods?`);
});

test('a fence left open is closed first', () => {
  const prompt = `Which of these years had floods?\n\n\`\`\`\n${DATA}`;
  expect(run(prompt)).toBe(`${prompt}\n\`\`\`\n\nTask: Which of these years had floods?`);
});

test.each([
  ['the material is short', `Which of these years had floods?\n\n<report>\n${DATA.slice(0, 4_000)}\n</report>`],
  [
    'something is said behind it',
    `Here is a report.\n\n<report>\n${DATA}\n</report>\n\nWhich of these years had floods?`,
  ],
  ['the text is not marked as data', `Which of these years had floods?\n\n${DATA}`],
])('nothing is added when %s', (_, prompt) => {
  expect(run(prompt)).toBe(prompt);
});
