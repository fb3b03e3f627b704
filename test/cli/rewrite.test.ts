import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli, temporaryFolder } from './cli.ts';

const PROMPT = 'Write an e-mail to jo@example.org about order 1204 in at most 120 words.';
const GOOD = 'Write jo@example.org an e-mail about order 1204, in at most 120 words.';
const BAD = 'Write jo@example.org an e-mail about the order, in at most 120 words.\nMention 7 lamps.';

function file(content: string | Uint8Array): string {
  const path = join(temporaryFolder(), 'text.md');
  writeFileSync(path, content);
  return path;
}

describe('check-rewrite', () => {
  test('ends with 0 when the rewrite is accepted', async () => {
    const { code, stdout, stderr } = await runCli(['check-rewrite', file(PROMPT), file(GOOD)]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Accepted: nothing is lost/);
  });

  test('ends with 1 when it is not, and tells what and where', async () => {
    const { code, stdout } = await runCli(['check-rewrite', file(PROMPT), '-'], { input: BAD });
    expect(code).toBe(1);
    expect(stdout).toMatch(/lost_span prompt 1:47 {2}"1204"/);
    expect(stdout).toMatch(/added_fact rewrite 2:9 {2}"7"/);
  });

  test('--json is one object', async () => {
    const { code, stdout } = await runCli(['check-rewrite', '--json', file(PROMPT), file(BAD)]);
    expect(code).toBe(1);
    expect(Object.keys(JSON.parse(stdout))).toEqual([
      'accepted',
      'summary',
      'issues',
      'more_issues',
      'score',
      'chars',
      'max_chars',
      'language',
    ]);
  });

  test('--context and --answer are what a rewrite may take facts from', async () => {
    const files = [file('Write a test'), file('Write a test in Node 24 for order 77')];
    expect((await runCli(['check-rewrite', ...files])).code).toBe(1);
    const told = ['--context', file('order 77'), '--answer', 'Q05.tech_stack=Node 24'];
    expect((await runCli(['check-rewrite', ...files, ...told])).code).toBe(0);
  });

  test('front matter is no part of either text, and places are those of the files', async () => {
    const head = '---\nversion: 3\n---\n';
    const { code, stdout } = await runCli(['check-rewrite', file(head + PROMPT), file(BAD)]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/lost_span prompt 4:47 {2}"1204"/);
    expect(stdout).not.toContain('"3"');
    expect((await runCli(['compare', file(head + PROMPT), file(PROMPT)])).stdout).toMatch(/equal|same/i);
  });

  const wrong: readonly [string, string, () => readonly string[]][] = [
    ['one file', 'INVALID_ARGUMENT', () => ['check-rewrite', file('x')]],
    ['a file that is not there', 'FILE_NOT_FOUND', () => ['check-rewrite', file('x'), 'absent.md']],
    ['standard input twice', 'INVALID_ARGUMENT', () => ['check-rewrite', '-', '-']],
    ['an empty rewrite', 'PROMPT_EMPTY', () => ['check-rewrite', file('x'), file('')]],
    ['a rewrite above the limit', 'PROMPT_TOO_LONG', () => ['check-rewrite', file('x'), file('x'.repeat(1_000_001))]],
    ['a file that is not UTF-8', 'INVALID_UTF8', () => ['compare', file('x'), file(Buffer.from([0x68, 0xff]))]],
    ['an unknown mode', 'INVALID_ARGUMENT', () => ['compare', '--mode', 'x', file('x'), file('y')]],
  ];
  test.each(wrong)('%s is %s, exit code 2', async (_, code, args) => {
    const result = await runCli(args());
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toMatch(new RegExp(`^error ${code}: .+\\nhint: .+\\n$`));
  });
});

describe('compare', () => {
  test('tells which is better, and what only one of them says', async () => {
    const { code, stdout } = await runCli(['compare', file('Write an e-mail'), file(PROMPT)]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^B is better by [\d.]+ points/);
    expect(stdout).toContain('Only in B\n');
    expect(stdout).toContain('email  "jo@example.org"');
  });

  test('--json is one object', async () => {
    const { stdout } = await runCli(['compare', '--json', file('Fix it'), file('Fix it')]);
    expect(JSON.parse(stdout)).toMatchObject({ better: 'equal', points: 0, related: true, a: { only_details: [] } });
  });
});

describe('improve --rewrite-brief', () => {
  const args = ['improve', '--no-store', '--rewrite-brief'];

  test('prints the brief and nothing else', async () => {
    const { code, stdout } = await runCli([...args, PROMPT]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Rewrite the prompt that stands/);
    expect(stdout).toContain(`>\n${PROMPT}\n</prompt-`);
  });

  test('adds it to the object of --json', async () => {
    const { stdout } = await runCli([...args, '--json', PROMPT]);
    expect(JSON.parse(stdout)).toMatchObject({ rewrite_brief: { language: 'en', secrets_masked: 0 } });
  });
});
