import { expect, test } from 'vitest';
import { PROMPTS } from './index.ts';

test.each([...PROMPTS])('%s is listed under the name that it is asked for by', async (name, load) => {
  expect((await load()).listed().name).toBe(name);
});
