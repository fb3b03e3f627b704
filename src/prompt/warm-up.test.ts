import { expect, test } from 'vitest';
import { improve } from './improve.ts';
import { warmUp } from './warm-up.ts';

test('leaves the improver as it was', () => {
  const before = improve({ prompt: 'Write a script' });
  warmUp();
  expect(improve({ prompt: 'Write a script' })).toEqual(before);
});
