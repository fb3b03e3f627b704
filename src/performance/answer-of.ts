/** What became of an operation, read off the JSON-RPC message that answers it: the one place where outcomes are decided. */
import { ERROR_CATALOGUE, type ErrorCode } from '../errors/catalogue.ts';
import type { Outcome } from './operation.ts';
import type { Answer } from './span.ts';

/** Where a failed tool result carries its error report. */
export const ERROR_META_KEY = 'prompt-improver/error';

/** Codes that say more than that the call failed. */
const OUTCOME_OF_CODE: Partial<Record<ErrorCode, Outcome>> = { OVERLOADED: 'shed', TIMED_OUT: 'timeout' };

const OK: Answer = { outcome: 'ok' };

/** @param message a JSON-RPC response: `{result}` or `{error}` */
export function answerOf(message: unknown): Answer {
  const { result, error } = fieldsOf(message);
  if (error !== undefined) {
    const { code, data } = fieldsOf(error);
    return failure('protocol_error', fieldsOf(data)['code'], String(code));
  }
  const { isError, _meta: meta } = fieldsOf(result);
  if (isError !== true) return OK;
  return failure('tool_error', fieldsOf(fieldsOf(meta)[ERROR_META_KEY])['code'], 'tool_error');
}

/** A code counts only if the catalogue has it: what a message says else could be anything, and without end. */
function failure(outcome: Outcome, code: unknown, otherwise: string): Answer {
  if (!isErrorCode(code)) return { outcome, errorType: otherwise };
  return { outcome: OUTCOME_OF_CODE[code] ?? outcome, errorType: code };
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERROR_CATALOGUE, code);
}

type Fields = Readonly<Record<string, unknown>>;
const NO_FIELDS: Fields = {};

function fieldsOf(value: unknown): Fields {
  // An object has fields of any type.
  return typeof value === 'object' && value !== null ? (value as Fields) : NO_FIELDS;
}
