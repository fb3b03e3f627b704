/**
 * The one error type that crosses a door. Its code is looked up in the catalogue for message mapping; its `cause` is
 * kept for logs and never sent to a caller.
 */
import { ERROR_CATALOGUE, type ErrorCode } from './catalogue.ts';

export interface AppErrorDetails {
  /** The argument, option or setting at fault, as the caller spelled it: `prompt`, `--port`, `data.items`. */
  readonly field?: string;
  /** The bound that was passed, with its unit in the name of the field or in `message`. */
  readonly limit?: number | string;
  /** What the caller can do about it. Defaults to the catalogue's hint for the code. */
  readonly hint?: string;
  /** When the same call may succeed, as far as that is known. */
  readonly retryAfterMs?: number;
  /** Where it is not what the catalogue says of the code. */
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/** What a caller is told of a failure, on every door. */
export interface ErrorReport {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
  readonly field?: string;
  readonly limit?: number | string;
  /** The same call may succeed later without being changed. */
  readonly retryable: boolean;
  /** Wait so long before the next try. */
  readonly retry_after_ms?: number;
}

export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly limit: number | string | undefined;
  readonly hint: string;
  readonly retryAfterMs: number | undefined;
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, details: AppErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.field = details.field;
    this.limit = details.limit;
    this.retryAfterMs = details.retryAfterMs;
    this.hint = details.hint ?? ERROR_CATALOGUE[code].hint;
    this.retryable = details.retryable ?? ERROR_CATALOGUE[code].retryable;
  }

  report(): ErrorReport {
    return {
      code: this.code,
      message: this.message,
      hint: this.hint,
      ...(this.field !== undefined && { field: this.field }),
      ...(this.limit !== undefined && { limit: this.limit }),
      retryable: this.retryable,
      ...(this.retryAfterMs !== undefined && { retry_after_ms: this.retryAfterMs }),
    };
  }
}

/** Any thrown value as an AppError. What is not one already is a defect of ours: `INTERNAL`, with the cause kept. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  return new AppError('INTERNAL', 'The server failed to carry out this request.', { cause: thrown });
}
