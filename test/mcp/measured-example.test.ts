/** The example of measuring another server, as it stands in `examples/`, with the SDK's own client. */
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect, it } from 'vitest';
import { LEGACY, MODERN } from './doors.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/measured-server.ts', import.meta.url));

it.each([
  ['of the initialize era', LEGACY],
  ['of 2026-07-28', MODERN],
])('counts what a client does %s', async (_era, mode) => {
  const client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode } });
  const transport = new StdioClientTransport({ command: process.execPath, args: [EXAMPLE], stderr: 'pipe' });
  let stderr = '';
  transport.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  await client.connect(transport);
  await client.callTool({ name: 'add', arguments: { a: 1, b: 2 } });
  await client.callTool({ name: 'add', arguments: { a: 3, b: 4 } });
  await client.callTool({ name: 'fail', arguments: {} });
  await expect(client.callTool({ name: 'made_up', arguments: {} })).rejects.toThrow('made_up');
  await client.listTools();
  await client.close();
  await expect.poll(() => stderr).toContain('prompt_improver_phase_duration_seconds_count');
  const counts = [...stderr.matchAll(/^prompt_improver_operations_total\{(.*)\} ([1-9]\d*)$/gm)].map(
    ([, labels = '', count]) => `${[...labels.matchAll(/"([^"]*)"/g)].map(([, value]) => value).join(' ')} ${count}`,
  );
  // A client of the newer era may have asked another process what there is.
  expect(counts.filter((line) => !/^(?:initialize|server\/discover)/.test(line)).sort()).toEqual([
    'tools/call  protocol_error pipe 1',
    'tools/call add ok pipe 2',
    'tools/call fail tool_error pipe 1',
    'tools/list  ok pipe 1',
  ]);
});
