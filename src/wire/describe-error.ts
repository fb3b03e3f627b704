import type { LogFields } from '../log/logger.ts';

/**
 * What a log may hold of a thrown value: its name, its code and where it was thrown. Never its message: those of the
 * SDK, of JSON.parse and of database drivers quote what the caller sent.
 */
export function describeError(thrown: unknown): LogFields {
  const cause = thrown instanceof Error && thrown.cause !== undefined ? placeOf(thrown.cause) : undefined;
  return { ...placeOf(thrown), cause: cause && JSON.stringify(cause) };
}

function placeOf(thrown: unknown): LogFields {
  if (!(thrown instanceof Error)) return { error: typeof thrown };
  const code = 'code' in thrown && ['string', 'number'].includes(typeof thrown.code) ? String(thrown.code) : undefined;
  const frames = thrown.stack
    ?.replace(thrown.message, '')
    .match(/^ {4}at .*$/gm)
    ?.slice(0, 5)
    .map((frame) => frame.trim())
    .join(' < ');
  return { error: thrown.name, code, frames };
}
