/**
 * The trace that a request says it belongs to, by `_meta.traceparent` of its parameters.
 *
 * @see https://www.w3.org/TR/trace-context/#traceparent-header
 */
const TRACEPARENT = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}/;
const NO_TRACE = '0'.repeat(32);

/** 32 hexadecimal digits; undefined when it says nothing, or nothing that is one. */
export function traceIdIn(params: unknown): string | undefined {
  if (typeof params !== 'object' || params === null || !('_meta' in params)) return undefined;
  const meta = params._meta;
  if (typeof meta !== 'object' || meta === null || !('traceparent' in meta)) return undefined;
  const { traceparent } = meta;
  const traceId = typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent)?.[1] : undefined;
  return traceId === NO_TRACE ? undefined : traceId;
}
