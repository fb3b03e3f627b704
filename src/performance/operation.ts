/**
 * What is known of an operation once it has ended. An operation is one JSON-RPC request, from before its bytes are
 * parsed until after its answer is written, on any transport.
 */

/**
 * `tool_error`: answered with `isError`; `protocol_error`: with a JSON-RPC error; `timeout`: its deadline passed;
 * `cancelled`: the caller took it back or went away; `shed`: refused by admission, unworked.
 */
export const OUTCOMES = ['ok', 'tool_error', 'protocol_error', 'timeout', 'cancelled', 'shed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What a caller took back is no failure of the server; everything else that is not `ok` counts as an error. */
export function isError(outcome: Outcome): boolean {
  return outcome !== 'ok' && outcome !== 'cancelled';
}

/** Where the time of an operation goes. What belongs to none is told by no phase. */
export const PHASES = [
  'parse',
  'admission',
  'cache_l1',
  'cache_l2',
  'cache_l3',
  'compute',
  'store',
  'serialise',
  'write',
] as const;
export type Phase = (typeof PHASES)[number];

export type Transport = 'stdio' | 'http';

export interface FinishedOperation {
  /** The JSON-RPC method, `other` for one the server does not have: callers cannot make names up. */
  readonly method: string;
  /** The tool, resource or prompt, by the name the server lists; empty for methods without one. */
  readonly target: string;
  readonly transport: Transport;
  readonly outcome: Outcome;
  /** Code of the error catalogue, or the JSON-RPC code as text; absent for `ok`. */
  readonly errorType?: string;
  /** Milliseconds since 1970. */
  readonly endedAtMs: number;
  readonly durationMs: number;
  /** Of the trace that the caller says it belongs to, or that is recorded here: 32 hexadecimal digits. */
  readonly traceId?: string;
  /** Milliseconds by the index of `PHASES`; 0 where the operation spent none. */
  readonly phaseMs: ArrayLike<number>;
}

/** Told of every operation, on the hot path: it must neither throw nor wait. */
export interface OperationSink {
  record(operation: FinishedOperation): void;
}

/** `tools/call/improve_prompt`; the method alone where there is no target. */
export function operationName({ method, target }: Pick<FinishedOperation, 'method' | 'target'>): string {
  return target === '' ? method : `${method}/${target}`;
}
