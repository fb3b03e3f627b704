/**
 * A limit that follows how much longer operations take under way together than alone. While they do not, more are let in;
 * when they do, they only wait for each other, and fewer are let in: `limit × gradient + √limit`, once a window, with the
 * gradient from the median of the window. After Netflix's Gradient limit (concurrency-limits, 2018) and Envoy's adaptive
 * concurrency filter, from which it has how "alone" is learned: from calls that had next to nothing beside them, and when
 * there were none for long, by letting in only a few for a moment. Gradient2 takes a long-term average in its place, which
 * an overload that lasts becomes itself. Differs from all in that each operation is compared with itself only: calls of
 * this server take from under one to some hundred milliseconds, and a change in their mix is no load.
 */
import type { ConcurrencyLimit, Sample } from './concurrency-limit.ts';
import { NoLoadTimes } from './no-load-times.ts';

export interface GradientLimitOptions {
  readonly min: number;
  readonly max: number;
  /** Default: 20, within the bounds. */
  readonly initial?: number;
}

/** How often the limit moves, and from how many samples at least. */
const WINDOW_MS = 100;
const WINDOW_SAMPLES = 10;
/** Later ones of a window are left out: memory is bounded, and 200 tell the median well enough. */
const MOST_SAMPLES = 200;
/** Operations may take so many times longer than alone before fewer are let in. */
const TOLERANCE = 2;
/** A window moves the limit to half at least. */
const LEAST_GRADIENT = 0.5;
/** How far a window moves it towards what it says. */
const SMOOTHING = 0.3;
/**
 * So few beside each other count as alone. What came later counts too: the first of a hundred that arrive in one turn of the
 * event loop finds nobody, and ends with the last.
 */
const QUIET_PLACES = 3;
/** After so long without, they are made: for so many calls, or so long at most. */
const QUIET_EVERY_MS = 30_000;
const QUIET_SAMPLES = 20;
const QUIET_MS = 1_000;

export class GradientLimit implements ConcurrencyLimit {
  readonly #options: GradientLimitOptions;
  readonly #noLoad = new NoLoadTimes();
  #exact: number;
  #stretches: number[] = [];
  #count = 0;
  #mostInFlight = 0;
  #windowSinceMs = Number.NEGATIVE_INFINITY;
  #quietSamples = 0;
  /** When there were last enough calls that were alone. */
  #quietAtMs = Number.NEGATIVE_INFINITY;
  #probingSinceMs: number | undefined;

  constructor(options: GradientLimitOptions) {
    this.#options = options;
    this.#exact = clamp(options.initial ?? 20, options);
  }

  get limit(): number {
    return Math.floor(this.#probingSinceMs === undefined ? this.#exact : Math.min(QUIET_PLACES, this.#exact));
  }

  sample({ operation, durationMs, inFlight, beside }: Sample, nowMs: number): void {
    if (beside < QUIET_PLACES) this.#learn(operation, durationMs, nowMs);
    this.#probe(nowMs);
    if (this.#count < MOST_SAMPLES) this.#stretches.push(this.#noLoad.stretch(operation, durationMs));
    this.#count += 1;
    this.#mostInFlight = Math.max(this.#mostInFlight, inFlight);
    if (this.#count >= WINDOW_SAMPLES && nowMs - this.#windowSinceMs >= WINDOW_MS) this.#endWindow(nowMs);
  }

  #learn(operation: string, durationMs: number, nowMs: number): void {
    this.#noLoad.learn(operation, durationMs);
    this.#quietSamples += 1;
    if (this.#quietSamples >= QUIET_SAMPLES) this.#wasQuiet(nowMs);
  }

  #probe(nowMs: number): void {
    if (this.#probingSinceMs !== undefined) {
      if (nowMs - this.#probingSinceMs > QUIET_MS) this.#wasQuiet(nowMs);
    } else if (nowMs - this.#quietAtMs > QUIET_EVERY_MS) this.#probingSinceMs = nowMs;
  }

  #wasQuiet(nowMs: number): void {
    this.#quietSamples = 0;
    this.#quietAtMs = nowMs;
    this.#probingSinceMs = undefined;
  }

  #endWindow(nowMs: number): void {
    const before = this.#exact;
    const gradient = Math.max(LEAST_GRADIENT, Math.min(1, TOLERANCE / median(this.#stretches)));
    const wanted = before * gradient + Math.sqrt(before);
    // What was not used up has shown nothing about more.
    const isUsed = this.#mostInFlight >= before / 2;
    if (wanted < before || isUsed) this.#exact = clamp(before + (wanted - before) * SMOOTHING, this.#options);
    this.#stretches = [];
    this.#count = 0;
    this.#mostInFlight = 0;
    this.#windowSinceMs = nowMs;
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 1;
}

function clamp(limit: number, { min, max }: GradientLimitOptions): number {
  return Math.min(max, Math.max(min, limit));
}
