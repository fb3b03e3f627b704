import type { LogFields } from '../../log/logger.ts';
import { WebhookError } from './webhook.ts';

/** What the log is told of a failed call: never its message, which may hold the address. */
export function describeFailure(error: unknown): LogFields {
  if (error instanceof WebhookError) return { status: error.status };
  if (!(error instanceof Error)) return { kind: typeof error };
  const cause: unknown = error.cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  return { kind: error.name, code };
}
