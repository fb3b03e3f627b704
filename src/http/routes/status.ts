/** The status as `get_performance_status` tells it, for whoever watches the server without MCP. */
import { statusToWire } from '../../mcp/results/status-schema.ts';
import type { StatusRequest, StatusService } from '../../services/types.ts';
import { type Route, sendJson } from '../exchange.ts';
import { parametersOf } from '../parameters.ts';
import type { TokenCheck } from '../tokens.ts';

export function createStatusRoute(status: StatusService, tokens: TokenCheck): Route {
  return {
    path: '/api/status',
    methods: ['GET', 'HEAD'],
    async handle(exchange) {
      tokens.authenticate(exchange.req);
      sendJson(exchange, 200, statusToWire(await status.status(requestOf(exchange.query))));
    },
  };
}

/** What is not allowed is refused by the service, which knows the bounds. */
function requestOf(query: string): StatusRequest {
  const words = parametersOf(query, ['scope', 'window_seconds']);
  const scope = words.get('scope');
  const seconds = words.get('window_seconds');
  return {
    ...(scope !== undefined && { scope: scope as NonNullable<StatusRequest['scope']> }), // checked by the service
    ...(seconds !== undefined && { windowSeconds: /^\d{1,9}$/.test(seconds) ? Number(seconds) : Number.NaN }),
  };
}
