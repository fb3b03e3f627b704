import { expect, test } from 'vitest';
import { improve } from '../improve.ts';

const asked = (prompt: string, context = {}): string[] =>
  improve({ prompt, context, only: ['Q03'] }).questions.map((question) => question.id);

test.each([
  'Summarize the attached report.',
  'Translate the text below into German',
  'Proofread this essay',
  'Resume el siguiente texto',
  'Fasse diesen Bericht zusammen',
  '总结以下文章',
  'この文章を要約してください',
  '다음 글을 요약해줘',
  'Переведи этот текст',
])('asks for what is not there: %s', (prompt) => {
  expect(asked(prompt)).toEqual(['Q03.data_source']);
});

test.each([
  ['a quotation is there', 'Translate this sentence: "The boat leaves at dawn."'],
  [
    'text follows',
    'Summarize the following text:\nThe committee met on Monday and agreed on a new schedule for the library.',
  ],
  ['a fence is there', 'Explain this code\n```\nlet a = 1\n```'],
  ['a link is there', 'Summarize this article https://example.org/news'],
  ['it will come later', 'Summarize the text below that I will send you.'],
  ['something else is attached', 'Write a request handler. A certificate is attached to each request.'],
  [
    'it means the code to be written',
    'Write a function that finds a key in a nested object without recursion, and make sure that this code is short',
  ],
  ['a short text follows', 'Put the following sentence into the past.\nThe boat leaves at dawn.'],
  ['nothing is announced', 'Write a poem about rain'],
])('does not ask when %s', (_, prompt) => {
  expect(asked(prompt)).toEqual([]);
});

test('does not ask an agent, who can open the file, nor when the text is in the context', () => {
  expect(asked('Summarize the attached report.', { mode: 'agent' })).toEqual([]);
  expect(asked('Summarize the attached report.', { text: 'Report: sales rose.' })).toEqual([]);
});

test('a length behind the mention is not the material', () => {
  const ids = (prompt: string) => improve({ prompt, only: ['Q03'] }).questions.map(({ id }) => id);
  expect(ids('Summarize the attached report in 3 bullet points')).toEqual(['Q03.data_source']);
  expect(ids('Find the mean of the following list 3, 5, 8')).toEqual([]);
});
