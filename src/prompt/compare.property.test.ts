import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparePrompts, type Better, type Comparison } from './compare.ts';

const PIECES = [
  'Fix it. ',
  'Write a function in Python that sorts orders by date. ',
  'Answer only in JSON, in at most 50 words. ',
  'Recommend a laptop. ',
  '写一个函数。',
  '`x` ',
  '"blue lamp" ',
  'https://example.org/a ',
  '30 days ',
  'Be concise. ',
  'Explain in great detail. ',
  '\ud800',
  '\r\n',
  'שלום ',
];
const prompts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join('')),
);
const swapped = (better: Better): Better => (better === 'equal' ? 'equal' : better === 'a' ? 'b' : 'a');

function mirrored({ summary, parts, a, b, better, ...rest }: Comparison): Comparison {
  return {
    ...rest,
    better: swapped(better),
    summary: sorted(summary.replace(/\b[AB]\b/g, (name) => (name === 'A' ? 'B' : 'A'))),
    parts: parts.map((part) => ({ part: part.part, a: part.b, b: part.a, better: swapped(part.better) })),
    a: b,
    b: a,
  };
}

/** Its sentences in a fixed order: what A has is told before what B has. */
function sorted(summary: string): string {
  return summary
    .split(/(?<=\.) /)
    .toSorted()
    .join(' ');
}

test('swapping the prompts mirrors the answer', () => {
  fc.assert(
    fc.property(prompts, prompts, (promptA, promptB) => {
      const one = comparePrompts({ promptA, promptB });
      const other = comparePrompts({ promptA: promptB, promptB: promptA });
      expect({ ...other, summary: sorted(other.summary) }).toEqual(mirrored(one));
    }),
  );
});

test('a prompt is equal to itself', () => {
  fc.assert(
    fc.property(prompts, (prompt) => {
      const comparison = comparePrompts({ promptA: prompt, promptB: prompt });
      expect(comparison).toMatchObject({ better: 'equal', points: 0, related: true });
      expect([...comparison.a.details, ...comparison.b.details]).toEqual([]);
    }),
  );
});
