/** Quantiles of raw samples, with exact order-statistic intervals; "n/a" where there are too few samples for one. */
import { cpus } from 'node:os';
import { minimumSamples } from '../src/stats/histogram.ts';

/** Nearest-rank quantile; NaN without values. */
export function quantile(samples: readonly number[], q: number): number {
  return quantileOf(
    samples.toSorted((a, b) => a - b),
    q,
  );
}

function quantileOf(ascending: readonly number[], q: number): number {
  return ascending[Math.max(1, Math.ceil(q * ascending.length)) - 1] ?? Number.NaN;
}

/** Ranks (from 0) that hold the quantile with 95 % confidence, by the normal approximation of the binomial. */
function intervalRanks(n: number, q: number): readonly [number, number] {
  const spread = 1.96 * Math.sqrt(n * q * (1 - q));
  return [Math.max(0, Math.floor(n * q - spread) - 1), Math.min(n - 1, Math.ceil(n * q + spread) - 1)];
}

export interface Summary {
  readonly n: number;
  readonly p50: number;
  /** NaN when n is too small. */
  readonly p99: number;
  readonly p50Low: number;
  readonly p50High: number;
}

export function summarise(samples: readonly number[]): Summary {
  const ascending = [...samples].sort((a, b) => a - b);
  const n = ascending.length;
  const [low, high] = intervalRanks(n, 0.5);
  return {
    n,
    p50: quantileOf(ascending, 0.5),
    p99: n < minimumSamples(0.99) ? Number.NaN : quantileOf(ascending, 0.99),
    p50Low: ascending[low] ?? Number.NaN,
    p50High: ascending[high] ?? Number.NaN,
  };
}

export const format = (value: number, digits: number): string => (Number.isNaN(value) ? 'n/a' : value.toFixed(digits));

/** What the figures were measured on. */
export function environment(): string {
  return `Node ${process.versions.node}, ${process.platform}-${process.arch}, ${cpus().length} × ${cpus()[0]?.model.trim()}`;
}

/** Rows as a Markdown table; the first row is the head. */
export function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  return [head, head.map(() => '---'), ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
