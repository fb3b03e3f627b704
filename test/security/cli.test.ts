/** The same on the command line and in the library: what standard error and the home folder hold afterwards. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { AppError, improve, type ImproveInput } from '../../src/index.ts';
import { runCli, temporaryFolder } from '../cli/cli.ts';
import { CANARIES, EVERYTHING, leaksIn, TOKEN } from './canaries.ts';
import { everyByteBelow, expectNoLeak } from './places.ts';

const PROMPT = `Why does the build of the shop fail?\n\n${EVERYTHING}`;
const json = (line: object) => `${JSON.stringify(line)}\n`;

test.each([
  ['as text', ['improve', '--text', PROMPT], ''],
  [
    'as JSON, with an answer',
    ['improve', '--json', '--answer', `Q04.other=${TOKEN}`, 'Fix the bug in the login form.'],
    '',
  ],
  ['from standard input', ['improve', '--text'], PROMPT],
  ['line by line', ['improve', '--ndjson'], json({ id: 1, prompt: PROMPT, context: { text: EVERYTHING } })],
])('a prompt with secrets given %s leaves none behind', async (_, args, input) => {
  const home = temporaryFolder();
  const { code, stdout, stderr } = await runCli(args, { home, input, env: { TMPDIR: home } });
  expect(code).toBe(0);
  expect(leaksIn(stdout)).not.toEqual([]);
  await expectNoLeak({ 'standard error': () => stderr, 'home folder': () => everyByteBelow(home) });
});

test.each([
  ['text', []],
  ['json', ['--format', 'json']],
  ['sarif', ['--format', 'sarif']],
  ['github', ['--format', 'github']],
  ['a diff', ['--diff']],
  ['text after its edits were made', ['--fix']],
])('a check of files with secrets shows none of them as %s', async (_, options) => {
  const home = temporaryFolder();
  const cwd = temporaryFolder();
  const twice = 'Say in one line why the build of the shop fails.';
  const secrets = EVERYTHING.replaceAll('\n\n', '\n');
  writeFileSync(join(cwd, 'prompt.md'), `${twice} ${twice}\n${secrets}\n`);
  writeFileSync(
    join(cwd, 'head.md'),
    `---\ntoken: ${TOKEN}\n---\n<!-- prompt-improver-ignore ${TOKEN}: ${TOKEN} -->\n${twice}\n`,
  );
  writeFileSync(join(cwd, 'many.md'), CANARIES.map(({ text }) => `${text} ${twice} ${twice}`).join('\n\n'));
  const { code, stdout, stderr } = await runCli(['improve', '--check', '.', ...options], {
    cwd,
    home,
    env: { TMPDIR: home },
  });
  expect({ code, empty: stdout === '' }).toEqual({ code: 1, empty: false });
  await expectNoLeak({ stdout: () => stdout, stderr: () => stderr, 'home folder': () => everyByteBelow(home) });
});

test.each([
  ['a prompt file', ['improve', '--check', `${TOKEN}.md`]],
  ['a format', ['improve', '--check', '.', '--format', TOKEN]],
  ['a limit', ['improve', '--check', '.', '--fail-on', TOKEN]],
  ['a rule of a check', ['improve', '--check', '.', '--only', TOKEN]],
  ['an option', ['improve', `--${TOKEN}`]],
  ['a target', ['improve', '--target', TOKEN, 'Fix it.']],
  ['a rule', ['improve', '--only', TOKEN, 'Fix it.']],
  ['an answer without id', ['improve', '--answer', TOKEN, 'Fix it.']],
  ['an answer to no question', ['improve', '--json', '--answer', `${TOKEN}=x`, 'Fix it.']],
  ['a session', ['improve', '--session', TOKEN, 'Fix it.']],
  ['a file', ['improve', '--file', `/nowhere/${TOKEN}.md`]],
  ['a command', [TOKEN, PROMPT]],
  ['a port', ['serve', '--port', TOKEN]],
])('a secret given as %s is not repeated in the error', async (_, args) => {
  const home = temporaryFolder();
  const { code, stdout, stderr } = await runCli(args, { home });
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/error/);
  await expectNoLeak({ stdout: () => stdout, stderr: () => stderr, 'home folder': () => everyByteBelow(home) });
});

test('lines that are refused are answered without what they hold', async () => {
  const lines = [
    `{"prompt": "${TOKEN}`,
    json({ prompt: [EVERYTHING] }),
    json({ prompt: 'Fix it.', target: TOKEN, only: [TOKEN] }),
    json({ prompt: 'Fix it.', only: [TOKEN] }),
    json({ prompt: 'Fix it.', answers: { [TOKEN]: EVERYTHING } }),
    json({ prompt: 'Fix it.', answers: { [TOKEN]: [EVERYTHING] } }),
    json({ prompt: 'Fix it.', context: { [TOKEN]: EVERYTHING } }),
    json({ prompt: PROMPT.padEnd(1_000_001) }),
    json({ prompt: PROMPT.padEnd(9_000_000) }),
  ];
  const { stdout, stderr } = await runCli(['improve', '--ndjson'], { input: lines.join('\n') });
  const answers = stdout.trim().split('\n');
  expect(answers.filter((line) => line.includes('"error"'))).toHaveLength(lines.length);
  await expectNoLeak({ stdout: () => stdout, stderr: () => stderr });
});

test('a secret in a folder or a file of settings that cannot be used is not repeated', async () => {
  const home = temporaryFolder();
  mkdirSync(join(home, '.config', 'prompt-improver'), { recursive: true });
  writeFileSync(join(home, '.config', 'prompt-improver', 'config.json'), `{"store": {"databaseUrl": "${TOKEN}"`);
  const { stderr, stdout } = await runCli(['doctor'], {
    home,
    env: { DATABASE_URL: `postgres://app:${TOKEN}@127.0.0.1:1/shop`, PROMPT_IMPROVER_HTTP_TOKENS: `${TOKEN} ${TOKEN}` },
  });
  expect(`${stdout}${stderr}`).not.toBe('');
  await expectNoLeak({ stdout: () => stdout, stderr: () => stderr });
});

test.each<[string, ImproveInput]>([
  ['a rule', { prompt: 'Fix it.', only: [TOKEN] }],
  ['an answer', { prompt: 'Fix it.', answers: { [TOKEN]: EVERYTHING } }],
])('the library throws an error without the secret given as %s', (_, input) => {
  let thrown: unknown;
  try {
    improve(input);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(AppError);
  expect(leaksIn(inspect(thrown, { depth: 9, showHidden: true }))).toEqual([]);
});
