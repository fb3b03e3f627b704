/** At a real terminal: `script` gives the command line a pseudo-terminal. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findOnPath } from '../services/machine.ts';
import { COMPILED } from '../services/compiled.ts';
import { BIN, temporaryFolder } from './cli.ts';

/** Runs it at a terminal, types each text when the pattern before it has appeared, and returns all that was shown. */
async function atTerminal(args: readonly string[], typed: readonly (readonly [RegExp, string])[]) {
  const home = temporaryFolder();
  const command = [process.execPath, BIN, ...args].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd: home,
    env: { PATH: process.env['PATH'] ?? '', HOME: home, NODE_COMPILE_CACHE: COMPILED, TERM: 'xterm', NO_COLOR: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let shown = '';
  let read = 0;
  const waiting = [...typed];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    // oxlint-disable-next-line no-control-regex -- what readline sends to place the cursor
    shown += chunk.replaceAll(/\u001b\[\d*[A-Z]/g, '');
    const [next] = waiting;
    if (next === undefined || !next[0].test(shown.slice(read))) return;
    read = shown.length;
    waiting.shift();
    child.stdin.write(next[1]);
  });
  await once(child, 'close');
  return { code: child.exitCode, shown: shown.replaceAll('\r\n', '\n') };
}

/** Asks what is meant, and nothing else. */
const PROMPT = 'Fix it';
const isScriptThere = process.platform === 'linux' && findOnPath('script') !== undefined;

describe.skipIf(!isScriptThere)('at a terminal', () => {
  test('a question is asked, and its answer folded into the result', async () => {
    const { code, shown } = await atTerminal(['improve', '--no-store', PROMPT], [[/1\/1 [^]*> $/, 'the login form\r']]);
    expect(code).toBe(0);
    expect(shown).toMatch(/\{\+[^}]*the login form[^}]*\+\}/);
  });

  test('the number of an option that announces a text asks for the text', async () => {
    const { shown } = await atTerminal(
      ['improve', '--no-store', PROMPT],
      [
        [/1\/1 [^]*> $/, '1\r'],
        [/… $/, 'the search page\r'],
      ],
    );
    expect(/\{\+[^}]*\+\}/.exec(shown)?.[0]).toContain('the search page');
  });

  test.each([
    ['Enter', '\r'],
    ['the end of input', '\u0004'],
  ])('%s skips it', async (_, key) => {
    const { code, shown } = await atTerminal(['improve', '--no-store', PROMPT], [[/1\/1 [^]*> $/, key]]);
    expect(code).toBe(0);
    expect(shown).toContain('Questions');
  });

  test('Ctrl+C ends it with exit code 130 and no result', async () => {
    const { code, shown } = await atTerminal(['improve', '--no-store', PROMPT], [[/1\/1 [^]*> $/, '\u0003']]);
    expect(code).toBe(130);
    expect(shown).not.toContain('score');
  });

  test.each([['--yes'], ['--no-input'], ['--json'], ['--text']])('nothing is asked with %s', async (option) => {
    const { code, shown } = await atTerminal(['improve', '--no-store', option, PROMPT], []);
    expect(code).toBe(0);
    expect(shown).not.toContain('1/1');
  });

  test('--text ends with a line end, for the shell that follows', async () => {
    const { shown } = await atTerminal(['improve', '--no-store', '--text', 'Say hello'], []);
    expect(shown).toBe('Say hello\n');
  });

  test('without a prompt it says how to give one', async () => {
    const { code, shown } = await atTerminal(['improve', '--no-store'], []);
    expect(code).toBe(2);
    expect(shown).toMatch(/^error INVALID_ARGUMENT: There is no prompt\.\nhint: .*--file/);
  });
});
