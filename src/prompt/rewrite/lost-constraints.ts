/** Requirements that a prompt states on the answer and a rewrite does not. */
import type { Reading } from '../reading.ts';
import type { Constraint } from '../types.ts';

const WORD = /[\p{L}\p{N}]+/gu;
/** Share of the words of a requirement that one sentence holds when it says the same. */
const SAME_SHARE = 0.65;
/** Types a prompt states at most; each that seems lost is looked for in all sentences. */
const MAX_SOUGHT = 30;

/** The first of each type. */
export function lostConstraints(prompt: Reading, rewrite: Reading): readonly Constraint[] {
  const held = new Set(rewrite.constraints.map(({ type }) => type));
  const lost = new Map<string, Constraint>();
  for (const constraint of prompt.constraints) {
    if (!held.has(constraint.type) && !lost.has(constraint.type)) lost.set(constraint.type, constraint);
  }
  if (lost.size === 0) return [];
  return [...lost.values()]
    .slice(0, MAX_SOUGHT)
    .filter(({ start, end }) => !isSaid(prompt.prompt.slice(start, end), rewrite));
}

/** Said in words that the detection does not know: most of them stand in one sentence. */
function isSaid(requirement: string, { prompt, sentences }: Reading): boolean {
  const words = new Set(requirement.toLowerCase().match(WORD));
  if (words.size < 3) return false;
  return sentences.some(({ start, end }) => {
    let said = 0;
    for (const word of new Set(prompt.slice(start, end).toLowerCase().match(WORD))) if (words.has(word)) said += 1;
    return said >= words.size * SAME_SHARE;
  });
}
