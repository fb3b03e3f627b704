/** `status` against a server that runs, against none, and against the store alone. */
import { expect, test } from 'vitest';
import { statusSchema } from '../../src/mcp/results/status-schema.ts';
import { RunningCli, runCli, temporaryFolder } from './cli.ts';

const TOKEN = 'a-token-for-the-test';
const HEADERS = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
  authorization: `Bearer ${TOKEN}`,
};

async function startServer() {
  const dataDir = temporaryFolder();
  const env = { PROMPT_IMPROVER_HTTP_TOKENS: TOKEN };
  const server = new RunningCli(['serve', '--port', '0', '--data-dir', dataDir], { env });
  const [, url = ''] = await server.printed('stderr', /listens on {2}(\S+)\/mcp[^]*connect .*\n/);
  const call = async (name: string, args: object) => {
    const message = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } };
    await (await fetch(`${url}/mcp`, { method: 'POST', headers: HEADERS, body: JSON.stringify(message) })).text();
  };
  for (let i = 0; i < 3; i++) await call('analyze_prompt', { prompt: 'Sort the list.' });
  // What is told are whole seconds.
  await new Promise((resolve) => setTimeout(resolve, 1_050));
  return { server, url, dataDir, env };
}

test('a server that runs is told of, then what it has written', async () => {
  const { server, url, dataDir, env } = await startServer();

  const json = await runCli(['status', '--url', url, '--json'], { env });
  const status = statusSchema.parse(JSON.parse(json.stdout));
  expect(status).toMatchObject({ health: { state: 'healthy' }, scope: 'process', window: { total: { count: 3 } } });
  expect(json.code).toBe(0);

  const text = await runCli(['status', '--url', url, '--scope', 'all', '--window', '60'], { env });
  expect(text.code).toBe(0);
  expect(text.stdout).toMatch(/^healthy {2}prompt-improver \S+, 1 replica; last/);
  expect(text.stdout).toMatch(/^tools\/call\/analyze_prompt +3 +\d+\.\d +0\.0 %/m);
  expect(Math.max(...text.stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);

  expect(await runCli(['status', '--url', url])).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('UNAUTHORIZED'),
  });

  const watching = new RunningCli(['status', '--url', url, '--watch', '1'], { env });
  await watching.printed('stdout', /(?:^\S+Z healthy scope=process calls=3 .*p95_ms=n\/a.*\n){2}/m);
  watching.child.kill('SIGINT');
  expect(await watching.ended()).toMatchObject({ code: 0 });
  expect(watching.stdout).not.toContain('\x1b');

  server.child.kill('SIGTERM');
  await server.ended();
  const stored = await runCli(['status', '--store', '--data-dir', dataDir, '--json']);
  expect(statusSchema.parse(JSON.parse(stored.stdout))).toMatchObject({
    scope: 'all',
    replicas: [],
    window: { total: { count: 3 } },
  });
  expect(stored.code).toBe(0);

  // Nobody listens there any more.
  const gone = await runCli(['status', '--url', url, '--json'], { env });
  expect(gone).toMatchObject({ code: 6, stdout: '' });
  expect(JSON.parse(gone.stderr)).toMatchObject({ error: { code: 'SERVER_UNREACHABLE', field: '--url' } });
});

test.each([
  [['--window', '9'], 'from 10 to 3600'],
  [['--watch', '0'], 'from 1 to 3600'],
  [['--scope', 'world'], 'process, all'],
  [['--url', 'ftp://x'], '--url'],
  [['--url', 'http://x', '--store'], '--store'],
])('%j is refused', async (args, said) => {
  const { code, stderr } = await runCli(['status', ...args]);
  expect(code).toBe(2);
  expect(stderr).toContain(said);
});
