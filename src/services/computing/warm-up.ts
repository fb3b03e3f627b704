/**
 * The first calls of a process are an order of magnitude slower than the later ones, because regular expressions are compiled
 * at their first use, and again, to machine code, at a later one. A server pays for that while nobody waits.
 */
import { setImmediate } from 'node:timers/promises';
import { loadEngine } from './load-engine.ts';

const SAMPLES = [
  'Fix the bug in the login form.',
  `You help a small shop. Please write an e-mail of at most 120 words to "Ann Lee" about order 1204 of 3 May, see https://example.org/orders and \`orders.csv\`.

1. Keep the tone friendly, but do not apologise.
2. If the parcel is late, offer a discount of 5 %; otherwise mention the new catalogue.

\`\`\`ts
export function total(items: readonly Item[]): number {
  return items.reduce((sum, item) => sum + item.price, 0);
}
\`\`\`

Traceback (most recent call last):
  File "shop/orders.py", line 12, in total
TypeError: unsupported operand

- Answer in JSON with the keys "subject" and "body".
- Steps to reproduce: call {{endpoint}} with user@example.org. I expected 200, and it returned 500 instead.`,
  '请用不超过两百字总结这篇文章，并列出三个要点。',
];

const ROUNDS = 3;

/** Improves samples until the paths that most prompts take are compiled; lets callers through after each. */
export async function warmUp(signal?: AbortSignal): Promise<void> {
  const { improve } = await loadEngine();
  for (let round = 0; round < ROUNDS; round++) {
    for (const prompt of SAMPLES) {
      await setImmediate();
      if (signal?.aborted) return;
      improve({ prompt });
    }
  }
}
