/**
 * The trace that a request says it belongs to, by `traceparent` and `tracestate` in `_meta` of its parameters or, with less
 * weight, in the headers of HTTP. Baggage is not read: what a stranger puts there would go on with every call made for him.
 *
 * @see https://www.w3.org/TR/trace-context/#traceparent-header
 */
const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(?:$|-)/;
/** What every recipient must be able to pass on. */
const MAX_TRACESTATE_CHARACTERS = 512;

/** The step of a trace that a request was made by. */
export interface TraceParent {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  readonly traceFlags: number;
  /** As it was sent; undefined when it is too long. */
  readonly traceState: string | undefined;
}

/** 32 hexadecimal digits; undefined when it says nothing, or nothing that is one. */
export function traceIdIn(params: unknown): string | undefined {
  const { traceparent } = metaOf(params) ?? {};
  return typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent)?.[1] : undefined;
}

/** @param carrier `_meta`, or the headers of a request */
export function traceParentIn(carrier: Readonly<Record<string, unknown>> | undefined): TraceParent | undefined {
  const { traceparent, tracestate } = carrier ?? {};
  const match = typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent) : null;
  if (match === null) return undefined;
  const [, traceId = '', spanId = '', flags = ''] = match;
  const isShort = typeof tracestate === 'string' && tracestate.length <= MAX_TRACESTATE_CHARACTERS;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), traceState: isShort ? tracestate : undefined };
}

/** `_meta` of the parameters of a request. */
export function metaOf(params: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof params !== 'object' || params === null || !('_meta' in params)) return undefined;
  const meta = params._meta;
  if (typeof meta !== 'object' || meta === null) return undefined;
  return meta as Readonly<Record<string, unknown>>; // any object can be read like that
}
