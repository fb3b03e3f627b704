import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect, test } from 'vitest';
import { temporaryFolder } from './doors.ts';

const BUILT = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));

test.skipIf(!existsSync(BUILT))('the bundled server finds its worker', async () => {
  await using folder = await temporaryFolder();
  const client = new Client({ name: 'test', version: '1.0.0' });
  const args = [BUILT, 'serve', '--stdio', '--data-dir', folder.path];
  await client.connect(new StdioClientTransport({ command: process.execPath, args }));
  try {
    const prompt = 'Sort these names. '.repeat(5_000);
    const { isError } = await client.callTool({ name: 'improve_prompt', arguments: { prompt } });
    expect(isError).toBeFalsy();
    const { structuredContent } = await client.callTool({ name: 'get_performance_status', arguments: {} });
    expect(structuredContent).toMatchObject({ workers: { completed: 1, failed: 0 } });
  } finally {
    await client.close();
  }
});
