import { expect, test } from 'vitest';
import { operationName } from '../performance/operation.ts';
import { operationNames } from './operation-names.ts';

test.each([
  ['tools/call', { name: 'improve_prompt' }, 'tools/call/improve_prompt'],
  ['tools/call', { name: 'made_up' }, 'tools/call'],
  ['resources/read', { uri: 'prompt-improver://status' }, 'resources/read/status'],
  ['resources/subscribe', { uri: 'prompt-improver://alerts' }, 'resources/subscribe'],
  ['resources/unsubscribe', { uri: 'prompt-improver://alerts' }, 'resources/unsubscribe'],
  ['prompts/get', undefined, 'prompts/get'],
  ['made/up', { name: 'improve_prompt' }, 'other'],
])('%s with %j is called %s', (method, params, name) => {
  expect(operationName(operationNames(method, params))).toBe(name);
});
