/**
 * `deploy/compose.yaml` on a real engine, as the manual says: `COMPOSE_TRIAL=1`, with Docker and Compose 2 and the images of
 * Node, PostgreSQL and Redis at hand. It takes the ports 3117 to 3119 and some minutes.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const FILE = fileURLToPath(new URL('../../deploy/compose.yaml', import.meta.url));
const PORTS = [3117, 3118, 3119];
const TOKEN = 'a-token-of-the-trial';
const PASSWORD = 'a-password-of-the-trial';
/** `stop_grace_period`. */
const GRACE_MS = 15_000;

async function docker(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('docker', args, { maxBuffer: 64 * 1_024 * 1_024 });
  return stdout.trim();
}

describe.skipIf(!process.env['COMPOSE_TRIAL'])('the example for compose', { timeout: 900_000 }, () => {
  const folder = mkdtempSync(join(process.env['COMPOSE_TRIAL_FOLDER'] ?? tmpdir(), 'prompt-improver-compose-'));
  const compose = (...args: readonly string[]) =>
    docker('compose', '-p', 'prompt-improver-trial', '-f', FILE, '--env-file', join(folder, '.env'), ...args);
  const replicas = async () => (await compose('ps', '-q', 'improver')).split('\n');
  const inContainer = (id: string, script: string) => docker('exec', id, 'node', '-e', script);

  beforeAll(async () => {
    writeFileSync(join(folder, '.env'), `POSTGRES_PASSWORD=${PASSWORD}\nPROMPT_IMPROVER_HTTP_TOKENS=${TOKEN}\n`);
    await compose('up', '--build', '--wait');
  }, 900_000);
  afterAll(async () => {
    await compose('down', '--volumes');
    rmSync(folder, { recursive: true, force: true });
  }, 120_000);

  async function call(port: number | undefined, name: string, args: Record<string, unknown>) {
    const client = new Client({ name: 'trial', version: '1.0.0' });
    const headers = { authorization: `Bearer ${TOKEN}` };
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${port}/mcp`), { requestInit: { headers } }),
    );
    try {
      return await client.callTool({ name, arguments: args });
    } finally {
      await client.close();
    }
  }

  /** Until each replica has a session that is written at the first. */
  async function expectSharedSession(session_id: string): Promise<void> {
    await expect
      .poll(() => call(PORTS[0], 'set_session', { session_id, data: { by: 'the first' } }))
      .toMatchObject({
        structuredContent: { data: { by: 'the first' } },
      });
    for (const port of PORTS)
      expect(await call(port, 'get_session', { session_id })).toMatchObject({
        structuredContent: { data: { by: 'the first' } },
      });
  }

  it('has three replicas that share what is stored and their Redis', async () => {
    expect(await replicas()).toHaveLength(3);
    await expectSharedSession('shared');
    for (const port of PORTS)
      await expect
        .poll(() => call(port, 'get_performance_status', {}))
        .toMatchObject({
          structuredContent: { store: { kind: 'postgres' }, cache: { redis: { connected: true } } },
        });
  });

  it('has an image of the program alone, without a secret', async () => {
    const [id = ''] = await replicas();
    const listed = await inContainer(id, "console.log(require('fs').readdirSync('/app').join())");
    expect(listed).toBe('dist,package.json');
    const told = await docker('image', 'inspect', 'prompt-improver');
    expect(told).toContain('"User": "1000:1000"');
    for (const secret of [TOKEN, PASSWORD]) expect(told).not.toContain(secret);
  });

  it('runs without rights, and cannot write but to its folders in memory', async () => {
    const [id = ''] = await replicas();
    const status = await inContainer(id, "console.log(require('fs').readFileSync('/proc/1/status', 'utf8'))");
    expect(status).toMatch(/^Uid:\s+1000\s+1000/m);
    expect(status).toMatch(/^CapBnd:\s+0+$/m);
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
    await expect(inContainer(id, "require('fs').writeFileSync('/app/x', '')")).rejects.toThrow('EROFS');
    expect(await docker('inspect', '-f', '{{range .Mounts}}{{.Type}} {{end}}', id)).toBe('');
  });

  it('starts a killed replica again, while the others answer', async () => {
    const [id = ''] = await replicas();
    const server = "require('fs').readdirSync('/proc').filter((p) => p > 1 && p != process.pid)";
    await inContainer(id, `for (const pid of ${server}) process.kill(Number(pid), 'SIGKILL')`);
    await expect
      .poll(() => docker('inspect', '-f', '{{.RestartCount}} {{.State.Health.Status}}', id), { timeout: 120_000 })
      .toBe('1 healthy');
    await expectSharedSession('after-the-kill');
  });

  it('is replaced one replica after the other, each of which ends in order and in time', async () => {
    for (const id of await replicas()) {
      const startedMs = performance.now();
      await docker('stop', id);
      expect(performance.now() - startedMs).toBeLessThan(GRACE_MS);
      expect(await docker('inspect', '-f', '{{.State.ExitCode}}', id)).toBe('0');
      await docker('rm', id);
      await compose('up', '--detach', '--no-recreate', '--wait');
    }
    expect(await replicas()).toHaveLength(3);
    await expectSharedSession('after-the-upgrade');
  });
});
