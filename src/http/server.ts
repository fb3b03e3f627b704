/** The HTTP server: who may talk to it, which route answers, and an orderly end. */
import { type RequestListener, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { McpServerFactory } from '@modelcontextprotocol/server';

import type { Config } from '../config/types.ts';
import { AppError, toAppError } from '../errors/app-error.ts';
import type { Logger } from '../log/logger.ts';
import type { Measuring } from '../performance/measuring.ts';
import type { Services } from '../services/types.ts';
import type { Admission } from '../resilience/admission/admission.ts';
import type { ByteBudget } from '../resilience/admission/byte-budget.ts';
import { describeError } from '../wire/describe-error.ts';
import { discardBody } from './body.ts';
import { answerCors } from './cors.ts';
import { type Exchange, type Route, sendError } from './exchange.ts';
import { RequestGuard, isLoopback, toUrlHostname } from './guard.ts';
import { createAlertsRoute, createSilencesRoute } from './routes/alerts.ts';
import { createExportRoute } from './routes/export.ts';
import { createReadyRoute, liveRoute } from './routes/health.ts';
import { rootRoute } from './routes/root.ts';
import { type McpRoute, createMcpRoute } from './routes/mcp.ts';
import { TokenCheck } from './tokens.ts';

export interface HttpServerDeps {
  readonly config: Config['http'];
  readonly factory: McpServerFactory;
  readonly services: Services;
  readonly admission: Admission;
  /** For the bodies of all requests under way. */
  readonly bodies: ByteBudget;
  readonly logger: Logger;
  /** Undefined: nothing is measured. */
  readonly measuring?: Measuring | undefined;
}

export interface HttpServer {
  /** Of the server, such as `http://127.0.0.1:3000`; MCP listens on `/mcp` under it. */
  readonly url: string;
  /** Takes no more requests, lets those under way finish for a few seconds, and closes. Safe to call twice. */
  close(): Promise<void>;
}

/** A client that sends its headers or body more slowly than this is cut off. */
const TIMEOUTS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 15_000,
  /** How often the others are looked at. */
  connectionsCheckingInterval: 2_000,
} as const;
const MAX_CONNECTIONS = 1_000;
const CLOSE_GRACE_MS = 5_000;

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
}: HttpServerDeps): Promise<HttpServer> {
  if (!isLoopback(config.host) && config.tokens.length === 0) {
    throw new AppError('CONFIG_INVALID', `http.tokens: at least one token is required to listen on ${config.host}.`, {
      field: 'http.tokens',
      hint: 'Set PROMPT_IMPROVER_HTTP_TOKENS (or --token), or listen on 127.0.0.1.',
    });
  }
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
  });
  const routes = [
    mcp,
    createExportRoute(services.exports, tokens),
    createAlertsRoute(services.alerts, tokens),
    createSilencesRoute(services.alerts, tokens),
    liveRoute,
    createReadyRoute(services.status),
    rootRoute,
  ];
  const server = createServer(TIMEOUTS, listener(routes, new RequestGuard(config), logger));
  server.maxConnections = MAX_CONNECTIONS;
  const { port } = await listen(server, config);
  // Such as too many open files while a connection is taken; without a listener it would end the process.
  server.on('error', (error) => logger.error('http server', describeError(error)));
  let closing: Promise<void> | undefined;
  return {
    url: `http://${toUrlHostname(config.host)}:${port}`,
    close: () => (closing ??= closeServer(server, mcp)),
  };
}

function listener(routes: readonly Route[], guard: RequestGuard, logger: Logger): RequestListener {
  const byPath = new Map(routes.map((route) => [route.path, route]));
  return (req, res) => {
    const [path = '', query = ''] = (req.url ?? '').split(/\?(.*)/s, 2);
    const exchange: Exchange = { req, res, path, query };
    answer(exchange).catch((thrown: unknown) => refuse(exchange, thrown));
  };

  async function answer(exchange: Exchange): Promise<void> {
    const { req, res, path } = exchange;
    guard.check(req);
    const route = byPath.get(path);
    if (route === undefined) throw new AppError('NOT_FOUND', 'There is nothing at this path.');
    if (answerCors(exchange, route.methods)) return;
    if (!route.methods.includes(req.method ?? '')) {
      res.setHeader('allow', route.methods.join(', '));
      throw new AppError('METHOD_NOT_ALLOWED', `${path} takes ${route.methods.join(' or ')}.`);
    }
    await route.handle(exchange);
  }

  async function refuse(exchange: Exchange, thrown: unknown): Promise<void> {
    const { req, res, path } = exchange;
    const error = toAppError(thrown);
    // A client that has gone needs no answer, and its going is no defect.
    if (res.destroyed) return;
    if (error.code === 'INTERNAL') logger.error('http request failed', { path, ...describeError(error.cause) });
    await discardBody(req);
    sendError(exchange, error);
  }
}

async function listen(server: Server, { host, port }: Config['http']): Promise<AddressInfo> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  // Brackets belong to URLs, not to addresses.
  server.listen({ host: host.replace(/^\[|\]$/g, ''), port }, resolve);
  try {
    await promise;
  } catch (cause) {
    throw listenError(cause, host, port);
  } finally {
    server.off('error', reject);
  }
  // A server that listens on a port has an AddressInfo; text is for pipes, null for one that does not listen.
  return server.address() as AddressInfo;
}

function listenError(cause: unknown, host: string, port: number): AppError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'EADDRINUSE') {
    return new AppError('PORT_IN_USE', `Port ${port} on ${host} is in use.`, {
      field: 'http.port',
      limit: port,
      cause,
    });
  }
  if (code === 'EACCES') {
    const hint = 'Choose a port above 1023 with --port.';
    return new AppError('ADDRESS_UNAVAILABLE', `Port ${port} may not be opened by this user.`, {
      field: 'http.port',
      hint,
      cause,
    });
  }
  return new AppError('ADDRESS_UNAVAILABLE', `${host} is not an address this machine can listen on.`, {
    field: 'http.host',
    cause,
  });
}

/** No new requests, then the end of those under way, then of their connections; after a while all are cut. */
async function closeServer(server: Server, mcp: McpRoute): Promise<void> {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  const timeout = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  await Promise.race([mcp.drained(), closed]);
  await mcp.close();
  // A connection counts as idle a moment after its response has been written.
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  await closed;
  clearInterval(idle);
  clearTimeout(timeout);
}
