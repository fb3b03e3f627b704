import { expect, test } from 'vitest';
import { named } from './named.ts';

test.each([
  'Z99',
  'Q05.tech_stack',
  'improve_promt',
  'session:42',
  '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f',
  'répertoire',
])('the name %s is repeated', (name) => {
  expect(named(name)).toBe(name);
});

test.each([
  ['a key', `AK${'IA'}Q7RK2LMX9VTZ4BNW`],
  ['letters only, as some tokens are', 'abcdefghijklmnopqrstuvwxyzabcd'],
  ['a line of text', 'my password'],
])('%s is not', (_, name) => {
  expect(named(name)).toBe('…');
});
