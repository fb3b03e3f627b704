/** One request and its response, as the routes see them, and how both kinds of answer are written. */
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { AppError } from '../errors/app-error.ts';
import { ERROR_CATALOGUE } from '../errors/catalogue.ts';
import { JSON_RPC, type JsonRpcErrorMessage, jsonRpcError } from '../wire/json-rpc.ts';
import type { RequestId } from '@modelcontextprotocol/server';

export interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** Without query. */
  readonly path: string;
  /** What stands behind the question mark. */
  readonly query: string;
}

export interface Route {
  readonly path: string;
  /** Answered with 405 otherwise. */
  readonly methods: readonly string[];
  /** A rejection becomes an error response. */
  handle(exchange: Exchange): Promise<void>;
}

export const MCP_PATH = '/mcp';
export const METRICS_PATH = '/metrics';

export function sendJson({ req, res }: Exchange, status: number, body: unknown): void {
  const bytes = Buffer.from(`${JSON.stringify(body)}\n`);
  res.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  res.end(req.method === 'HEAD' ? undefined : bytes);
}

/**
 * `{error: report}`, on the MCP path as a JSON-RPC error that holds the same report.
 *
 * @param id of the request, where that is known
 */
export function sendError(exchange: Exchange, error: AppError, id?: RequestId): void {
  const { res, path } = exchange;
  if (res.headersSent) {
    res.destroy();
    return;
  }
  if (error.code === 'UNAUTHORIZED') res.setHeader('www-authenticate', 'Bearer');
  if (error.retryAfterMs !== undefined) res.setHeader('retry-after', Math.ceil(error.retryAfterMs / 1_000));
  // What was not read of the body cannot be told from the next request.
  if (!exchange.req.complete) res.setHeader('connection', 'close');
  const body = path === MCP_PATH ? toJsonRpc(error, id) : { error: error.report() };
  sendJson(exchange, ERROR_CATALOGUE[error.code].http, body);
}

export function toJsonRpc(error: AppError, id?: RequestId): JsonRpcErrorMessage {
  return jsonRpcError(jsonRpcCode(error), error, id);
}

function jsonRpcCode(error: AppError): number {
  if (error.code === 'INVALID_JSON' || error.code === 'INVALID_UTF8') return JSON_RPC.parseError;
  return error.code === 'INTERNAL' ? JSON_RPC.internalError : JSON_RPC.serverError;
}
