/** The doors to the metrics: who may read them, in which format, and on stdio by a port of their own. */
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { LEGACY, serveStdio, startHttp, temporaryFolder } from '../mcp/doors.ts';
import { freePort } from '../services/machine.ts';

it('gives the metrics to those who have a token, where there are tokens', async () => {
  await using door = await startHttp({ tokens: ['a-token-of-tests'] });
  const read = (headers: Record<string, string> = {}) => fetch(new URL('/metrics', door.url), { headers });
  expect((await read()).status).toBe(401);
  const answer = await read({ authorization: 'Bearer a-token-of-tests' });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(await answer.text()).toContain('\nprompt_improver_measuring 1\n');
  const open = await read({
    authorization: 'Bearer a-token-of-tests',
    accept: 'application/openmetrics-text; version=1.0.0',
  });
  expect(open.headers.get('content-type')).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
  expect((await open.text()).endsWith('\n# EOF\n')).toBe(true);
  const head = await fetch(new URL('/metrics', door.url), {
    method: 'HEAD',
    headers: { authorization: 'Bearer a-token-of-tests' },
  });
  expect(head.status).toBe(200);
});

it('says that nothing is measured where that is switched off', async () => {
  await using door = await startHttp({}, undefined, { performance: { measuring: 'off' } });
  const client = await door.connect(LEGACY);
  await client.callTool({ name: 'improve_prompt', arguments: { prompt: 'Fix the bug' } });
  const { structuredContent } = await client.callTool({ name: 'get_performance_status', arguments: {} });
  expect(structuredContent).toMatchObject({ measuring: 'off', operations: [], total: { count: 0 } });
  const text = await (await fetch(new URL('/metrics', door.url))).text();
  expect(text).toContain('\nprompt_improver_measuring 0\n');
  expect(text).not.toContain('mcp_server_operation_duration_seconds');
});

it('gives the metrics as a resource', async () => {
  await using door = await startHttp();
  const client = await door.connect(LEGACY);
  await client.callTool({ name: 'improve_prompt', arguments: { prompt: 'Fix the bug' } });
  const { contents } = await client.readResource({ uri: 'prompt-improver://metrics' });
  expect(contents).toMatchObject([
    {
      mimeType: 'text/plain; version=0.0.4; charset=utf-8',
      text: expect.stringContaining(
        'prompt_improver_operations_total{mcp_method_name="tools/call",target="improve_prompt",outcome="ok",network_transport="tcp"} 1\n',
      ),
    },
  ]);
});

async function overStdio(port: number, use: (client: Client, stderr: () => string) => Promise<void>): Promise<void> {
  await using folder = await temporaryFolder();
  const client = new Client({ name: 'test', version: '1.0.0' });
  const server = serveStdio(folder.path, ['--metrics-port', String(port)]);
  const transport = new StdioClientTransport({ ...server, stderr: 'pipe' });
  let stderr = '';
  transport.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  await client.connect(transport);
  try {
    await use(client, () => stderr);
  } finally {
    await client.close();
  }
}

it('opens a port for the metrics of a server on stdio', async () => {
  const port = await freePort();
  await overStdio(port, async (client) => {
    await client.callTool({ name: 'analyze_prompt', arguments: { prompt: 'Fix the bug' } });
    await expect
      .poll(async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text())
      .toContain(
        'prompt_improver_operations_total{mcp_method_name="tools/call",target="analyze_prompt",outcome="ok",network_transport="pipe"} 1\n',
      );
    const evil = await fetch(`http://127.0.0.1:${port}/metrics`, { headers: { origin: 'https://evil.example' } });
    expect(evil.status).toBe(403);
    expect((await fetch(`http://127.0.0.1:${port}/mcp`, { method: 'POST' })).status).toBe(404);
  });
});

it('goes on without them when the port is taken, and says so', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  // It listens, so it has one.
  const { port } = other.address() as { port: number };
  await overStdio(port, async (client, stderr) => {
    await client.callTool({ name: 'analyze_prompt', arguments: { prompt: 'Fix the bug' } });
    await expect.poll(stderr).toContain('PORT_IN_USE');
  });
  other.close();
});
