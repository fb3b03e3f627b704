import { createServer } from 'node:net';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { onSignal, RunningCli, runCli, temporaryFolder, type CliOptions } from './cli.ts';

async function startHttp(args: readonly string[] = [], options: CliOptions = {}) {
  const running = new RunningCli(['serve', '--port', '0', ...args], options);
  const [, url = ''] = await running.printed('stderr', /listens on {2}(\S+)[^]*connect .*\n/);
  return { running, url };
}

/** Sends the request that the printed curl command would send. */
function sendCurl(command: string, replace: (header: string) => string = (header) => header): Promise<Response> {
  const [, url = ''] = /curl -s (\S+)/.exec(command) ?? [];
  const headers = [...command.matchAll(/-H '([^:]+): ([^']+)'/g)].map(([, name = '', value = '']): [string, string] => [
    name,
    replace(value),
  ]);
  const [, body = ''] = /-d '(.+)'$/m.exec(command) ?? [];
  return fetch(url, { method: 'POST', headers, body });
}

const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};
const call = (id: number, name: string, args: object) => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, arguments: args },
});
const lines = (...messages: readonly object[]) => messages.map((message) => `${JSON.stringify(message)}\n`).join('');
const responses = (stdout: string) =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe('serve over HTTP', () => {
  test('says what it is, where it listens, what it stores where, and a line to try that works', async () => {
    const home = temporaryFolder();
    const { running, url } = await startHttp([], { home });
    expect(running.stderr).toMatch(/prompt-improver \d+\.\d+\.\d+/);
    expect(running.stderr).toContain(join(home, '.local/share/prompt-improver'));
    expect(running.stderr).toContain('prompts and improved texts');
    expect(running.stderr).toContain(`claude mcp add --transport http prompt-improver ${url}`);
    const [, command = ''] = /try it +(curl .+)$/m.exec(running.stderr) ?? [];
    const response = await sendCurl(command);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('improvement_id');
    expect(running.stdout).toBe('');
  });

  test('says in its log why the store cannot be opened, without the password', async () => {
    const env = { DATABASE_URL: 'postgres://ada:hunter2@127.0.0.1:1/prompts' };
    const { running } = await startHttp([], { home: temporaryFolder(), env });
    await running.printed('stderr', /"the store cannot be opened".*127\.0\.0\.1:1\/prompts.*ECONNREFUSED/);
    expect(running.stderr).not.toContain('hunter2');
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('ends in order on %s', async (signal) => {
    const home = temporaryFolder();
    const { running, url } = await startHttp([], { home });
    await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      body: JSON.stringify(call(1, 'set_session', { session_id: 's', data: {} })),
    });
    running.child.kill(signal);
    expect(await running.ended()).toEqual({ code: 0, signal: null });
    // SQLite removes its log when the last connection is closed: nothing was left open.
    expect(existsSync(join(home, '.local/share/prompt-improver/prompt-improver.db'))).toBe(true);
    expect(existsSync(join(home, '.local/share/prompt-improver/prompt-improver.db-wal'))).toBe(false);
  });

  test('a port that is in use is an error with a hint, exit code 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, stdout, stderr } = await runCli(['serve', '--port', String(port)]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^error PORT_IN_USE: .*${port}.*\\nhint: .*--port`));
  });

  test('an address of the network without a token is refused', async () => {
    const { code, stderr } = await runCli(['serve', '--host', '0.0.0.0', '--port', '0']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error CONFIG_INVALID: .*token/);
  });

  test('a token is asked for and not printed', async () => {
    const token = 'correct-horse-battery';
    const { running } = await startHttp(['--token', token]);
    expect(running.stderr).not.toContain(token);
    expect(running.stderr).toContain('--header "Authorization: Bearer <token>"');
    const [, command = ''] = /try it +(curl .+)$/m.exec(running.stderr) ?? [];
    expect((await sendCurl(command)).status).toBe(401);
    expect((await sendCurl(command, (header) => header.replace('<token>', token))).status).toBe(200);
  });

  test.each([
    ['--port', 'abc', 'http.port (flag --port) is "abc"'],
    ['--record', 'all', 'store.record (flag --record) is "all"'],
    ['--allow-host', 'https://x', 'http.allowedHosts (flag --allow-host)'],
    ['--log-level', 'loud', 'log.level (flag --log-level) is "loud"'],
  ])('a wrong %s is an error that names it', async (flag, value, message) => {
    const { code, stderr } = await runCli(['serve', flag, value]);
    expect(code).toBe(2);
    expect(stderr).toContain(`error CONFIG_INVALID: ${message}`);
  });
});

describe('serve over stdio', () => {
  test('prints nothing on standard output but protocol, and ends with its input', async () => {
    const running = new RunningCli(['serve', '--stdio']);
    running.send(lines(INITIALIZE, call(2, 'improve_prompt', { prompt: 'Write a function that sorts orders.' })));
    await running.printed('stdout', /"id":2.*\n/);
    running.child.stdin?.end();
    expect(await running.ended()).toEqual({ code: 0, signal: null });
    expect(
      responses(running.stdout)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([1, 2]);
    expect(running.stderr).toBe('');
  });

  test.each(['closed input', 'SIGTERM'])(
    'what was answered before the end (%s) is there for the next process',
    async (end) => {
      const home = temporaryFolder();
      const first = new RunningCli(['serve', '--stdio'], { home });
      first.send(lines(INITIALIZE, call(2, 'set_session', { session_id: 'kept', data: { topic: 'rivers' } })));
      await first.printed('stdout', /"id":2.*\n/);
      if (end === 'SIGTERM') first.child.kill('SIGTERM');
      else first.child.stdin?.end();
      expect(await first.ended()).toEqual({ code: 0, signal: null });

      const second = new RunningCli(['serve', '--stdio'], { home });
      second.send(lines(INITIALIZE, call(2, 'get_session', { session_id: 'kept' })));
      await second.printed('stdout', /rivers.*"id":2/);
      second.child.stdin?.end();
      expect(await second.ended()).toEqual({ code: 0, signal: null });
    },
  );

  test('a client that reads no more ends it in order', async () => {
    const running = new RunningCli(['serve', '--stdio']);
    running.send(lines(INITIALIZE));
    await running.printed('stdout', /"id":1.*\n/);
    running.child.stdout?.destroy();
    running.send(lines(call(2, 'get_performance_status', {}), call(3, 'get_performance_status', {})));
    expect(await running.ended()).toEqual({ code: 0, signal: null });
  });

  test('shares sessions and their defaults with the command line of the same user', async () => {
    const home = temporaryFolder();
    const server = new RunningCli(['serve', '--stdio'], { home });
    server.send(
      lines(INITIALIZE, call(2, 'set_session', { session_id: 'mine', data: { context: { mode: 'agent' } } })),
    );
    await server.printed('stdout', /"id":2.*\n/);
    const { code, stdout } = await runCli(['improve', '--session', 'mine', '--json', 'Say hello'], { home });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ stored: true });
  });
});

describe('a defect while serving', () => {
  test('a rejection that nobody handles is logged without its message, and the server lives on', async () => {
    const nodeArgs = onSignal("Promise.reject(new Error('text of a prompt'))");
    const { running, url } = await startHttp([], { nodeArgs });
    running.child.kill('SIGUSR2');
    await running.printed('stderr', /unhandled rejection.*\n/);
    expect(running.stderr).toContain('"errorCode":"INTERNAL"');
    expect(running.stderr).not.toContain('text of a prompt');
    expect((await fetch(new URL('/health/live', url))).status).toBe(200);
  });

  test('an exception that nobody caught is logged without its message, and ends the server with exit code 1', async () => {
    const { running } = await startHttp([], { nodeArgs: onSignal("throw new Error('text of a prompt')") });
    running.child.kill('SIGUSR2');
    expect(await running.ended()).toEqual({ code: 1, signal: null });
    expect(running.stderr).toMatch(/uncaught exception.*"errorCode":"INTERNAL"/);
    expect(running.stderr).not.toContain('text of a prompt');
  });
});
