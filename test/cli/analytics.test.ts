/** Analytics on the command line. */
import { expect, test } from 'vitest';
import { runCli, temporaryFolder } from './cli.ts';

test('tells what was stored, for people and for programs', async () => {
  const home = temporaryFolder();
  const run = (...args: string[]) => runCli(args, { home });
  const empty = await run('analytics');
  expect(empty).toMatchObject({ code: 0, stderr: '' });
  expect(empty.stdout).toMatch(/^Analytics, last 30d \(.*\): no improvement is stored\.\n$/);

  await run('improve', 'Continue.');
  const { code, stdout, stderr } = await run('analytics', '--period', '24h', '--rule', 'q02');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^Analytics, last 24h, rule Q02 /);
  expect(stdout).toMatch(/^\| Q02 +\| 1 \(100\.0 %\) \| insufficient data \(n = 0\) /m);
  const json = JSON.parse((await run('analytics', '--json', '--period', '7d')).stdout);
  expect(json).toMatchObject({ period: '7d', rule: null, totals: { improvements: 1 }, rules: [{ rule: 'Q02' }] });
  expect(json.series).toHaveLength(7);
  const { task } = JSON.parse((await run('improve', '--json', '--no-store', 'Continue.')).stdout);
  expect(JSON.parse((await run('analytics', '--json', '--task', task)).stdout).totals.improvements).toBe(1);
});

test.each([
  ['--period', '1y', '24h, 7d, 30d, 90d'],
  ['--task', 'cooking', 'bug-fix, code'],
  ['--rule', 'Z99', 'rule: must be one of G01, '],
])('refuses a wrong %s and names those allowed', async (option, value, allowed) => {
  const { code, stdout, stderr } = await runCli(['analytics', option, value], { home: temporaryFolder() });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(allowed);
});
