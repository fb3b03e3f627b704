import { loadOnce } from '../../services/load-once.ts';
import type { Prompt } from '../prompt.ts';

/** Each is loaded when it is first asked for or listed, as tools are. */
export const PROMPTS: ReadonlyMap<string, () => Promise<Prompt>> = new Map([
  ['improve', loadOnce(async () => (await import('./improve.ts')).improve)],
  ['review', loadOnce(async () => (await import('./review.ts')).review)],
]);
