// An MCP server as the documentation of SDK v2 shows it: one tool that returns its argument.
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import * as z from 'zod';

serveStdio(() => {
  const server = new McpServer({ name: 'bare', version: '1.0.0' });
  server.registerTool(
    'improve_prompt',
    { description: 'Returns the prompt', inputSchema: z.object({ prompt: z.string() }) },
    async ({ prompt }) => ({ content: [{ type: 'text', text: prompt }] }),
  );
  return server;
});
