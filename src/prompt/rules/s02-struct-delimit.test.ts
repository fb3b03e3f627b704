import { expect, test } from 'vitest';
import { improve } from '../improve.ts';

const run = (prompt: string) => improve({ prompt, only: ['S02'] });
const CODE = 'function add(a, b) {\n  const sum = a + b;\n  return sum;\n}';

test('code that stands bare beside the request is fenced, and only fence lines are added', () => {
  expect(run(`Please explain this function to me:\n\n${CODE}\n\nWhat does it return?`).improved).toBe(
    `Please explain this function to me:\n\n\`\`\`\n${CODE}\n\`\`\`\n\nWhat does it return?`,
  );
});

test('line ends stay what they are', () => {
  const crlf = `Please explain this function to me:\r\n\r\n${CODE.replaceAll('\n', '\r\n')}\r\n`;
  expect(run(crlf).improved).toBe(
    `Please explain this function to me:\r\n\r\n\`\`\`\r\n${CODE.replaceAll('\n', '\r\n')}\r\n\`\`\`\r\n`,
  );
});

test.each([
  ['it is fenced', `Please explain this function:\n\`\`\`\n${CODE}\n\`\`\``],
  ['it is tagged', `Please explain this function:\n<code>\n${CODE}\n</code>`],
  ['it stands between delimiters', `Please explain this function to me:\n"""\n\n${CODE}\n\n"""`],
  ['it is short', 'Please explain this line to me:\n\nconst sum = a + b;'],
  ['there is no request', CODE],
  ['it is prose', 'Write a letter.\n\nDear Maria,\nthank you for the cake.\nYours, Tom'],
])('nothing is added when %s', (_, prompt) => {
  expect(run(prompt).improved).toBe(prompt);
});

test('where the code ends in the middle of a paragraph, it is only pointed out', () => {
  const prompt = `Please explain this function to me:\n\n${CODE}\nand tell me what it returns`;
  const { changed, findings } = run(prompt);
  expect(changed).toBe(false);
  expect(findings).toContainEqual(expect.objectContaining({ rule: 'S02', severity: 'low' }));
});
