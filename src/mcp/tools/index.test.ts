import { expect, test } from 'vitest';
import { TOOLS } from './index.ts';

test.each([...TOOLS])('%s is listed under the name that it is called by', async (name, { load }) => {
  expect((await load()).listed().name).toBe(name);
});
