/**
 * Any MCP server on the SDK, measured by one call. `node examples/measured-server.ts` serves stdio; when its input ends it
 * prints what was measured on standard error, as Prometheus would read it.
 */
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { measure, metricsText, OperationMetrics, Tracing } from 'prompt-improver/measure';
import { z } from 'zod';

function createServer(): McpServer {
  const server = new McpServer({ name: 'measured', version: '1.0.0' });
  server.registerTool('add', { inputSchema: z.object({ a: z.number(), b: z.number() }) }, async ({ a, b }) => ({
    content: [{ type: 'text', text: String(a + b) }],
  }));
  server.registerTool('fail', { description: 'Fails.' }, async () => ({
    isError: true,
    content: [{ type: 'text', text: 'as it should' }],
  }));
  return server;
}

const metrics = new OperationMetrics();
// With `--import ./examples/tracing.ts` before the file, each request is a span as well.
const tracing = new Tracing({ name: 'measured', version: '1.0.0' });
serveStdio(measure(createServer, { sinks: [metrics], tracing }));
process.stdin.on('end', () => process.stderr.write(metricsText(metrics)));
