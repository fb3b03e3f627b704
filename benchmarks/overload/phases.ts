/** One server under load, step by step: how much it can bear, what it does with more, and how it comes back. */
import { quantile } from '../samples.ts';
import { isSaturated, type Load, type LoadResult } from './load.ts';
import type { LoadGenerator, Server } from './processes.ts';

export const TARGET_MS = 200;
const PROMPT_CHARS = 1_000;
const FIRST_PER_SECOND = 150;
const LEAST_PER_SECOND = 10;
const MOST_PER_SECOND = 10_000;

export interface Figures {
  readonly offered: number;
  /** Each second. */
  readonly admitted: number;
  readonly shed: number;
  readonly failed: number;
  /** Of those admitted, in milliseconds from when they were due. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly statusP99: number;
  readonly isSaturated: boolean;
  readonly rssMb: number;
}

export interface Probe {
  readonly server: Server;
  readonly generator: LoadGenerator;
  /** Distinguishes prompts, so that none is answered from a cache. */
  nextSeed: number;
}

export async function offer(probe: Probe, perSecond: number, durationMs: number): Promise<LoadResult> {
  const { server, generator } = probe;
  const load: Load = { url: server.url, perSecond, durationMs, seed: probe.nextSeed++, promptChars: PROMPT_CHARS };
  return generator.run(load);
}

/** Of the calls that were due in `fromMs` ≤ t < `untilMs`. */
export function latencies(result: LoadResult, fromMs = 0, untilMs = Number.POSITIVE_INFINITY): number[] {
  return result.latencyMs.filter((_, n) => {
    const dueMs = result.dueMs[n] ?? 0;
    return result.outcomes[n] === 'ok' && dueMs >= fromMs && dueMs < untilMs;
  });
}

export function figuresOf(result: LoadResult, durationMs: number, rssBytes: number): Figures {
  const perSecond = (outcome: string) => (result.outcomes.filter((one) => one === outcome).length / durationMs) * 1_000;
  const ok = latencies(result);
  return {
    offered: (result.dueMs.length / durationMs) * 1_000,
    admitted: perSecond('ok'),
    shed: perSecond('shed'),
    failed: perSecond('failed'),
    p50: quantile(ok, 0.5),
    p95: quantile(ok, 0.95),
    p99: quantile(ok, 0.99),
    statusP99: quantile(result.statusMs, 0.99),
    isSaturated: isSaturated(result),
    rssMb: rssBytes / 1_048_576,
  };
}

/** Runs the load and, beside it, watches memory. */
export async function measure(probe: Probe, perSecond: number, durationMs: number) {
  let mostBytes = 0;
  const watching = setInterval(() => (mostBytes = Math.max(mostBytes, probe.server.rssBytes())), 100);
  const result = await offer(probe, perSecond, durationMs);
  clearInterval(watching);
  return { result, figures: figuresOf(result, durationMs, mostBytes) };
}

/** The server bears a load if all of it is answered, and 99 of 100 calls within the target. */
function isBorne(result: LoadResult): boolean {
  const ok = latencies(result);
  return ok.length === result.dueMs.length && quantile(ok, 0.99) <= TARGET_MS;
}

/** Twice asked before it is a no: another program may have taken the machine for a moment. */
async function bears(probe: Probe, rate: number, stepMs: number): Promise<boolean> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const result = await offer(probe, rate, stepMs);
    console.error(
      `${rate}/s: p99 ${quantile(latencies(result), 0.99).toFixed(0)} ms, ${latencies(result).length} of ${result.dueMs.length}`,
    );
    if (isBorne(result)) return true;
    // What is left of a load too high must not count against the next.
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return false;
}

/**
 * Upwards until a load is too high, then by halving the interval. Each step is long enough for a backlog to show.
 *
 * @returns calls a second; 0 when it bears next to nothing
 */
export async function findCapacity(probe: Probe, stepMs: number): Promise<number> {
  let low = 0;
  let high: number | undefined;
  const isFound = () => high !== undefined && high - low <= 0.08 * high;
  for (let rate = FIRST_PER_SECOND; !isFound() && rate >= LEAST_PER_SECOND && rate < MOST_PER_SECOND;) {
    if (await bears(probe, rate, stepMs)) low = rate;
    else high = rate;
    rate = Math.round(high === undefined ? 1.6 * low : (low + high) / 2);
  }
  return low;
}

/**
 * Seconds from the end of the overload until the first second in which nothing was refused and the p95 was near that of a
 * quiet time; NaN if that did not come.
 */
export function recoverySeconds(after: LoadResult, quietP95Ms: number, durationMs: number): number {
  const nearMs = Math.max(2 * quietP95Ms, 50);
  for (let second = 0; second * 1_000 < durationMs; second++) {
    const isOfSecond = (dueMs: number) => dueMs >= second * 1_000 && dueMs < (second + 1) * 1_000;
    const outcomes = after.outcomes.filter((_, n) => isOfSecond(after.dueMs[n] ?? 0));
    const ok = latencies(after, second * 1_000, (second + 1) * 1_000);
    if (ok.length > 0 && outcomes.every((outcome) => outcome === 'ok') && quantile(ok, 0.95) <= nearMs) return second;
  }
  return Number.NaN;
}
