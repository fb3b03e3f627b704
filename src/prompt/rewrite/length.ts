/** How long a rewrite may be: as long as the prompt with its answers, and what rules may add to that. */
import { type Answer, foldAnswers } from '../answers.ts';
import { applyEdits } from '../edits.ts';
import { growthLimit } from '../improve.ts';
import type { Reading } from '../reading.ts';

/** The prompt with the answers as lines at its end. */
export function withAnswers(prompt: Reading, answers: readonly Answer[]): string {
  return applyEdits(prompt.prompt, foldAnswers(prompt, answers));
}

export function maxRewriteChars(folded: string): number {
  return folded.length + growthLimit(folded.length);
}
