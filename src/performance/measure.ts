/**
 * The measuring wrapper. Doors put it around every operation; it counts after the operation has ended, failures
 * included. It does not know what an operation is, nor Prometheus, nor a logger.
 */
export type Outcome = 'ok' | 'error';

export interface Measure {
  /** Runs `work` and records its duration and outcome under `operation`. What `work` returns or throws passes through. */
  run<T>(operation: string, work: () => Promise<T>, outcomeOf?: (result: T) => Outcome): Promise<T>;
  record(operation: string, durationMs: number, outcome: Outcome): void;
}
