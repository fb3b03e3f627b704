/**
 * Counts operations for Prometheus in arrays of its own, on the path of every request: a labelled histogram of a library costs
 * ten times as much. Series are bounded; what comes after is counted under `other`.
 */
import { type FinishedOperation, type OperationSink, type Outcome, OUTCOMES, PHASES } from '../operation.ts';
import type { Exemplar, Scrape } from './scrape.ts';

/** Seconds. 0.15 and 0.2 are what alerts ask for. */
const DURATION_EDGES: readonly number[] = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2.5, 5, 10,
];
const PHASE_EDGES: readonly number[] = [0.000_01, 0.000_1, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.5, 1, 5];

const MAX_SERIES = 500;
const OTHER = 'other';
/** As OpenTelemetry calls them. */
const TRANSPORTS = { stdio: 'pipe', http: 'tcp' } as const;

class Counts {
  readonly counts: Float64Array;
  readonly #edges: readonly number[];
  sum = 0;

  constructor(edges: readonly number[]) {
    this.#edges = edges;
    this.counts = new Float64Array(edges.length + 1);
  }

  /** @returns the bucket */
  record(seconds: number): number {
    const edges = this.#edges;
    let bucket = 0;
    while (bucket < edges.length && seconds > (edges[bucket] ?? 0)) bucket += 1;
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    this.sum += seconds;
    return bucket;
  }
}

type Names = Pick<FinishedOperation, 'method' | 'target' | 'transport'>;

interface Series extends Names {
  readonly errorType: string;
  readonly durations: Counts;
  readonly outcomes: Record<Outcome, number>;
  exemplars: (Exemplar | undefined)[] | undefined;
}

/** Series by transport, method, target and error: each step finds a text by its identity in most cases. */
type Tree = Map<string, Map<string, Map<string, Map<string, Series>>>>;

/** A sink for `measure`, read with `metricsText`. */
export class OperationMetrics implements OperationSink {
  readonly #tree: Tree = new Map();
  readonly #series: Series[] = [];
  readonly #phases = PHASES.map(() => new Counts(PHASE_EDGES));

  record(operation: FinishedOperation): void {
    const { transport, method, target, errorType = '', outcome, durationMs, phaseMs, traceId } = operation;
    const series =
      this.#tree.get(transport)?.get(method)?.get(target)?.get(errorType) ??
      this.#newSeries({ transport, method, target }, errorType);
    const seconds = durationMs / 1_000;
    const bucket = series.durations.record(seconds);
    series.outcomes[outcome] += 1;
    if (traceId !== undefined) {
      series.exemplars ??= [];
      series.exemplars[bucket] = { traceId, value: seconds, atMs: operation.endedAtMs };
    }
    for (let phase = 0; phase < this.#phases.length; phase++) {
      const ms = phaseMs[phase] ?? 0;
      if (ms > 0) this.#phases[phase]?.record(ms / 1_000);
    }
  }

  readonly collect = (scrape: Scrape): void => {
    const operations = new Map<string, { readonly names: Names; readonly outcomes: Record<Outcome, number> }>();
    for (const { method, target, transport, errorType, durations, outcomes, exemplars } of this.#series) {
      const labels = {
        mcp_method_name: method,
        gen_ai_tool_name: method === 'tools/call' ? target : '',
        error_type: errorType,
        network_transport: TRANSPORTS[transport],
      };
      const { counts, sum } = durations;
      scrape.histogram('mcp_server_operation_duration_seconds', labels, {
        edges: DURATION_EDGES,
        counts,
        sum,
        exemplars,
      });
      const key = `${transport}\n${method}\n${target}`;
      const same = operations.get(key);
      if (same === undefined) operations.set(key, { names: { method, target, transport }, outcomes: { ...outcomes } });
      else for (const outcome of OUTCOMES) same.outcomes[outcome] += outcomes[outcome];
    }
    for (const { names, outcomes } of operations.values()) {
      for (const outcome of OUTCOMES) {
        const { method, target, transport } = names;
        const labels = { mcp_method_name: method, target, outcome, network_transport: TRANSPORTS[transport] };
        scrape.add('prompt_improver_operations_total', labels, outcomes[outcome]);
      }
    }
    for (const [index, phase] of PHASES.entries()) {
      const { counts, sum } = this.#phases[index] ?? new Counts(PHASE_EDGES);
      scrape.histogram('prompt_improver_phase_duration_seconds', { phase }, { edges: PHASE_EDGES, counts, sum });
    }
  };

  #newSeries(names: Names, errorType: string): Series {
    if (this.#series.length >= MAX_SERIES) {
      const { transport } = names;
      const other = { transport, method: OTHER, target: OTHER };
      return this.#series.find((series) => isSame(series, other, OTHER)) ?? this.#keep(other, OTHER);
    }
    return this.#keep(names, errorType);
  }

  #keep(names: Names, errorType: string): Series {
    const outcomes = { ok: 0, tool_error: 0, protocol_error: 0, timeout: 0, cancelled: 0, shed: 0 };
    const durations = new Counts(DURATION_EDGES);
    const series: Series = { ...names, errorType, durations, outcomes, exemplars: undefined };
    this.#series.push(series);
    child(child(child(this.#tree, names.transport), names.method), names.target).set(errorType, series);
    return series;
  }
}

function child<V>(tree: Map<string, Map<string, V>>, key: string): Map<string, V> {
  const known = tree.get(key);
  if (known !== undefined) return known;
  const made = new Map<string, V>();
  tree.set(key, made);
  return made;
}

function isSame(series: Series, { transport, method, target }: Names, errorType: string): boolean {
  return (
    series.transport === transport &&
    series.method === method &&
    series.target === target &&
    series.errorType === errorType
  );
}
