import { MCP_PATH, METRICS_PATH, type Route, sendJson } from '../exchange.ts';

/** What this is and where to go, for a person who opens the address in a browser. */
export const rootRoute: Route = {
  path: '/',
  methods: ['GET', 'HEAD'],
  handle: async (exchange) =>
    sendJson(exchange, 200, {
      name: 'prompt-improver',
      description: 'An MCP server that makes prompts better. Point an MCP client at the address under "mcp".',
      mcp: MCP_PATH,
      metrics: METRICS_PATH,
      status: '/api/status',
      export: '/api/export',
      alerts: ['/api/alerts', '/api/silences'],
      health: ['/health/live', '/health/ready'],
    }),
};
