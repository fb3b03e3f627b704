/**
 * Log-linear histogram of durations in fixed memory: 64 buckets to an octave, so a quantile is within 0.8 % of the exact
 * value. The bucket is read off the bits of the number (exponent and first 6 bits of the mantissa), without a logarithm.
 */
const SUB_BITS = 6;
const BUCKETS_PER_OCTAVE = 1 << SUB_BITS;
/** 1 µs to 2^32 µs (71 minutes); what lies outside is counted in the first or last bucket. */
const OCTAVES = 32;
const BUCKETS = OCTAVES * BUCKETS_PER_OCTAVE;
const EXPONENT_BIAS = 1023;

const float = new Float64Array(1);
const bits = new Uint32Array(float.buffer);
const HIGH_WORD = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;

function bucketOf(microseconds: number): number {
  if (!(microseconds >= 1)) return 0;
  float[0] = microseconds;
  const high = bits[HIGH_WORD] ?? 0;
  const bucket = (high >>> (20 - SUB_BITS)) - (EXPONENT_BIAS << SUB_BITS);
  return bucket < BUCKETS ? bucket : BUCKETS - 1;
}

function middleOf(bucket: number): number {
  const octave = 2 ** Math.floor(bucket / BUCKETS_PER_OCTAVE);
  return octave * (1 + ((bucket % BUCKETS_PER_OCTAVE) + 0.5) / BUCKETS_PER_OCTAVE);
}

export class Histogram {
  readonly #counts = new Uint32Array(BUCKETS);
  #count = 0;
  #max = 0;

  /** Number of recorded durations. */
  get count(): number {
    return this.#count;
  }

  /** The longest recorded duration in milliseconds, exact; 0 when nothing was recorded. */
  get maxMs(): number {
    return this.#max;
  }

  record(durationMs: number): void {
    const bucket = bucketOf(durationMs * 1000);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#count += 1;
    if (durationMs > this.#max) this.#max = durationMs;
  }

  /**
   * The nearest-rank quantile in milliseconds, within 0.8 % of the exact one.
   *
   * @param q 0 to 1
   * @returns null when nothing was recorded
   */
  quantileMs(q: number): number | null {
    if (this.#count === 0) return null;
    const rank = Math.max(1, Math.ceil(q * this.#count));
    let seen = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      seen += this.#counts[bucket] ?? 0;
      if (seen >= rank) return Math.min(middleOf(bucket) / 1000, this.#max);
    }
    return this.#max;
  }

  /** Adds all that `other` has recorded. */
  merge(other: Histogram): void {
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      this.#counts[bucket] = (this.#counts[bucket] ?? 0) + (other.#counts[bucket] ?? 0);
    }
    this.#count += other.#count;
    if (other.#max > this.#max) this.#max = other.#max;
  }
}

/**
 * Fewest samples for which an equal-tailed 95 % order-statistic interval of the quantile exists (72 for p95, 368 for p99).
 * With fewer the quantile is a guess.
 */
export function minimumSamples(q: number): number {
  return Math.ceil(Math.log(0.025) / Math.log(Math.max(q, 1 - q)));
}
