/** The HTTP server: who may talk to it, which route answers, and an orderly end. */
import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import type { Config } from '../config/types.ts';
import { AppError } from '../errors/app-error.ts';
import type { Logger } from '../log/logger.ts';
import type { FastLane } from '../mcp/fast-lane.ts';
import type { DoorFactory } from '../performance/measured-server.ts';
import type { Measuring } from '../performance/measuring.ts';
import type { Services } from '../services/types.ts';
import type { Admission } from '../resilience/admission/admission.ts';
import type { ByteBudget } from '../resilience/admission/byte-budget.ts';
import { RequestGuard, isLoopback } from './guard.ts';
import { createAlertsRoute, createSilencesRoute } from './routes/alerts.ts';
import { createExportRoute } from './routes/export.ts';
import { createMetricsRoute } from './routes/metrics.ts';
import { createReportRoute } from './routes/report.ts';
import { createReadyRoute, liveRoute } from './routes/health.ts';
import { rootRoute } from './routes/root.ts';
import { type McpRoute, createMcpRoute } from './routes/mcp.ts';
import { serveRoutes, urlOf } from './serve-routes.ts';
import { createStatusRoute } from './routes/status.ts';
import { TokenCheck } from './tokens.ts';

export interface HttpServerDeps {
  readonly config: Omit<Config['http'], 'fastLane'>;
  readonly factory: DoorFactory;
  readonly services: Services;
  readonly admission: Admission;
  /** For the bodies of all requests under way. */
  readonly bodies: ByteBudget;
  readonly logger: Logger;
  /** Undefined: nothing is measured. */
  readonly measuring?: Measuring | undefined;
  /** Undefined: the SDK answers everything. */
  readonly fastLane?: FastLane | undefined;
}

export interface HttpServer {
  /** Of the server, such as `http://127.0.0.1:3000`; MCP listens on `/mcp` under it. */
  readonly url: string;
  /** Takes no more requests, lets those under way finish for a few seconds, and closes. Safe to call twice. */
  close(): Promise<void>;
}

const CLOSE_GRACE_MS = 5_000;
/** In which those who hold connections to this server, proxies above all, are answered that each of them ends. */
const LINGER_MS = 500;

/**
 * Rejects with an AppError: `CONFIG_INVALID` when anybody on the network could use it without a token, `PORT_IN_USE`,
 * `ADDRESS_UNAVAILABLE`.
 */
export async function startHttpServer({
  config,
  factory,
  services,
  admission,
  bodies,
  logger,
  measuring,
  fastLane,
}: HttpServerDeps): Promise<HttpServer> {
  if (!isLoopback(config.host) && config.tokens.length === 0) {
    throw new AppError('CONFIG_INVALID', `http.tokens: at least one token is required to listen on ${config.host}.`, {
      field: 'http.tokens',
      hint: 'Set PROMPT_IMPROVER_HTTP_TOKENS (or --token), or listen on 127.0.0.1.',
    });
  }
  if (fastLane !== undefined) services.scrapes.add(fastLane.collect);
  const tokens = new TokenCheck(config.tokens);
  const mcp = createMcpRoute({
    factory,
    tokens,
    maxBodyBytes: config.maxBodyBytes,
    admission,
    bodies,
    logger,
    measuring,
    alerts: services.alerts,
    fastLane,
  });
  const routes = [
    mcp,
    createMetricsRoute(services.scrapes, tokens),
    createExportRoute(services.exports, tokens),
    createAlertsRoute(services.alerts, tokens),
    createSilencesRoute(services.alerts, tokens),
    createReportRoute(services.reports, tokens),
    liveRoute,
    createReadyRoute(services.status),
    createStatusRoute(services.status, tokens),
    rootRoute,
  ];
  const server = await serveRoutes({
    routes,
    guard: new RequestGuard(config),
    ...config,
    logger,
    portSetting: 'http.port',
  });
  let closing: Promise<void> | undefined;
  return {
    url: urlOf(server, config.host),
    close: () => (closing ??= closeServer(server, mcp)),
  };
}

/** No new connections, then the end of those that are kept, of requests under way, and of theirs; after a while all are cut. */
async function closeServer(server: Server, mcp: McpRoute): Promise<void> {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  // That of HTTP cuts idle connections at once, and with them the requests that are on their way there.
  NetServer.prototype.close.call(server, () => resolve());
  const timeout = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  await Promise.race([delay(LINGER_MS, undefined, { ref: false }), closed]);
  await Promise.race([mcp.drained(), closed]);
  await mcp.close();
  server.close();
  // A connection counts as idle a moment after its response has been written.
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  await closed;
  clearInterval(idle);
  clearTimeout(timeout);
}
