/** `docs/metrics.md`: every metric. */
import { METRICS } from '../../src/performance/metrics/catalogue.ts';

const HEAD = `# Metrics

At \`/metrics\` of the HTTP server, at \`http://127.0.0.1:<port>/metrics\` of a server on stdio that was started with
\`--metrics-port <port>\`, and as the resource \`prompt-improver://metrics\`. The text is that of Prometheus (0.0.4); who accepts
\`application/openmetrics-text\` gets OpenMetrics 1.0 with exemplars: the trace of the last call that fell into
the bucket, by \`_meta.traceparent\` of its parameters or as it is recorded here ([tracing](tracing.md)). Who may read it, how to scrape it, and the dashboard and alert rules: [operations](operations.md#prometheus).

Durations of requests have the name and labels that OpenTelemetry gives them for MCP servers, in seconds, with bucket edges at 0.15 and
0.2. Values of labels are names that this server lists, codes of the [error catalogue](errors.md) or of JSON-RPC, and words of a fixed
set: what a caller sends is never one, and what a caller asks for that is not there counts under \`other\`. There are at most 500
series of operations; what comes after counts under \`other\`, too.

| label | values |
|---|---|
| \`mcp_method_name\` | the JSON-RPC method |
| \`gen_ai_tool_name\` | the tool, for \`tools/call\`; else empty |
| \`target\` | the tool, prompt or resource; else empty |
| \`error_type\` | code of the error catalogue, JSON-RPC code, or \`cancelled\`; empty for \`ok\` |
| \`outcome\` | \`ok\`, \`tool_error\`, \`protocol_error\`, \`timeout\`, \`cancelled\`, \`shed\` |
| \`network_transport\` | \`pipe\` for stdio, \`tcp\` for HTTP |

Metrics of Redis and of PostgreSQL's pool are there where one is configured, those of a cache once it is used, those of operations once
there was one. The unit is in the name.

`;

export function metricsPage(): string {
  const rows = Object.entries(METRICS).map(([name, { type, labels, help }]) => {
    const names = labels.map((label) => `\`${label}\``).join(' ');
    return `| \`${name}\` | ${type} | ${names} | ${help} |`;
  });
  return `${HEAD}${['| metric | type | labels | what it says |', '|---|---|---|---|', ...rows].join('\n')}\n`;
}
