// An MCP server over HTTP as the documentation of SDK v2 shows it: one tool, which answers with as much as a tool call has.
import { createServer } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';

const text = 'A better prompt, and why. '.repeat(60);
const inputSchema = z.object({ prompt: z.string() });

const handler = createMcpHandler(() => {
  const mcp = new McpServer({ name: 'bare', version: '1.0.0' });
  mcp.registerTool('improve_prompt', { description: 'Answers', inputSchema }, async () => ({
    content: [{ type: 'text', text }],
  }));
  return mcp;
});
const server = createServer(toNodeHandler(handler));
server.listen(0, '127.0.0.1', () => console.error(`listens on http://127.0.0.1:${server.address().port}`));
