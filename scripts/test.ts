/**
 * `npm test`: builds, checks, and runs every test. Under CI the tests are run once more on the oldest and the newest
 * supported Node, without those that the version makes no difference to.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Versions that the registry has for this processor; 22.19.0, the oldest supported, was not published for arm64. */
const OTHER_NODES = [process.arch === 'x64' ? '22.19.0' : '22.20.0', '26.10.0'];

function run(title: string, command: string, args: readonly string[], env = process.env): void {
  const startedMs = performance.now();
  console.log(`\n== ${title}`);
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env,
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  if (status !== 0) {
    console.error(`\n== ${title}: failed`);
    process.exit(status ?? 1);
  }
  console.log(`== ${title}: ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
}

/** The Node binary of this version, fetched from the npm registry into a folder that git ignores. */
function fetchNode(version: string): string {
  const prefix = join(root, '.cache', 'node', version);
  const name = `node-linux-${process.arch}`;
  const binary = join(prefix, 'node_modules', name, 'bin', 'node');
  if (!existsSync(binary)) {
    const args = [
      'install',
      '--prefix',
      prefix,
      '--no-save',
      '--no-package-lock',
      '--ignore-scripts',
      '--silent',
      `${name}@${version}`,
    ];
    run(`fetch Node ${version}`, 'npm', args);
  }
  return binary;
}

/** The last mostly wait; two files at a time keep a processor busy, more would be in each other's way. */
function runTests(version: string, node: string, env = process.env): void {
  const test = (title: string, project: string, maxWorkers: string) =>
    run(`${title} on Node ${version}`, node, [vitest, 'run', '--project', project, '--maxWorkers', maxWorkers], env);
  test('unit tests', 'unit', '100%');
  test('tests with servers', 'server', '100%');
  test('tests that watch the clock', 'timing', '2');
}

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');

run('build', 'npm', ['run', '--silent', 'build']);
for (const check of ['types', 'lint', 'format', 'dead', 'docs', 'package'])
  run(check, 'npm', ['run', '--silent', `check:${check}`]);
runTests(process.versions.node, process.execPath);
if (process.env['CI'] && process.platform === 'linux') {
  const env = { ...process.env, TEST_OTHER_NODE: '1' };
  for (const version of OTHER_NODES) runTests(version, fetchNode(version), env);
}
console.log('\nAll checks and tests passed.');
