import { describe, expect, test } from 'vitest';
import { improve } from '../improve.ts';

const trim = (prompt: string) => improve({ prompt, only: ['T05'] });
const SENTENCE = 'Keep the tone of the whole letter friendly and warm.';

describe('the later one of two identical sentences goes', () => {
  test.each([
    ['at the end of a paragraph', `${SENTENCE} Write to my landlord. ${SENTENCE}`, `${SENTENCE} Write to my landlord.`],
    [
      'in the middle',
      `${SENTENCE} Write to my landlord. ${SENTENCE} Sign it.`,
      `${SENTENCE} Write to my landlord. Sign it.`,
    ],
    [
      'at the start of a line',
      `${SENTENCE} Write to my landlord.\n${SENTENCE} Sign it.`,
      `${SENTENCE} Write to my landlord.\nSign it.`,
    ],
    [
      'as a paragraph of its own',
      `${SENTENCE}\r\n\r\nWrite to my landlord.\r\n\r\n${SENTENCE}\r\n`,
      `${SENTENCE}\r\n\r\nWrite to my landlord.\r\n`,
    ],
    [
      'in Chinese',
      '请使用正式而礼貌的商务语气来写。写给我的房东。请使用正式而礼貌的商务语气来写。',
      '请使用正式而礼貌的商务语气来写。写给我的房东。',
    ],
  ])('%s', (_, prompt, improved) => {
    const result = trim(prompt);
    expect(result.improved).toBe(improved);
    expect(result.edits).toHaveLength(1);
    expect(result.edits[0]).toMatchObject({ rule: 'T05', text: '' });
  });
});

test.each([
  ['short ones', 'Try it. Look closely. Try it.'],
  ['list items', `- ${SENTENCE}\n- Write to my landlord.\n- ${SENTENCE}`],
  [
    'verse',
    `The river runs beneath the silver moon tonight\n${SENTENCE}\nThe river runs beneath the silver moon tonight\nAnd sleeps`,
  ],
  [
    'a sentence that keeps a mark from opening a block',
    '请使用正式而礼貌的商务语气来写。Fix it. 请使用正式而礼貌的商务语气来写。```\nlet a = 1;\n```\nSign it.',
  ],
  ['code', `\`\`\`\n${SENTENCE}\n${SENTENCE}\n\`\`\``],
  ['quotations', `“${SENTENCE}” he wrote, and again “${SENTENCE}”`],
  [
    'sentences with a figure',
    'The parcel weighs 20 kg in total, give or take. So. The parcel weighs 20 kg in total, give or take.',
  ],
  ['what is said three times', `${SENTENCE} One. ${SENTENCE} Two. ${SENTENCE} Three.`],
  ['material between marks', `Count the sentences.\n"""\n${SENTENCE} One.\n${SENTENCE}\n"""`],
  ['material behind a rule', `Count the sentences.\n---\n${SENTENCE} One. ${SENTENCE}`],
  ['material that is announced', `Count the sentences in this text:\n${SENTENCE} One. ${SENTENCE}`],
  ['material in the last paragraph, announced', `Count the sentences in this text:\n\n${SENTENCE} One. ${SENTENCE}`],
  ['material on the same line', `Rewrite this: Hello. ${SENTENCE} One. ${SENTENCE}`],
  ['material in a paragraph of its own', `Count the sentences.\n\n${SENTENCE} One. ${SENTENCE}\n\nThanks.`],
  ['a role', `You are a poet. ${SENTENCE} Write. ${SENTENCE}`],
])('%s stay', (_, prompt) => {
  expect(trim(prompt).improved).toBe(prompt);
});
