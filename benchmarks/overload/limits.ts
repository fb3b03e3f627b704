/** Other limits, to measure beside ours, as their authors describe them. */
import type { ConcurrencyLimit, Sample } from '../../src/resilience/admission/concurrency-limit.ts';
import { FixedLimit } from '../../src/resilience/admission/concurrency-limit.ts';
import { GradientLimit } from '../../src/resilience/admission/gradient-limit.ts';

const MIN = 4;
const MAX = 64;
const INITIAL = 20;

const clamp = (limit: number) => Math.min(MAX, Math.max(MIN, limit));

/** Additive increase, multiplicative decrease on a time that is too long (concurrency-limits' AIMDLimit). */
class AimdLimit implements ConcurrencyLimit {
  limit = INITIAL;

  sample({ durationMs, inFlight }: Sample): void {
    if (durationMs > 100) this.limit = clamp(Math.floor(this.limit * 0.9));
    else if (inFlight * 2 >= this.limit) this.limit = clamp(this.limit + 1);
  }
}

/** TCP Vegas (Brakmo, Peterson, 1995) in the form of concurrency-limits' VegasLimit: the queue by the least time seen. */
class VegasLimit implements ConcurrencyLimit {
  limit = INITIAL;
  #leastMs = Number.POSITIVE_INFINITY;
  #samples = 0;

  sample({ durationMs, inFlight }: Sample): void {
    this.#samples += 1;
    if (this.#samples > 30 * this.limit) {
      this.#samples = 0;
      this.#leastMs = durationMs;
    }
    this.#leastMs = Math.min(this.#leastMs, durationMs);
    if (inFlight * 2 < this.limit) return;
    const queue = Math.ceil(this.limit * (1 - this.#leastMs / durationMs));
    const step = Math.max(1, Math.log10(this.limit));
    if (queue <= 3 * step) this.limit = clamp(Math.floor(this.limit + step));
    else if (queue > 6 * step) this.limit = clamp(Math.floor(this.limit - step));
  }
}

/** concurrency-limits' Gradient2Limit: the last time against a long exponential average. */
class Gradient2Limit implements ConcurrencyLimit {
  #exact = INITIAL;
  #longMs: number | undefined;

  get limit(): number {
    return Math.floor(this.#exact);
  }

  sample({ durationMs, inFlight }: Sample): void {
    const shortMs = Math.max(0.1, durationMs);
    const before = this.#longMs ?? shortMs;
    let longMs = before + ((shortMs - before) * 2) / (600 + 1);
    if (longMs / shortMs > 2) longMs *= 0.95;
    this.#longMs = longMs;
    if (inFlight < this.#exact / 2) return;
    const gradient = Math.max(0.5, Math.min(1, (1.5 * longMs) / shortMs));
    this.#exact = clamp(this.#exact * 0.8 + (this.#exact * gradient + 4) * 0.2);
  }
}

export const LIMITS: Readonly<Record<string, () => ConcurrencyLimit>> = {
  ours: () => new GradientLimit({ min: MIN, max: MAX }),
  AIMD: () => new AimdLimit(),
  Vegas: () => new VegasLimit(),
  Gradient2: () => new Gradient2Limit(),
  'fixed 64': () => new FixedLimit(MAX),
};
