/** What the benchmark asks of its load generator, and what it hears back. */
export interface Load {
  readonly url: string;
  readonly perSecond: number;
  readonly durationMs: number;
  readonly seed: number;
  /** Characters of a prompt. */
  readonly promptChars: number;
}

/** How long the generator opens connections before each load. */
export const CONNECT_MS = 1_000;

export type Outcome = 'ok' | 'shed' | 'failed';

export interface LoadResult {
  /** When each call was due, in milliseconds since the start, and how long after that it was answered; by index. */
  readonly dueMs: readonly number[];
  readonly latencyMs: readonly number[];
  readonly outcomes: readonly Outcome[];
  /** What was answered with neither a result nor a refusal that says when to come back. */
  readonly failures: readonly string[];
  /** How late calls were sent, 99 of 100: the generator's own fault. */
  readonly lateP99Ms: number;
  /** From the end of the load until the last answer. */
  readonly restMs: number;
  /** Calls that were not sent at all: the server had not answered on any of the connections that it takes. They count as failed. */
  readonly unsent: number;
  /** Most connections. */
  readonly connections: number;
  /** Of calls for the status, one every 100 ms. */
  readonly statusMs: readonly number[];
}

/** A generator that sends later than this measures itself: a quarter of what a call may take. */
const LATE_MS = 50;

export function isSaturated({ lateP99Ms }: LoadResult): boolean {
  return lateP99Ms > LATE_MS;
}
