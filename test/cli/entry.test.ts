import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { VERSION } from '../../src/version.ts';
import { RunningCli, runCli, temporaryFolder } from './cli.ts';

const BUILT = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));
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

  test('runs without a home folder that can be written', async () => {
    const { code, stdout } = await runCli(['improve', '--no-store', '--text', 'Say hello'], {
      home: '/dev/null',
      cwd: '/',
    });
    expect(code).toBe(0);
    expect(stdout).not.toBe('');
  });
});

describe.skipIf(!existsSync(BUILT))('compiled code of the bundle', () => {
  const options = (env: Readonly<Record<string, string>> = {}) => ({
    home: temporaryFolder(),
    env: { ...OWN_CACHE, ...env },
    bin: BUILT,
  });
  const kept = (home: string) => {
    const folder = join(home, '.cache/prompt-improver/compiled');
    return existsSync(folder)
      ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.code'))
      : [];
  };

  test('is kept in a folder of the user when a command ends', async () => {
    const own = options();
    expect(await runCli(['--version'], own)).toMatchObject({ code: 0 });
    expect(kept(own.home)).toEqual([expect.stringMatching(/command-[0-9a-f]+\.code$/)]);
    expect(await runCli(['--version'], own)).toMatchObject({ code: 0, stdout: `${VERSION}\n`, stderr: '' });
  });

  test('is kept of a process that will be killed', async () => {
    const own = options();
    const running = new RunningCli(['serve', '--stdio', '--data-dir', own.home], own);
    await expect.poll(() => kept(own.home)).toEqual([expect.stringMatching(/serve-[0-9a-f]+\.code$/)]);
    running.child.kill('SIGKILL');
    await running.ended();
  });

  test('is not kept when Node is told to keep none', async () => {
    const own = options({ NODE_DISABLE_COMPILE_CACHE: '1' });
    expect(await runCli(['--version'], own)).toMatchObject({ code: 0 });
    expect(kept(own.home)).toEqual([]);
  });

  test('that was damaged is not run, but kept anew', async () => {
    const own = options();
    await runCli(['--version'], own);
    const file = join(own.home, '.cache/prompt-improver/compiled', kept(own.home)[0] ?? '');
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0x2a, bytes.length / 2));
    expect(await runCli(['--version'], own)).toMatchObject({ code: 0, stdout: `${VERSION}\n`, stderr: '' });
    expect(readFileSync(file).equals(bytes)).toBe(false);
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
