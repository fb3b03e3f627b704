import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fill, readNdjson } from '../export/records.ts';
import { openEmbeddedAt } from '../store/open-store.ts';
import { RunningCli, runCli, temporaryFolder } from './cli.ts';

async function filledFolder(count: number, bytes = 10): Promise<string> {
  const folder = temporaryFolder();
  await using store = await openEmbeddedAt(folder);
  await fill(store, 'local', count, bytes);
  return folder;
}

describe('export', () => {
  test('writes all improvements to standard output, one JSON object a line, and nothing else', async () => {
    const dataDir = await filledFolder(700);
    const { code, stdout, stderr } = await runCli(['export', '--data-dir', dataDir]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readNdjson(stdout)).toHaveLength(700);
  });

  test('makes the file when all is written, for its owner only, and says how much it holds', async () => {
    const dataDir = await filledFolder(3);
    const folder = temporaryFolder();
    const output = join(folder, 'out.csv');
    writeFileSync(output, 'old');
    const { code, stdout, stderr } = await runCli([
      'export',
      '--format',
      'csv',
      '--data-dir',
      dataDir,
      '--output',
      output,
    ]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toBe(`3 improvements written to ${output}\n`);
    expect(readFileSync(output, 'utf8').split('\r\n')).toHaveLength(5);
    expect(statSync(output).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['out.csv']);
  });

  test('leaves a file as it was when the store fails', async () => {
    const dataDir = temporaryFolder();
    writeFileSync(
      join(dataDir, 'prompt-improver.db'),
      'this is no database, but long enough to be read as one'.repeat(40),
    );
    const folder = temporaryFolder();
    const output = join(folder, 'out.ndjson');
    writeFileSync(output, 'old');
    const { code, stderr } = await runCli(['export', '--data-dir', dataDir, '--output', output]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error STORE_CORRUPT/);
    expect(readFileSync(output, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['out.ndjson']);
  });

  test.each([
    ['a folder', (path: string) => void mkdirSync(path)],
    ['in a folder that is not there', () => {}],
  ])('cannot be written to %s', async (name, make) => {
    const folder = temporaryFolder();
    const output = name === 'a folder' ? join(folder, 'out') : join(folder, 'no', 'out');
    make(output);
    const { code, stderr } = await runCli(['export', '--data-dir', await filledFolder(1), '--output', output]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error FILE_NOT_WRITTEN/);
    expect(readdirSync(folder).filter((file) => file.endsWith('.tmp'))).toEqual([]);
  });

  test.each([
    [['everything'], 'kind'],
    [['--format', 'xml'], '--format'],
    [['--since', 'monday'], '--since'],
    [['--until', '2026-02-30'], '--until'],
  ])('refuses %j', async (args, field) => {
    const { code, stdout, stderr } = await runCli(['export', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`error INVALID_ARGUMENT: ${field} must be`);
  });

  test('takes what lies between two times', async () => {
    const dataDir = await filledFolder(2);
    const rows = async (...args: string[]) => (await runCli(['export', '--data-dir', dataDir, ...args])).stdout;
    expect(await rows('--until', '2026-01-01')).toBe('');
    expect(await rows('--since', '2100-01-01')).toBe('');
    expect(readNdjson(await rows('--since', '2020-01-01', '--until', '2100-01-01'))).toHaveLength(2);
  });

  test('ends quietly when its reader has seen enough, and waits for one that is slow', async () => {
    const dataDir = await filledFolder(40, 250_000);
    const running = new RunningCli(['export', '--data-dir', dataDir]);
    running.child.stdout?.pause();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(running.child.exitCode).toBe(null);
    running.child.stdout?.destroy();
    expect(await running.ended()).toEqual({ code: 0, signal: null });
    expect(running.stderr).toBe('');
  });

  test('leaves nothing behind when it is interrupted', async () => {
    const dataDir = await filledFolder(200, 200_000);
    const interrupted = async () => {
      const folder = temporaryFolder();
      const running = new RunningCli(['export', '--data-dir', dataDir, '--output', join(folder, 'out')]);
      await expect.poll(() => readdirSync(folder), { interval: 1 }).not.toEqual([]);
      running.child.kill('SIGINT');
      return { ...(await running.ended()), left: readdirSync(folder) };
    };
    let last = await interrupted();
    // A busy machine may let it end before the signal comes.
    for (let tries = 1; tries < 10 && last.code === 0; tries++) last = await interrupted();
    expect(last).toEqual({ code: 130, signal: null, left: [] });
  });
});
