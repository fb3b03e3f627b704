import type { Prompt } from '../prompt.ts';

/** Each is loaded when it is first asked for or listed, as tools are. */
export const PROMPTS: ReadonlyMap<string, () => Promise<Prompt>> = new Map([
  ['improve', async () => (await import('./improve.ts')).improve],
  ['review', async () => (await import('./review.ts')).review],
]);
