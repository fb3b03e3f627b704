/** Counts, errors and durations per operation since the start of the process, in fixed memory. */
import { Histogram, minimumSamples } from '../stats/histogram.ts';
import { type FinishedOperation, isError, operationName, type OperationSink } from './operation.ts';

/** Operations kept apart; what comes after is counted together, so that no caller can grow the table. */
const MAX_OPERATIONS = 200;
const OVERFLOW = 'other operations';

export interface OperationFigures {
  readonly operation: string;
  readonly count: number;
  readonly errors: number;
  /** Null when there are fewer samples than an interval of the percentile needs. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
  readonly maxMs: number | null;
}

interface Counter {
  readonly histogram: Histogram;
  errors: number;
}

/** A sink for `measure` that is read in the program itself; `OperationMetrics` is the one for Prometheus. */
export class OperationMeasure implements OperationSink {
  readonly #counters = new Map<string, Counter>();
  /** By method, then target: no text is put together for a call. */
  readonly #byNames = new Map<string, Map<string, Counter>>();

  record(operation: FinishedOperation): void {
    const { method, target } = operation;
    const counter = this.#byNames.get(method)?.get(target) ?? this.#counter(operation);
    counter.histogram.record(operation.durationMs);
    if (isError(operation.outcome)) counter.errors += 1;
  }

  /** One row for each operation that was called, in order of first call. */
  operations(): OperationFigures[] {
    return [...this.#counters].map(([operation, counter]) => figures(operation, counter));
  }

  /** All operations together. */
  total(): OperationFigures {
    const histogram = new Histogram();
    let errors = 0;
    for (const counter of this.#counters.values()) {
      histogram.merge(counter.histogram);
      errors += counter.errors;
    }
    return figures('total', { histogram, errors });
  }

  #counter(operation: FinishedOperation): Counter {
    const isFull = this.#counters.size >= MAX_OPERATIONS;
    const name = isFull ? OVERFLOW : operationName(operation);
    const counter = this.#counters.get(name) ?? { histogram: new Histogram(), errors: 0 };
    this.#counters.set(name, counter);
    // What came too late to be told apart is found by the name of all of those.
    if (!isFull) {
      const targets = this.#byNames.get(operation.method) ?? new Map<string, Counter>();
      this.#byNames.set(operation.method, targets.set(operation.target, counter));
    }
    return counter;
  }
}

function figures(operation: string, { histogram, errors }: Counter): OperationFigures {
  const quantile = (q: number) => (histogram.count < minimumSamples(q) ? null : histogram.quantileMs(q));
  return {
    operation,
    count: histogram.count,
    errors,
    p50Ms: quantile(0.5),
    p95Ms: quantile(0.95),
    p99Ms: quantile(0.99),
    maxMs: histogram.count === 0 ? null : histogram.maxMs,
  };
}
