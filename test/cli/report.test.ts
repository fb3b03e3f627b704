/** Reports on the command line. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli, temporaryFolder } from './cli.ts';

test('tells that nothing was called, in every format, and writes files', async () => {
  const home = temporaryFolder();
  const markdown = await runCli(['report', '--period', '1h'], { home });
  expect(markdown).toMatchObject({ code: 0, stderr: '' });
  expect(markdown.stdout).toContain('**Grade none**: Nothing was called.');
  const json = await runCli(['report', '--format', 'json', '--compare', 'previous'], { home });
  expect(JSON.parse(json.stdout)).toMatchObject({ period: '24h', totals: { count: 0 }, caches: null });

  const file = join(home, 'report.html');
  const html = await runCli(['report', '--format', 'html', '--output', file], { home });
  expect(html).toMatchObject({ code: 0, stdout: '', stderr: `Report written to ${file}\n` });
  expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
});

test.each([
  [['--period', '1y'], '--period must be one of 1h, 6h, 24h, 7d, 30d, latest'],
  [['--compare', 'x'], '--compare must be one of'],
  [['--format', 'pdf'], '--format must be one of json, markdown, html'],
])('refuses %j', async (args, message) => {
  const { code, stdout, stderr } = await runCli(['report', ...args], { home: temporaryFolder() });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
});
