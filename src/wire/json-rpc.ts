/**
 * From bytes to JSON-RPC messages, and from our errors to JSON-RPC errors. Which method exists and what its parameters
 * must be is decided by the SDK; this file only decides whether something is a message at all.
 */
import { type JSONRPCMessage, type RequestId, parseJSONRPCMessage } from '@modelcontextprotocol/server';

import { AppError, type ErrorReport } from '../errors/app-error.ts';

export const JSON_RPC = {
  parseError: -32_700,
  invalidRequest: -32_600,
  invalidParams: -32_602,
  internalError: -32_603,
  serverError: -32_000,
} as const;

export interface JsonRpcErrorMessage {
  readonly jsonrpc: '2.0';
  /** Null when the message could not be read far enough to know it. */
  readonly id: RequestId | null;
  readonly error: { readonly code: number; readonly message: string; readonly data: ErrorReport };
}

/** The text is `CODE: message`, for clients that show nothing else; `data` holds the whole report. */
export function jsonRpcError(code: number, error: AppError, id: RequestId | null = null): JsonRpcErrorMessage {
  return { jsonrpc: '2.0', id, error: { code, message: `${error.code}: ${error.message}`, data: error.report() } };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * One JSON value from its bytes. A byte order mark at the start is not part of it.
 *
 * @throws AppError `INVALID_UTF8` or `INVALID_JSON`
 */
export function decodeJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (cause) {
    throw new AppError('INVALID_UTF8', 'The message is not valid UTF-8.', { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    // V8 quotes the text around the fault; its position is enough, and keeps the text out of logs.
    const position = cause instanceof Error ? /position (\d+)/.exec(cause.message)?.[1] : undefined;
    const place = position === undefined ? '' : ` (at character ${position})`;
    throw new AppError('INVALID_JSON', `The message is not valid JSON${place}.`, { cause });
  }
}

export type ReadMessage = { readonly message: JSONRPCMessage } | { readonly refusal: JsonRpcErrorMessage };

/** The SDK's schema has the last word, so that nothing is passed on that the SDK would drop without an answer. */
export function readMessage(value: unknown): ReadMessage {
  try {
    return { message: parseJSONRPCMessage(value) };
  } catch {
    return { refusal: jsonRpcError(JSON_RPC.invalidRequest, notAMessage(value), idOf(value)) };
  }
}

function notAMessage(value: unknown): AppError {
  const fault = (field: string, what: string) =>
    new AppError('INVALID_ARGUMENT', `This is not a JSON-RPC message: ${field} ${what}.`, { field });
  if (!isRecord(value)) return new AppError('INVALID_ARGUMENT', 'This is not a JSON-RPC message: it is not an object.');
  if (value['jsonrpc'] !== '2.0') return fault('jsonrpc', 'must be "2.0"');
  if ('id' in value && idOf(value) === null) return fault('id', 'must be a text or a whole number');
  if ('method' in value && typeof value['method'] !== 'string') return fault('method', 'must be a text');
  if ('params' in value && !isRecord(value['params'])) return fault('params', 'must be an object');
  return new AppError(
    'INVALID_ARGUMENT',
    'This is not a JSON-RPC message: it is no request, notification or response.',
  );
}

function idOf(value: unknown): RequestId | null {
  if (!isRecord(value)) return null;
  const { id } = value;
  return isRequestId(id) ? id : null;
}

export function isRequestId(value: unknown): value is RequestId {
  return typeof value === 'string' || Number.isSafeInteger(value);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
