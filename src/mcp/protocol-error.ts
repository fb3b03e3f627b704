/** Failures outside tool calls, which MCP knows as JSON-RPC errors. */
import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';

import { ERROR_CATALOGUE } from '../errors/catalogue.ts';
import type { AppError } from '../errors/app-error.ts';

export function invalidParams(message: string, data?: Readonly<Record<string, unknown>>): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, message, data);
}

/** `CODE: message` with the hint behind it; `data` holds the report and what `context` adds, such as the uri. */
export function protocolError(error: AppError, context: Readonly<Record<string, unknown>> = {}): ProtocolError {
  const callersFault = ERROR_CATALOGUE[error.code].http < 500;
  const code = callersFault ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError;
  return new ProtocolError(code, `${error.code}: ${error.message} ${error.hint}`, { ...context, ...error.report() });
}
