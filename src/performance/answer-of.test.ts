import { expect, test } from 'vitest';
import { answerOf } from './answer-of.ts';

const toolError = (code: string) => ({ result: { isError: true, _meta: { 'prompt-improver/error': { code } } } });

test.each([
  ['a result', { result: { content: [] } }, { outcome: 'ok' }],
  ['a result that says it failed', { result: { isError: true } }, { outcome: 'tool_error', errorType: 'tool_error' }],
  ['one that says why', toolError('PROMPT_EMPTY'), { outcome: 'tool_error', errorType: 'PROMPT_EMPTY' }],
  ['a refusal under load', toolError('OVERLOADED'), { outcome: 'shed', errorType: 'OVERLOADED' }],
  ['a passed deadline', toolError('TIMED_OUT'), { outcome: 'timeout', errorType: 'TIMED_OUT' }],
  ['an error', { error: { code: -32601 } }, { outcome: 'protocol_error', errorType: '-32601' }],
  [
    'an error with a code of the catalogue',
    { error: { code: -32602, data: { code: 'RULE_NOT_FOUND' } } },
    { outcome: 'protocol_error', errorType: 'RULE_NOT_FOUND' },
  ],
  [
    'an error with a code that somebody made up',
    { error: { code: -32602, data: { code: 'toString' } } },
    { outcome: 'protocol_error', errorType: '-32602' },
  ],
])('%s', (_, message, answer) => {
  expect(answerOf(message)).toEqual(answer);
});
