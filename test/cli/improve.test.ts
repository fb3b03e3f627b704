import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../src/prompt/edits.ts';
import { isOpenToAll, unprivilegedAccount } from '../services/machine.ts';
import { BIN, RunningCli, runCli, temporaryFolder } from './cli.ts';

/** Twice the same sentence: one edit. */
const ROUGH = 'Write a function that sorts a list of orders. Write a function that sorts a list of orders.';
/** Asks what is meant, and nothing else. */
const COLD = 'Fix it';
const DATA = '.local/share/prompt-improver/prompt-improver.db';

function fileWith(content: string | Uint8Array): string {
  const path = join(temporaryFolder(), 'prompt.md');
  writeFileSync(path, content);
  return path;
}

describe('where the prompt comes from', () => {
  const text = ['improve', '--text', '--no-store', '--only', 'G01'];

  test('words are joined by a space', async () => {
    expect(await runCli([...text, 'Say', 'hello  there'])).toMatchObject({
      code: 0,
      stdout: 'Say hello  there',
      stderr: '',
    });
  });

  test('a file, and - or a pipe for standard input, are read byte for byte', async () => {
    const prompt = '\ufeffLine one\r\nLine two  \r\n\tcafé 👩‍👩‍👧 \u2028 \u0000 end\n\n';
    expect((await runCli([...text, '--file', fileWith(prompt)])).stdout).toBe(prompt);
    expect((await runCli([...text, '--file', '-'], { input: prompt })).stdout).toBe(prompt);
    expect((await runCli(text, { input: prompt })).stdout).toBe(prompt);
  });

  test('front matter of a file is no part of the prompt, and comes back as it was', async () => {
    const head = '---\ndescription: Sorts the orders\n---\n\n';
    const score = async (args: readonly string[], input = '') =>
      JSON.parse((await runCli(['improve', '--json', '--no-store', ...args], { input })).stdout);
    const bare = await score([ROUGH]);
    const file = await score(['--file', fileWith(head + ROUGH)]);
    expect(file).toMatchObject({ score: bare.score, improved: head + bare.improved });
    expect(applyEdits(head + ROUGH, file.edits)).toBe(file.improved);
    expect(await score([], head + ROUGH)).toMatchObject({ score: bare.score, edits: file.edits });
    // Words are what their author typed.
    expect((await runCli([...text, '--', head + ROUGH])).stdout).toBe(head + ROUGH);
    const diff = await runCli(['improve', '--diff', '--no-store', '--file', fileWith(head + ROUGH)]);
    expect(diff.stdout).toContain('@@ -2,4 +2,4 @@');
  });

  test('the greatest prompt is taken', async () => {
    const prompt = `${'word '.repeat(199_999)}words`;
    expect(Buffer.byteLength(prompt)).toBe(1_000_000);
    const { code, stdout } = await runCli(text, { input: prompt });
    expect(code).toBe(0);
    expect(stdout === prompt).toBe(true);
  });

  const wrong: readonly [string, string, () => readonly string[], (string | Uint8Array)?][] = [
    ['a file that is not there', 'FILE_NOT_FOUND', () => ['--file', 'absent.md']],
    ['a path below a file', 'FILE_NOT_FOUND', () => ['--file', `${BIN}/x`]],
    ['a folder', 'FILE_UNREADABLE', () => ['--file', temporaryFolder()]],
    ['a file that is not UTF-8', 'INVALID_UTF8', () => ['--file', fileWith(Buffer.from([0x68, 0xff, 0xfe]))]],
    ['a cut UTF-8 sequence', 'INVALID_UTF8', () => [], Buffer.from('é').subarray(0, 1)],
    ['an empty file', 'PROMPT_EMPTY', () => ['--file', fileWith('')]],
    ['white space', 'PROMPT_EMPTY', () => [' \n\t']],
    ['nothing on standard input', 'PROMPT_EMPTY', () => []],
    ['a file above the limit', 'PROMPT_TOO_LONG', () => ['--file', fileWith('x'.repeat(1_000_001))]],
    ['standard input above the limit', 'PROMPT_TOO_LONG', () => [], 'x'.repeat(1_000_001)],
    ['text and a file at once', 'INVALID_ARGUMENT', () => ['--file', fileWith('x'), 'y']],
    ['a session id that cannot be one', 'INVALID_ARGUMENT', () => ['--session', 'a/b', 'hello']],
  ];
  test.each(wrong)('%s is %s', async (_, code, args, input) => {
    const result = await runCli(['improve', '--no-store', ...args()], input === undefined ? {} : { input });
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toMatch(new RegExp(`^error ${code}: .+\\nhint: .+\\n$`));
  });

  test('an endless input is refused without being read to its end', async () => {
    expect(await runCli(['improve', '--no-store', '--file', '/dev/zero'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('PROMPT_TOO_LONG'),
    });
  });
});

describe('--json', () => {
  test('is one object with all that is known, and its edits give the improved prompt', async () => {
    const { code, stdout } = await runCli(['improve', '--json', ROUGH]);
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(Object.keys(report)).toEqual([
      'improved',
      'changed',
      'verdict',
      'summary',
      'language',
      'task',
      'score',
      'edits',
      'questions',
      'findings',
      'constraints',
      'ruleset_hash',
      'improvement_id',
      'stored',
      'duration_ms',
    ]);
    expect(report).toMatchObject({ changed: true, language: 'en', stored: true });
    expect(applyEdits(ROUGH, report.edits)).toBe(report.improved);
  });

  test('has the questions with all there is to show them', async () => {
    const report = JSON.parse((await runCli(['improve', '--json', '--no-store', COLD])).stdout);
    expect(report).toMatchObject({ verdict: 'ask', stored: false });
    expect(report).not.toHaveProperty('improvement_id');
    expect(report.questions).toEqual([
      {
        id: expect.stringMatching(/^Q02\./),
        rule: 'Q02',
        facet: expect.any(String),
        text: expect.any(String),
        reason: expect.any(String),
        options: expect.arrayContaining([{ label: expect.any(String), effect: expect.any(String) }]),
        value: expect.any(Number),
      },
    ]);
  });

  test('has the option arguments in it: mode, target, answers, rules', async () => {
    const json = async (...args: readonly string[]) =>
      JSON.parse((await runCli(['improve', '--json', '--no-store', ...args])).stdout);
    const { id } = (await json(COLD)).questions[0];
    const answered = await json('--answer', `${id}=the form = the login`, COLD);
    expect(answered.improved).toContain('the form = the login');
    expect(answered.questions.map((question: { id: string }) => question.id)).not.toContain(id);
    const only = await json('--only', 'T05,G01', '--target', 'claude', '--mode', 'agent', ROUGH);
    expect(only).toMatchObject({ questions: [], edits: [{ rule: 'T05' }] });
  });
});

describe('the readable view', () => {
  test('shows questions with their options and how to answer them', async () => {
    const { stdout } = await runCli(['improve', '--no-store', COLD]);
    expect(stdout).toMatch(/^Questions\n {2}1\. .+ {2}--answer Q02\.\w+=…\n {5}.+\n {5}- .+/m);
  });

  test('shows the change in its place, why, and the score', async () => {
    const { stdout, stderr } = await runCli(['improve', '--no-store', ROUGH]);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/score \d/);
    expect(stdout).toContain('[-');
    expect(stdout).toMatch(/^ {2}T05 {2}\S/m);
    expect(stdout).not.toContain('\u001b');
  });

  test('has colours with FORCE_COLOR, none with NO_COLOR', async () => {
    const coloured = await runCli(['improve', '--no-store', ROUGH], { env: { FORCE_COLOR: '1' } });
    expect(coloured.stdout).toContain('\u001b[');
    expect(coloured.stdout).not.toContain('[-');
    const plain = await runCli(['improve', '--no-store', ROUGH], { env: { NO_COLOR: '1' } });
    expect(plain.stdout).not.toContain('\u001b');
  });

  test('shows terminal escapes of a prompt instead of sending them, and leaves them alone in --text and --json', async () => {
    const prompt = `${ROUGH} \u001b[2J\u001b]0;title\u0007 \u009b31m`;
    const view = await runCli(['improve', '--no-store'], { input: prompt });
    // oxlint-disable-next-line no-control-regex -- they are what is looked for
    expect(view.stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    expect(view.stdout).toContain('\\x1b[2J\\x1b]0;title\\x07');
    expect((await runCli(['improve', '--no-store', '--text'], { input: prompt })).stdout).toContain(
      '\u001b[2J\u001b]0;title\u0007',
    );
    const json = JSON.parse((await runCli(['improve', '--no-store', '--json'], { input: prompt })).stdout);
    expect(json.improved).toContain('\u001b[2J');
  });

  test('of a long prompt shows the neighbourhood of the change only', async () => {
    const filler = Array.from({ length: 2_000 }, (_, i) => `Paragraph ${i} speaks of the river in winter.`).join('\n');
    const { stdout } = await runCli(['improve', '--no-store', '--only', 'T05'], {
      input: `${filler}\n${ROUGH}\n${filler.replaceAll('river', 'sea')}`,
    });
    expect(stdout).toContain('[-');
    expect(stdout.length).toBeLessThan(5_000);
  });
});

describe('recording', () => {
  test('writes the improvement to the data folder', async () => {
    const home = temporaryFolder();
    await runCli(['improve', '--text', ROUGH], { home });
    expect(existsSync(join(home, DATA))).toBe(true);
  });

  test.each([
    ['--no-store', ['--no-store'], {}],
    ['PROMPT_IMPROVER_STORE_RECORD=off', [], { PROMPT_IMPROVER_STORE_RECORD: 'off' }],
  ])('%s leaves no trace of it', async (_, args, env) => {
    const home = temporaryFolder();
    const { stderr } = await runCli(['improve', '--text', ...args, ROUGH], { home, env });
    expect(stderr).toBe('');
    expect(existsSync(join(home, DATA))).toBe(false);
  });

  const account = unprivilegedAccount();
  test.skipIf(account !== undefined && !isOpenToAll(BIN))(
    'a data folder that is read-only costs one warning line, not the result',
    async () => {
      const home = temporaryFolder();
      const dataDir = join(home, 'data');
      mkdirSync(dataDir);
      chmodSync(home, 0o755);
      if (account) chownSync(home, account.uid, account.gid);
      // Root ignores permission bits: when we are root, the command runs as somebody else.
      chmodSync(dataDir, 0o555);
      const { code, stdout, stderr } = await runCli(['improve', '--text', '--data-dir', dataDir, ROUGH], {
        home,
        account,
      });
      expect(code).toBe(0);
      expect(stdout).toContain('Write a function');
      expect(stderr).toMatch(/^warning STORE_READ_ONLY: .+\n$/);
    },
  );

  test('a data folder that is a file costs a warning too', async () => {
    const { code, stdout, stderr } = await runCli(['improve', '--text', '--data-dir', BIN, ROUGH]);
    expect(code).toBe(0);
    expect(stdout).toContain('Write a function');
    expect(stderr).toMatch(/^warning [A-Z_]+: .+\n$/);
  });

  test('a wrong setting is an error that names it', async () => {
    const { code, stdout, stderr } = await runCli(['improve', 'Say hello'], {
      env: { PROMPT_IMPROVER_HTTP_PORT: 'abc' },
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('error CONFIG_INVALID: http.port (env PROMPT_IMPROVER_HTTP_PORT) is "abc"');
  });

  test('a session that does not exist is an error', async () => {
    const { code, stderr } = await runCli(['improve', '--session', 'nobody', 'Say hello']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error SESSION_NOT_FOUND: /);
  });
});

test('a reader that goes away ends it quietly', async () => {
  const running = new RunningCli(['improve', '--no-store', '--text']);
  running.child.stdout?.destroy();
  running.child.stdin?.end('Say hello. '.repeat(50_000));
  expect(await running.ended()).toMatchObject({ code: 0 });
  expect(running.stderr).toBe('');
});

test('the examples in the help name options that exist', async () => {
  const { stdout } = await runCli(['improve', '--help']);
  const options = [...stdout.matchAll(/--[a-z]+(?:-[a-z]+)*/g)].map(([option]) => option);
  const source = readFileSync(new URL('../../src/cli/commands/improve.ts', import.meta.url), 'utf8');
  for (const option of new Set(options)) expect(source + '--data-dir --config --help').toContain(option);
});
