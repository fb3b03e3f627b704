/** A node:http server on a table of routes: who may talk to it, which route answers, and where it listens. */
import { type RequestListener, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import type { SettingPath } from '../config/schema.ts';
import { AppError, toAppError } from '../errors/app-error.ts';
import type { Logger } from '../log/logger.ts';
import { describeError } from '../wire/describe-error.ts';
import { discardBody } from './body.ts';
import { answerCors } from './cors.ts';
import { type Exchange, type Route, sendError } from './exchange.ts';
import { type RequestGuard, toUrlHostname } from './guard.ts';

/** A client that sends its headers or body more slowly than this is cut off. */
const TIMEOUTS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  /**
   * Longer than proxies keep an idle connection (nginx and most load balancers: 60 s). Where the server is the first to close
   * it, a request that is on its way then is lost, and a proxy must not repeat a POST.
   */
  keepAliveTimeout: 75_000,
  /** How often the others are looked at. */
  connectionsCheckingInterval: 2_000,
} as const;
const MAX_CONNECTIONS = 1_000;

export interface RoutesOptions {
  readonly routes: readonly Route[];
  readonly guard: RequestGuard;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** The setting that `port` comes from, for errors. */
  readonly portSetting: SettingPath;
  readonly logger: Logger;
}

/** Rejects with an AppError: `PORT_IN_USE`, `ADDRESS_UNAVAILABLE`. */
export async function serveRoutes({ routes, guard, host, port, portSetting, logger }: RoutesOptions): Promise<Server> {
  const server = createServer(TIMEOUTS);
  server.on('request', listener(routes, guard, logger, server));
  server.maxConnections = MAX_CONNECTIONS;
  await listen(server, { host, port, portSetting });
  // Such as too many open files while a connection is taken; without a listener it would end the process.
  server.on('error', (error) => logger.error('http server', describeError(error)));
  return server;
}

/** Where it can be reached, such as `http://127.0.0.1:3117`. */
export function urlOf(server: Server, host: string): string {
  // A server that listens on a port has an AddressInfo; text is for pipes, null for one that does not listen.
  const { port } = server.address() as AddressInfo;
  return `http://${toUrlHostname(host)}:${port}`;
}

function listener(routes: readonly Route[], guard: RequestGuard, logger: Logger, server: Server): RequestListener {
  const byPath = new Map(routes.map((route) => [route.path, route]));
  const waiting = new WaitingResponses();
  return (req, res) => {
    if (res.socket === null) waiting.add(req.socket, res);
    if (!server.listening) res.setHeader('connection', 'close');
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

/**
 * Responses that wait for another one on their connection, to requests sent in one go. Node 22 tells only the one that is being
 * written that its connection has ended; the others would be worked on for nobody, and wait for him to read.
 */
class WaitingResponses {
  readonly #of = new WeakMap<Socket, Set<ServerResponse>>();

  add(socket: Socket, res: ServerResponse): void {
    const waiting = this.#of.get(socket) ?? this.#watch(socket);
    waiting.add(res);
    // Its turn has come.
    res.once('socket', () => waiting.delete(res));
  }

  #watch(socket: Socket): Set<ServerResponse> {
    const waiting = new Set<ServerResponse>();
    this.#of.set(socket, waiting);
    socket.once('close', () => {
      for (const res of waiting) {
        if (res.destroyed) continue;
        res.destroy();
        res.emit('close');
      }
    });
    return waiting;
  }
}

type Place = Pick<RoutesOptions, 'host' | 'port' | 'portSetting'>;

async function listen(server: Server, place: Place): Promise<void> {
  const { host, port } = place;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  // Brackets belong to URLs, not to addresses.
  server.listen({ host: host.replace(/^\[|\]$/g, ''), port }, resolve);
  try {
    await promise;
  } catch (cause) {
    throw listenError(cause, place);
  } finally {
    server.off('error', reject);
  }
}

function listenError(cause: unknown, { host, port, portSetting }: Place): AppError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'EADDRINUSE') {
    return new AppError('PORT_IN_USE', `Port ${port} on ${host} is in use.`, {
      field: portSetting,
      limit: port,
      cause,
    });
  }
  if (code === 'EACCES') {
    const hint = 'Choose a port above 1023 with --port.';
    return new AppError('ADDRESS_UNAVAILABLE', `Port ${port} may not be opened by this user.`, {
      field: portSetting,
      hint,
      cause,
    });
  }
  return new AppError('ADDRESS_UNAVAILABLE', `${host} is not an address this machine can listen on.`, {
    field: 'http.host',
    cause,
  });
}
