/** What one scrape gathers: values by metric, in the order they were given. Collectors fill it, the exposition writes it. */
import type { LabelsOf, MetricName, MetricOf } from './catalogue.ts';

/** A sample that says more of one call that was counted. */
export interface Exemplar {
  readonly traceId: string;
  readonly value: number;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

export interface HistogramValue {
  /** Upper edges in ascending order, without infinity. */
  readonly edges: readonly number[];
  /** How many fell between an edge and the one before it; the last one above all edges. One more than there are edges. */
  readonly counts: ArrayLike<number>;
  readonly sum: number;
  /** By bucket. */
  readonly exemplars?: readonly (Exemplar | undefined)[] | undefined;
}

export interface Sample<V> {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: V;
}

/** Gives the values of some metrics as they are now. */
export type Collector = (scrape: Scrape) => void | Promise<void>;

export class Scrape {
  readonly values = new Map<MetricName, Sample<number>[]>();
  readonly histograms = new Map<MetricName, Sample<HistogramValue>[]>();

  /** A value that is null is not known, and left out. */
  add<N extends MetricOf<'counter' | 'gauge'>>(metric: N, labels: LabelsOf<N>, value: number | null): void {
    if (value !== null) push(this.values, metric, { labels, value });
  }

  histogram<N extends MetricOf<'histogram'>>(metric: N, labels: LabelsOf<N>, value: HistogramValue): void {
    push(this.histograms, metric, { labels, value });
  }

  /** Adds all that `part` has. */
  merge(part: Scrape): void {
    for (const [metric, samples] of part.values) for (const sample of samples) push(this.values, metric, sample);
    for (const [metric, samples] of part.histograms)
      for (const sample of samples) push(this.histograms, metric, sample);
  }
}

function push<V>(into: Map<MetricName, Sample<V>[]>, metric: MetricName, sample: Sample<V>): void {
  const samples = into.get(metric);
  if (samples === undefined) into.set(metric, [sample]);
  else samples.push(sample);
}
