import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RunningCli, runCli } from './cli.ts';

async function answersTo(lines: readonly (string | Uint8Array)[], args: readonly string[] = []) {
  const input = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]));
  const { code, stdout, stderr } = await runCli(['improve', '--ndjson', ...args], { input });
  expect(stdout.endsWith('\n') || stdout === '').toBe(true);
  return {
    code,
    stderr,
    answers: stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  };
}

const line = (value: unknown) => JSON.stringify(value);

describe('a line', () => {
  test('is answered by a line with the fields of the contract', async () => {
    const prompt = 'Write a function that sorts orders. Write a function that sorts orders.';
    const { code, stderr, answers } = await answersTo([line({ id: 'a', prompt })]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(answers).toHaveLength(1);
    const [answer] = answers;
    expect(Object.keys(answer)).toEqual([
      'id',
      'improved',
      'changed',
      'edits',
      'score',
      'questions',
      'findings',
      'constraints',
      'duration_ms',
    ]);
    expect(answer).toMatchObject({ id: 'a', changed: true, duration_ms: expect.any(Number) });
    expect(answer.edits[0]).toEqual({
      rule: 'T05',
      start: expect.any(Number),
      end: expect.any(Number),
      text: expect.any(String),
    });
    expect(Object.keys(answer.score)).toEqual(['before', 'after', 'potential']);
  });

  test('gets questions with an id to answer them by, and the labels of their options', async () => {
    const { answers } = await answersTo([line({ id: 'a', prompt: 'Fix it' })]);
    expect(answers[0].questions).toEqual([
      {
        id: expect.stringMatching(/^Q02\./),
        rule: 'Q02',
        facet: expect.any(String),
        text: expect.any(String),
        options: expect.arrayContaining([expect.any(String)]),
      },
    ]);
  });

  test('may hold U+2028 and U+2029 inside a string: only a newline ends it', async () => {
    const prompt = 'Translate this:\u2028one\u2029two';
    const { answers } = await answersTo([`{"id":"u","prompt":${JSON.stringify(prompt)}}`]);
    expect(answers).toMatchObject([{ id: 'u', improved: expect.stringContaining('one\u2029two') }]);
  });

  test('may end with CRLF, begin with a byte order mark, be blank, or be the last without a newline', async () => {
    const input = `\ufeff${line({ id: 1, prompt: 'Say hello' })}\r\n\n  \n${line({ id: 2, prompt: 'Say bye' })}`;
    const { code, stdout } = await runCli(['improve', '--ndjson'], { input });
    expect(code).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((answer) => JSON.parse(answer).id),
    ).toEqual([1, 2]);
  });

  test('keeps lone surrogates, controls and every line end', async () => {
    const prompt = 'Keep \ud83d this \u0000 and\r\nthat\u2028 as it is, please \ud83d\ude00';
    const { answers } = await answersTo([line({ id: 'x', prompt })], ['--only', 'G01']);
    expect(answers[0].improved).toBe(prompt);
  });

  test('may carry context, target, answers and only; null counts as absent', async () => {
    const prompt = 'Fix it';
    const [plain, answered, none, nulls] = (
      await answersTo([
        line({ id: 1, prompt }),
        line({ id: 2, prompt, target: 'gpt', answers: { 'Q02.scope_subtype': 'the login form' } }),
        line({
          id: 3,
          prompt,
          only: ['T05'],
          context: { mode: 'agent', code_language: 'Go', files: ['a.go'], test_command: 'go test', text: 'x' },
        }),
        line({
          id: 4,
          prompt,
          context: null,
          target: null,
          answers: null,
          only: null,
          label: 'other fields are ignored',
        }),
      ])
    ).answers;
    expect(answered.improved).toContain('the login form');
    expect(none.questions).toEqual([]);
    expect(nulls).toMatchObject({ id: 4, questions: plain.questions });
  });
});

describe('a bad line', () => {
  const good = line({ id: 'good', prompt: 'Say hello' });
  const cases: readonly [string, string | Uint8Array, unknown, string, RegExp][] = [
    ['no JSON', '{"id": "a", "prompt": ', null, 'INVALID_JSON', /JSON/],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0x22]), null, 'INVALID_UTF8', /UTF-8/],
    ['no object', '[1]', null, 'INVALID_ARGUMENT', /object/],
    ['no prompt', line({ id: 'a' }), 'a', 'INVALID_ARGUMENT', /prompt/],
    ['a number as prompt', line({ id: 'a', prompt: 3 }), 'a', 'INVALID_ARGUMENT', /prompt/],
    ['an empty prompt', line({ id: 'a', prompt: ' ' }), 'a', 'PROMPT_EMPTY', /prompt/],
    ['a prompt above the limit', line({ id: 'a', prompt: 'x'.repeat(1_000_001) }), 'a', 'PROMPT_TOO_LONG', /1,000,000/],
    ['an id that cannot be given back', line({ id: { a: 1 }, prompt: 'x' }), null, 'INVALID_ARGUMENT', /id/],
    [
      'a wrong mode',
      line({ id: 'a', prompt: 'x', context: { mode: 'bot' } }),
      'a',
      'INVALID_ARGUMENT',
      /context\.mode.*agent, chat/,
    ],
    [
      'a mistyped field of context',
      line({ id: 'a', prompt: 'x', context: { codeLanguage: 'Go' } }),
      'a',
      'INVALID_ARGUMENT',
      /context\.codeLanguage/,
    ],
    ['a wrong target', line({ id: 'a', prompt: 'x', target: 'x' }), 'a', 'INVALID_ARGUMENT', /target.*claude/],
    ['answers that are a list', line({ id: 'a', prompt: 'x', answers: [] }), 'a', 'INVALID_ARGUMENT', /answers/],
    [
      'an answer that is no text',
      line({ id: 'a', prompt: 'x', answers: { q: 1 } }),
      'a',
      'INVALID_ARGUMENT',
      /answers\.q/,
    ],
    ['rules that are no list', line({ id: 'a', prompt: 'x', only: 'T05' }), 'a', 'INVALID_ARGUMENT', /only/],
    ['a line above the limit', `"${'x'.repeat(9_000_000)}"`, null, 'BODY_TOO_LARGE', /8,388,608/],
    ['very deep nesting', '['.repeat(100_000), null, 'INVALID_JSON', /JSON/],
  ];

  test('gets an error in its place, and the run goes on', async () => {
    const { code, stderr, answers } = await answersTo([good, ...cases.flatMap(([, bad]) => [bad, good])]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(answers).toHaveLength(2 * cases.length + 1);
    for (const [i, [name, , id, errorCode, message]] of cases.entries()) {
      const expected = { id, error: { code: errorCode, message: expect.stringMatching(message) } };
      expect({ name, answer: answers[2 * i + 1] }).toEqual({ name, answer: expected });
      expect({ name, next: answers[2 * i + 2] }).toMatchObject({
        name,
        next: { id: 'good', changed: expect.any(Boolean) },
      });
    }
  });
});

test('answers come while the input is still open', async () => {
  const running = new RunningCli(['improve', '--ndjson']);
  running.send(`${line({ id: 'first', prompt: 'Say hello' })}\n`);
  await running.printed('stdout', /"id":"first".*\n/);
  running.child.stdin?.end();
  expect(await running.ended()).toMatchObject({ code: 0 });
});

test.skipIf(process.platform !== 'linux')(
  '20,000 lines come back in order, with flat memory, however slowly they are read',
  async () => {
    const count = 20_000;
    // What the engine puts off collecting while there is room would look like growth.
    const nodeArgs = ['--max-old-space-size=40', '--max-semi-space-size=2'];
    const { child, ...running } = new RunningCli(['improve', '--ndjson'], { nodeArgs });
    child.stdout?.removeAllListeners('data');
    const peakBytes = () =>
      Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024;
    const filler = 'The report is read by the board on Monday. '.repeat(20);
    const ids: number[] = [];
    let rest = '';
    let peakAtTenth = 0;
    let peakAtEnd = 0;
    child.stdout?.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const answer of lines) ids.push(JSON.parse(answer).id);
      if (ids.length >= count / 10 && peakAtTenth === 0) peakAtTenth = peakBytes();
      // It still runs: its input is open.
      if (ids.length === count) {
        peakAtEnd = peakBytes();
        child.stdin?.end();
      }
      // A reader that pauses now and then.
      if (ids.length % 1_000 < 5) {
        child.stdout?.pause();
        setTimeout(() => child.stdout?.resume(), 50);
      }
    });
    const closed = once(child, 'close');
    for (let i = 0; i < count; i++) {
      const ready = child.stdin?.write(
        `${line({ id: i, prompt: `Summarise report ${i} in 3 sentences. ${filler}` })}\n`,
      );
      if (ready === false) await once(child.stdin!, 'drain');
    }
    await closed;
    expect({ code: child.exitCode, stderr: running.stderr }).toEqual({ code: 0, stderr: '' });
    expect(ids).toEqual(Array.from({ length: count }, (_, i) => i));
    expect(peakAtEnd - peakAtTenth).toBeLessThan(40 * 1024 * 1024);
  },
);

test('a reader that has seen enough ends it quietly', async () => {
  const running = new RunningCli(['improve', '--ndjson']);
  running.child.stdout?.once('data', () => running.child.stdout?.destroy());
  for (let i = 0; i < 2_000; i++) running.send(`${line({ id: i, prompt: `Say hello ${i}` })}\n`);
  running.child.stdin?.end();
  expect(await running.ended()).toMatchObject({ code: 0 });
  expect(running.stderr).toBe('');
});

test('prompts as arguments are refused', async () => {
  expect(await runCli(['improve', '--ndjson', 'hello'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('standard input'),
  });
});
