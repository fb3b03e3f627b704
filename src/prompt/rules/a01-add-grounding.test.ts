import { expect, test } from 'vitest';
import { improve } from '../improve.ts';

const run = (prompt: string): string => improve({ prompt, only: ['A01'] }).improved;
const DOCUMENT = 'The lease runs until spring and renews by itself unless one side gives notice in writing. '.repeat(8);
const LINE = 'Answer from the text given here; if it does not say, state that.';

test('a question about a document gets one line', () => {
  const prompt = `Who may end the lease in this document?\n\n<document>\n${DOCUMENT}\n</document>`;
  expect(run(prompt)).toBe(`${prompt}\n\n${LINE}`);
});

test.each([
  [
    'a source rule is there',
    `Based only on this document, who may end the lease?\n\n<document>\n${DOCUMENT}\n</document>`,
  ],
  [
    'the text is to be rewritten',
    `Rewrite this document, what would be better?\n\n<document>\n${DOCUMENT}\n</document>`,
  ],
  ['there is no document', 'Who may end a lease?'],
  ['the document is short', 'Who may end the lease in this document?\n\n<document>Two lines.</document>'],
])('nothing is added when %s', (_, prompt) => {
  expect(run(prompt)).toBe(prompt);
});
