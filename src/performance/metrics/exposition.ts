/**
 * The text that Prometheus reads, in its own format (0.0.4) and in OpenMetrics 1.0, which has exemplars.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 * @see https://prometheus.io/docs/specs/om/open_metrics_spec/
 */
import { METRICS, type MetricName } from './catalogue.ts';
import type { Exemplar, HistogramValue, Sample, Scrape } from './scrape.ts';

export type Format = 'prometheus' | 'openmetrics';

export const CONTENT_TYPES: Readonly<Record<Format, string>> = {
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

/** @param accept the header of the request */
export function formatFor(accept: string | undefined): Format {
  return accept?.includes('application/openmetrics-text') === true ? 'openmetrics' : 'prometheus';
}

export function exposition(scrape: Scrape, format: Format): string {
  const write = new Writer(format);
  // The keys of the table are the names.
  for (const name of Object.keys(METRICS) as MetricName[]) write.metric(name, scrape);
  return write.end();
}

class Writer {
  readonly #isOpen: boolean;
  readonly #lines: string[] = [];

  constructor(format: Format) {
    this.#isOpen = format === 'openmetrics';
  }

  metric(name: MetricName, scrape: Scrape): void {
    const values = scrape.values.get(name) ?? [];
    const histograms = scrape.histograms.get(name) ?? [];
    if (values.length + histograms.length === 0) return;
    const { type, help } = METRICS[name];
    // OpenMetrics names a counter without the suffix that its samples have.
    const family = this.#isOpen && type === 'counter' ? name.replace(/_total$/, '') : name;
    this.#lines.push(`# HELP ${family} ${escaped(help)}`, `# TYPE ${family} ${type}`);
    for (const { labels, value } of values) this.#sample(name, labels, value);
    for (const sample of histograms) this.#histogram(name, sample);
  }

  end(): string {
    if (this.#isOpen) this.#lines.push('# EOF');
    return `${this.#lines.join('\n')}\n`;
  }

  #histogram(name: string, { labels, value: { edges, counts, sum, exemplars } }: Sample<HistogramValue>): void {
    let below = 0;
    for (let bucket = 0; bucket <= edges.length; bucket++) {
      below += counts[bucket] ?? 0;
      const edge = edges[bucket];
      const le = edge === undefined ? '+Inf' : this.#edge(edge);
      this.#sample(`${name}_bucket`, { ...labels, le }, below, exemplars?.[bucket]);
    }
    this.#sample(`${name}_sum`, labels, sum);
    this.#sample(`${name}_count`, labels, below);
  }

  #sample(name: string, labels: Readonly<Record<string, string>>, value: number, exemplar?: Exemplar): void {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text).replaceAll('"', '\\"')}"`);
    const set = pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
    const tail = this.#isOpen && exemplar !== undefined ? exemplarText(exemplar) : '';
    this.#lines.push(`${name}${set} ${value}${tail}`);
  }

  /** OpenMetrics wants to see that it is no whole number. */
  #edge(edge: number): string {
    return this.#isOpen && Number.isInteger(edge) ? `${edge}.0` : String(edge);
  }
}

function exemplarText({ traceId, value, atMs }: Exemplar): string {
  return ` # {trace_id="${traceId}"} ${value} ${(atMs / 1_000).toFixed(3)}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
