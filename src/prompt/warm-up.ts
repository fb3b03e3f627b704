/**
 * Runs the improver on texts of its own until the engine has compiled it. The first long prompt of a process otherwise
 * takes several times as long as the later ones.
 */
import { improve } from './improve.ts';

const PASSAGE =
  'You must write at least three lines if possible. Fix the bug: it returns nothing but should return a list. Use `code`, ' +
  'open src/app.ts and see https://example.org for “more”.\n- compare the best tools\n\nPlan a trip, and delete the old files.\n\n';
const PASSAGES = 40;
const ROUNDS = 6;

/** Takes some tenths of a second; call it when nobody is waiting. */
export function warmUp(): void {
  const long = PASSAGE.repeat(PASSAGES);
  for (let round = 0; round < ROUNDS; round++) {
    for (const mode of ['chat', 'agent'] as const) {
      improve({ prompt: long, context: { mode } });
      improve({ prompt: PASSAGE, context: { mode } });
    }
    improve({ prompt: 'Recommend a good laptop' });
    improve({ prompt: 'Write a function' });
  }
}
