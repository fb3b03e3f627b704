import { expect, test } from 'vitest';
import { workOf, workOfBody } from './work-class.ts';

test.each([
  ['tools/call', { name: 'improve_prompt' }, 'live', 'tools/call/improve_prompt'],
  ['tools/call', { name: 'get_performance_status' }, 'control', 'tools/call/get_performance_status'],
  ['tools/call', { name: 'no_such_tool' }, 'control', 'tools/call'],
  ['tools/call', undefined, 'control', 'tools/call'],
  ['resources/read', { uri: 'prompt-improver://status' }, 'control', 'resources/read/status'],
  ['resources/read', { uri: 'prompt-improver://rules/Q05' }, 'live', 'resources/read/rule'],
  ['resources/read', { uri: 'https://example.org' }, 'control', 'resources/read'],
  ['prompts/get', { name: 'improve' }, 'live', 'prompts/get/improve'],
  ['completion/complete', {}, 'live', 'completion/complete'],
  ['tools/list', {}, 'control', 'tools/list'],
  ['a method of nobody', {}, 'control', 'other'],
])('%s %o is %s', (method, params, workClass, operation) => {
  expect(workOf(method, params)).toEqual({ workClass, operation });
});

test('a subscription takes no place', () => {
  expect(workOf('subscriptions/listen', {})).toBeUndefined();
});

test('a batch is what is the most in it', () => {
  const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
  const call = { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'improve_prompt' } };
  expect(workOfBody([list, list])).toEqual({ workClass: 'control', operation: 'batch' });
  expect(workOfBody([list, call])).toEqual({ workClass: 'live', operation: 'batch' });
});

test.each([[{ jsonrpc: '2.0', method: 'notifications/initialized' }], [[]], [null], ['text'], [{ id: 1 }]])(
  '%o asks for nothing',
  (body) => {
    expect(workOfBody(body)).toBeUndefined();
  },
);
