import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { VERSION } from '../../src/version.ts';
import { RunningCli, runCli, temporaryFolder } from './cli.ts';

/** Not the one that the tests share. */
const OWN_CACHE = { NODE_COMPILE_CACHE: '' };

describe('the entry', () => {
  test.each(['16.20.2', '20.20.2', '22.18.0'])(
    'tells Node %s that it is too old, before it loads anything',
    async (version) => {
      const disguise = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
      const nodeArgs = ['--import', `data:text/javascript,${encodeURIComponent(disguise)}`];
      const { code, stdout, stderr } = await runCli(['--version'], { nodeArgs });
      expect(code).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toMatch(/22\.19 or later/);
      expect(stderr).toContain(version);
    },
  );

  const compiled = (home: string) => join(home, '.cache/prompt-improver/compiled');
  const filesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder, { recursive: true }).length : 0);

  test('keeps compiled code in a folder of the user', async () => {
    const home = temporaryFolder();
    await runCli(['--version'], { home, env: OWN_CACHE });
    expect(filesIn(compiled(home))).toBeGreaterThan(2);
  });

  test('keeps compiled code of a process that is killed', async () => {
    const home = temporaryFolder();
    const running = new RunningCli(['improve', '--ndjson'], { home, env: OWN_CACHE });
    await expect.poll(() => filesIn(compiled(home)), { timeout: 10_000 }).toBeGreaterThan(2);
    running.child.kill('SIGKILL');
    await running.ended();
    expect(filesIn(compiled(home))).toBeGreaterThan(2);
  });

  test('runs without a home folder that can be written', async () => {
    const { code, stdout } = await runCli(['improve', '--no-store', '--text', 'Say hello'], {
      home: '/dev/null',
      cwd: '/',
    });
    expect(code).toBe(0);
    expect(stdout).not.toBe('');
  });
});

describe('help', () => {
  test('--version prints the version', async () => {
    expect(await runCli(['--version'])).toMatchObject({ code: 0, stdout: `${VERSION}\n`, stderr: '' });
  });

  test.each([
    [['--help']],
    [['improve', '--help']],
    [['serve', '--help']],
    [['doctor', '--help']],
    [['help', 'serve']],
  ])('%j prints usage with examples on standard output', async (args) => {
    const { code, stdout, stderr } = await runCli(args);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toContain('Usage: prompt-improver');
    expect(stdout).toMatch(/Examples:\n  \$ .*prompt-improver/);
  });

  test('without a command usage goes to standard error, with exit code 2', async () => {
    const { code, stdout, stderr } = await runCli([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: prompt-improver');
  });
});

describe('usage errors', () => {
  test.each([
    [['imrpove', 'x'], /unknown command 'imrpove'\n\(Did you mean improve\?\)/],
    [['improve', '--jsn', 'x'], /unknown option '--jsn'/],
    [['improve', '--ndjson', '--text'], /--ndjson.*cannot be used with.*--text/],
    [['improve', '--target', 'nobody', 'x'], /'nobody' is invalid.*claude, gpt/],
    [['improve', '--answer', 'no-text', 'x'], /--answer must be <id>=<text>/],
    [['serve', '--stdio', '--http'], /--stdio.*cannot be used with.*--http/],
  ])('%j: code, message and hint on standard error, exit code 2', async (args, message) => {
    const { code, stdout, stderr } = await runCli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error INVALID_ARGUMENT: /);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^hint: /m);
  });

  test('with --json the error is one object on standard error', async () => {
    const { code, stdout, stderr } = await runCli(['improve', '--json', '--file', 'absent.md']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: 'FILE_NOT_FOUND', message: expect.stringContaining('absent.md'), retryable: false },
    });
  });

  test('terminal escapes in an argument do not reach the terminal', async () => {
    const { stderr } = await runCli(['improve', '--file', '\u001b]0;pwned\u0007.md']);
    expect(stderr).not.toContain('\u001b]');
    expect(stderr).toContain('\\x1b]0;pwned\\x07');
  });
});

test('a configuration file in the current folder is not read', async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'config.json'), '{"store": {"dataDir": "./stolen"}}');
  const { code } = await runCli(['improve', 'Say hello'], { cwd });
  expect(code).toBe(0);
  expect(existsSync(join(cwd, 'stolen'))).toBe(false);
});
