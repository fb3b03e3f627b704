import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Question } from '../../prompt/types.ts';
import { askQuestions } from './ask.ts';

const question = (id: string): Question => ({
  id,
  rule: 'Q05',
  facet: 'tech_stack',
  text: `Which one, ${id}?`,
  reason: 'It matters.',
  options: [
    { label: 'Python', effect: 'in Python' },
    { label: 'Go', effect: 'in Go' },
    { label: 'One that I name…', effect: 'in it' },
  ],
  value: 0.5,
});

/** Types the next line at each prompt, and ends the input when there are no more. */
async function ask(questions: readonly Question[], typed: readonly string[]) {
  const input = new PassThrough();
  const output = new PassThrough();
  const lines = [...typed];
  let shown = '';
  output.setEncoding('utf8').on('data', (chunk: string) => {
    shown += chunk;
    if (!/ {2}> $|… $/.test(shown)) return;
    const line = lines.shift();
    if (line === undefined) input.end();
    else input.write(`${line}\n`);
  });
  const given = await askQuestions(questions, { input, output, paint: (_, text) => text, terminal: false });
  return { given, shown };
}

describe('asking', () => {
  test('takes the number of an option, or words', async () => {
    const { given, shown } = await ask([question('a'), question('b'), question('c')], ['2', ' Prolog ', '7']);
    expect(given).toEqual({ a: 'Go', b: 'Prolog', c: '7' });
    expect(shown).toContain(
      '1/3 Which one, a?\n  It matters.\n  1) Python: in Python\n  2) Go: in Go\n  3) One that I name…: in it\n',
    );
  });

  test('takes the text that an option announces, and nothing for Enter', async () => {
    const { given, shown } = await ask([question('a'), question('b')], ['3', 'Prolog', '3', '']);
    expect(given).toEqual({ a: 'Prolog' });
    expect(shown).toContain('  One that I name… ');
  });

  test('skips a question with Enter, and the rest with the end of input', async () => {
    expect((await ask([question('a'), question('b'), question('c')], ['', '1'])).given).toEqual({ b: 'Python' });
    expect((await ask([question('a')], [])).given).toEqual({});
  });

  test('takes at most what an answer may have', async () => {
    expect((await ask([question('a')], ['x'.repeat(20_000)])).given?.['a']).toHaveLength(10_000);
  });
});
