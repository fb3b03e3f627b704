import type { Prompt } from '../prompt.ts';
import { improve } from './improve.ts';
import { review } from './review.ts';

export const PROMPTS: ReadonlyMap<string, Prompt> = new Map([improve, review].map((prompt) => [prompt.name, prompt]));
