/** `improve --check` on real files. */
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RunningCli, runCli, temporaryFolder } from './cli.ts';
import { check, COLD, folderWith, GOOD, RULES, SECRET, TWICE } from './prompt-files.ts';

describe('the exit code', () => {
  const folder = () => folderWith({ 'good.md': GOOD, 'cold.md': COLD, 'twice.md': TWICE, 'secret.md': SECRET });

  test.each([
    ['good.md', [], 0],
    ['cold.md', [], 0],
    ['cold.md', ['--fail-on', 'low'], 1],
    ['twice.md', [], 1],
    ['twice.md', ['--fail-on', 'high'], 0],
    ['secret.md', ['--fail-on', 'high'], 1],
    ['secret.md', ['--fail-on', 'none'], 0],
  ] as const)('of %s with %j is %i', async (file, args, code) => {
    expect(await check(folder(), file, ...args)).toMatchObject({ code });
  });

  test('is the same in every format', async () => {
    const cwd = folder();
    for (const format of ['text', 'json', 'sarif', 'github']) {
      expect((await check(cwd, 'good.md', '--format', format)).code).toBe(0);
      expect((await check(cwd, 'twice.md', '--format', format)).code).toBe(1);
    }
    expect((await check(cwd, 'twice.md', '--diff')).code).toBe(1);
  });
});

describe('which files', () => {
  test('folders, globs and files are joined, sorted, each once', async () => {
    const cwd = folderWith({
      'b/two.prompt.md': COLD,
      'b/one.txt': COLD,
      'b/three.prompt': COLD,
      'b/not.json': COLD,
      'b/.hidden.md': COLD,
      'b/node_modules/x.md': COLD,
      'b/.dir/x.md': COLD,
      'a[1].md': COLD,
      'c.yaml': COLD,
    });
    symlinkSync('..', join(cwd, 'b/loop'));
    const { stdout, stderr } = await check(cwd, 'b', '**/*.md', 'a[1].md', 'c.yaml', 'b/one.txt');
    const paths = stdout.split('\n').map((line) => line.split(':')[0]);
    expect(paths).toEqual(['a[1].md', 'b/one.txt', 'b/three.prompt', 'b/two.prompt.md', 'c.yaml', '']);
    expect(stderr).toBe('5 files checked: 5 low in 5 files.\n');
  });

  test('hidden files and node_modules are found when they are named', async () => {
    const cwd = folderWith({ '.github/prompts/a.prompt.md': COLD, 'node_modules/x/b.md': COLD });
    expect((await check(cwd, '.github/**/*.md')).stdout).toMatch(/^\.github\/prompts\/a\.prompt\.md:1:1: low Q02 /);
    expect((await check(cwd, '.github')).stdout).toMatch(/^\.github\/prompts\/a\.prompt\.md:1:1: low Q02 /);
    expect((await check(cwd, 'node_modules/**/*.md')).stdout).toMatch(/^node_modules\/x\/b\.md:1:1: low Q02 /);
  });

  test.each([
    ['a pattern without a match', 'none/**/*.md', 'FILE_NOT_FOUND: No file matches "none/**/*.md".'],
    ['a file that is not there', 'none.md', 'FILE_NOT_FOUND: No file matches "none.md".'],
    ['a folder without prompts', 'empty', 'FILE_NOT_FOUND: The folder "empty" has no prompt files.'],
  ])('%s is an error that names it, before anything is checked', async (_, pattern, message) => {
    const cwd = folderWith({ 'a.md': TWICE, 'empty/x.json': '{}' });
    const result = await check(cwd, 'a.md', pattern);
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain(`error ${message}\nhint: `);
  });
});

describe('a file that cannot be checked', () => {
  test('is reported in its place, the others are checked, and the exit code is 2', async () => {
    const cwd = folderWith({
      'a.md': Buffer.from([0x68, 0xff]),
      'b.md': '\n',
      'c.md': 'x'.repeat(1_000_001),
      'e.md': TWICE,
    });
    symlinkSync('absent.md', join(cwd, 'd.md'));
    const { code, stdout, stderr } = await check(cwd, '.');
    expect(code).toBe(2);
    expect(stdout.split('\n').map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      'a.md:1:1: error INVALID_UTF8',
      'b.md:1:1: error PROMPT_EMPTY',
      'c.md:1:1: error PROMPT_TOO_LONG',
      'd.md:1:1: error FILE_NOT_FOUND',
      'e.md:1:73: medium T05',
      '',
    ]);
    expect(stderr).toContain('4 files could not be processed.');
    const { runs } = JSON.parse((await check(cwd, '.', '--format', 'sarif')).stdout);
    expect(runs[0].invocations).toMatchObject([{ executionSuccessful: false, exitCode: 2 }]);
    expect(runs[0].invocations[0].toolExecutionNotifications).toHaveLength(4);
  });

  test('a device or pipe is refused without being read', async () => {
    expect(await check(temporaryFolder(), '/dev/zero')).toMatchObject({
      code: 2,
      stdout: '/dev/zero:1:1: error FILE_UNREADABLE This is not a regular file.\n',
    });
  });
});

describe('--fix', () => {
  test('writes the edits back, keeps mark, line ends and mode, and has nothing more to do', async () => {
    const cwd = folderWith({ 'a.md': `\ufeff${TWICE.replaceAll('\n', '\r\n')}`, 'b.md': COLD, 'c.md': GOOD });
    chmodSync(join(cwd, 'a.md'), 0o640);
    const before = statSync(join(cwd, 'c.md')).mtimeMs;
    const { code, stdout, stderr } = await check(cwd, '.', '--fix');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^b\.md:1:1: low Q02 .+\n$/);
    expect(stderr).toBe('3 files checked: 1 low in 1 file. 1 fixed.\n');
    expect(readFileSync(join(cwd, 'a.md'), 'utf8')).toBe(
      '\ufeffWrite a Python function that sorts a list of orders. Return a new list.\r\n',
    );
    expect(readFileSync(join(cwd, 'b.md'), 'utf8')).toBe(COLD);
    expect(statSync(join(cwd, 'a.md')).mode & 0o777).toBe(0o640);
    expect(statSync(join(cwd, 'c.md')).mtimeMs).toBe(before);
    expect(readdirSync(cwd).toSorted()).toEqual(['a.md', 'b.md', 'c.md']);
    expect((await check(cwd, '.', '--fix')).stderr).toBe('3 files checked: 1 low in 1 file.\n');
  });

  test('does not write through a symbolic link, and says so', async () => {
    const outside = folderWith({ 'a.md': TWICE });
    const cwd = folderWith({ 'b.md': GOOD });
    symlinkSync(join(outside, 'a.md'), join(cwd, 'link.md'));
    const { code, stdout } = await check(cwd, '.', '--fix');
    expect(code).toBe(2);
    expect(stdout).toMatch(/^link\.md:1:1: error FILE_NOT_WRITTEN .+\nlink\.md:1:73: medium T05 .+\n$/);
    expect(readFileSync(join(outside, 'a.md'), 'utf8')).toBe(TWICE);
  });

  test('leaves no temporary file when it is interrupted', async () => {
    const files = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`${i}.md`, TWICE]));
    const interrupted = async () => {
      const cwd = folderWith(files);
      const running = new RunningCli(['improve', '--check', '--fix', '--format', 'json', '.'], { cwd });
      await running.printed('stdout', /"path"/);
      running.child.kill('SIGINT');
      const { code } = await running.ended();
      return { cwd, running, code };
    };
    let last = await interrupted();
    // A busy machine may let it end before the signal comes.
    for (let tries = 1; tries < 10 && last.code !== 130; tries++) last = await interrupted();
    const { cwd, running, code } = last;
    expect(code).toBe(130);
    expect(readdirSync(cwd).toSorted()).toEqual(Object.keys(files).toSorted());
    expect(JSON.parse(running.stdout).files.length).toBeLessThan(400);
    for (const file of Object.keys(files)) expect([TWICE.length, 72]).toContain(statSync(join(cwd, file)).size);
  });
});

describe('--diff', () => {
  test('shows what --fix would change, and changes nothing', async () => {
    const cwd = folderWith({ 'a.md': TWICE, 'b.md': GOOD });
    const { stdout } = await check(cwd, '.', '--diff');
    expect(stdout).toBe(
      `--- a/a.md\n+++ b/a.md\n@@ -1,1 +1,1 @@\n-${TWICE}+Write a Python function that sorts a list of orders. Return a new list.\n`,
    );
    expect(readFileSync(join(cwd, 'a.md'), 'utf8')).toBe(TWICE);
  });

  test('of a single prompt is the diff alone, and nothing when there is no change', async () => {
    const diff = (text: string) => runCli(['improve', '--no-store', '--diff', ...RULES], { input: text });
    expect(await diff(GOOD)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect((await diff(TWICE)).stdout).toMatch(/^--- a\/prompt\n\+\+\+ b\/prompt\n@@ -1,1 \+1,1 @@\n-Write/);
  });
});

test('nothing is stored', async () => {
  const home = temporaryFolder();
  await runCli(['improve', '--check', '.'], { home, cwd: folderWith({ 'a.md': TWICE }) });
  expect(existsSync(join(home, '.local'))).toBe(false);
});

test('names with line ends or escapes cannot forge a line of the report', async () => {
  const { stdout } = await check(folderWith({ 'a\nb.md:1:1: high\u001b[2J.md': TWICE }), '.');
  expect(stdout).toMatch(/^a b\.md:1:1: high\\x1b\[2J\.md:1:73: medium T05 .+\n$/);
});

test('colours are for terminals, or when they are forced', async () => {
  const cwd = folderWith({ 'a.md': TWICE });
  expect((await check(cwd, '.')).stdout).not.toContain('\u001b');
  const forced = await runCli(['improve', '--check', ...RULES, '.'], { cwd, env: { FORCE_COLOR: '1' } });
  expect(forced.stdout).toContain('\u001b[');
});

test('a reader that goes away ends it quietly', async () => {
  const cwd = folderWith(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`${i}.md`, TWICE])));
  const running = new RunningCli(['improve', '--check', '--json', '.'], { cwd });
  running.child.stdout?.destroy();
  expect(await running.ended()).toMatchObject({ code: 0 });
  expect(running.stderr).toBe('');
});

describe('options that do not go together', () => {
  test.each([
    [['--check'], '--check needs at least one file, folder or glob'],
    [['--check', 'a.md', '--text'], 'cannot be used with option'],
    [['--check', 'a.md', '--answer', 'Q02.x=y'], 'cannot be used with option'],
    [['--check', 'a.md', '--fix', '--diff'], 'cannot be used with option'],
    [['--check', 'a.md', '--diff', '--format', 'sarif'], '--diff and --format sarif'],
    [['--check', 'a.md', '--json', '--format', 'sarif'], '--json and --format sarif'],
    [['--check', 'a.md', '--fail-on', 'all'], 'Allowed choices are high, medium, low, none'],
    [['--check', 'a.md', '--only', 'X99'], 'There is no rule "X99"'],
    [['--fix', 'a.md'], '--fix needs --check'],
    [['--fail-on', 'low', 'a.md'], '--fail-on needs --check'],
    [['--text', '--diff', 'a'], 'cannot be used with option'],
  ])('%j is refused', async (args, message) => {
    const result = await runCli(['improve', ...args], { cwd: folderWith({ 'a.md': GOOD }) });
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain(message);
  });
});
