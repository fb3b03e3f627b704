import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signalsOf } from './signals.ts';

const REQUEST = 'Compare the tide tables of Brest and Saint-Malo for May 2031 in a CSV file with 3 columns.';

const FILLER = [
  'Please make sure your answer is accurate and complete.',
  "Let's think step by step.",
  'You are a world-class expert with decades of experience.',
  'I will tip you $500 if you do it well!',
  'My job depends on it.',
  'Avoid mistakes and do not hallucinate.',
  'Target audience: {{audience}}',
  'Budget: [budget]',
  'Deadline: TBD',
  '## Constraints',
  '<output_format>\nUse a suitable format.\n</output_format>',
  'Thank you so much in advance!',
];

const counts = (prompt: string): Record<string, unknown> => {
  const { text: _text, textChars: _chars, ...rest } = signalsOf(prompt);
  return rest;
};

describe('signals of a prompt', () => {
  it('counts words, names, numbers and forms of output', () => {
    const { words, names, numbers, outputs } = signalsOf(REQUEST);
    expect(words).toBeGreaterThan(5);
    expect(names).toBeGreaterThanOrEqual(3);
    expect(numbers).toBe(2);
    expect(outputs).toBe(1);
  });

  it.each(FILLER)('finds nothing in filler: %s', (filler) => {
    expect(counts(`${REQUEST}\n\n${filler}`)).toEqual(counts(REQUEST));
    expect(counts(`${filler}\n\n${REQUEST}`)).toEqual(counts(REQUEST));
  });

  it('counts nothing twice', () => {
    expect(counts(`${REQUEST}\n${REQUEST}\n${REQUEST}`)).toEqual(counts(REQUEST));
  });

  it('sees a trigger that follows the request without a full stop', () => {
    const bare = REQUEST.slice(0, -1);
    expect(signalsOf(`${bare} Let's think step by step.`).text).toBe(signalsOf(bare).text);
  });

  it('keeps words that a request is about', () => {
    expect(signalsOf('Explain how sourdough rises.').words).toBeGreaterThanOrEqual(2);
  });

  it('never counts less when a line is added', () => {
    const line = fc.constantFrom(
      'The parser in src/lexer/scan.ts drops the last token.',
      'It must run within 20 seconds.',
      '```\nthrow new RangeError("offset")\n```',
      'Version 4.2.1 on Debian 13.',
      'Return a table with name and size.',
      ...FILLER,
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), line, (lines, more) => {
        const [before, after] = [signalsOf(lines.join('\n')), signalsOf([...lines, more].join('\n'))];
        for (const key of [
          'words',
          'names',
          'identifiers',
          'numbers',
          'codeLines',
          'constraints',
          'outputs',
        ] as const) {
          expect(after[key]).toBeGreaterThanOrEqual(before[key]);
        }
      }),
    );
  });

  it.each(['a', '.', '[', '_', '`', '"a ', 'a: ', '中', '\n', ' ', '{', '<', 'ab. '])(
    'reads a megabyte of %j in linear time',
    (unit) => {
      const prompt = unit.repeat(Math.ceil(1_000_000 / unit.length));
      // Quadratic work would take minutes: the time limit of a test is what fails.
      expect(() => signalsOf(prompt)).not.toThrow();
    },
  );
});
