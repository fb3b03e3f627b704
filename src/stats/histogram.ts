import { MAX_VARINT_BYTES, readVarint, writeVarint } from './varint.ts';

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

const ENCODING_VERSION = 1;
/** The version and the longest duration. */
const HEADER_BYTES = 9;
/** Every bucket used, each with the largest count there is. */
export const MAX_ENCODED_BYTES = HEADER_BYTES + BUCKETS * (1 + MAX_VARINT_BYTES);

function readHeader(bytes: Uint8Array): number {
  if (bytes.length < HEADER_BYTES) throw new RangeError('The histogram is cut off.');
  if (bytes[0] !== ENCODING_VERSION)
    throw new RangeError(`The histogram has version ${bytes[0]}, known is ${ENCODING_VERSION}.`);
  const maxMs = new DataView(bytes.buffer, bytes.byteOffset).getFloat64(1, true);
  if (!(maxMs >= 0)) throw new RangeError('The histogram has no longest duration.');
  return maxMs;
}

/** Room for the buckets and counts of one encoded histogram, used within a call. */
const pairBuckets = new Uint16Array(BUCKETS);
const pairCounts = new Uint32Array(BUCKETS);

/**
 * Reads them to the end before anything is done with them. Small numbers, as nearly all are, are read in place: a status
 * reads thousands of histograms.
 *
 * @returns how many there are
 */
function readPairs(bytes: Uint8Array): number {
  let pairs = 0;
  let at = HEADER_BYTES;
  let next = 0;
  while (at < bytes.length) {
    let gap = bytes[at] ?? 0;
    if (gap <= 0x7f) at += 1;
    else ({ value: gap, next: at } = readVarint(bytes, at));
    let count = bytes[at] ?? 0xff;
    if (count <= 0x7f) at += 1;
    else ({ value: count, next: at } = readVarint(bytes, at));
    const bucket = next + gap;
    if (bucket >= BUCKETS || count === 0) throw new RangeError('The histogram has a bucket that does not exist.');
    pairBuckets[pairs] = bucket;
    pairCounts[pairs] = count;
    pairs += 1;
    next = bucket + 1;
  }
  return pairs;
}

export class Histogram {
  readonly #counts = new Uint32Array(BUCKETS);
  #count = 0;
  #max = 0;
  /** The first and the last bucket that may not be empty. Most histograms use a small part of the buckets. */
  #low = BUCKETS;
  #high = -1;

  /** Number of recorded durations. */
  get count(): number {
    return this.#count;
  }

  /** The longest recorded duration in milliseconds, exact; 0 when nothing was recorded. */
  get maxMs(): number {
    return this.#max;
  }

  record(durationMs: number): void {
    this.#add(bucketOf(durationMs * 1000), 1);
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
    for (let bucket = this.#low; bucket <= this.#high; bucket++) {
      seen += this.#counts[bucket] ?? 0;
      if (seen >= rank) return Math.min(middleOf(bucket) / 1000, this.#max);
    }
    return this.#max;
  }

  /**
   * How many durations are longer than `ms`, to the resolution of the buckets: each counts as the middle of its bucket, as in
   * `quantileMs`, so the two never contradict each other.
   */
  countAboveMs(ms: number): number {
    if (ms >= this.#max) return 0;
    const bucketOfMs = bucketOf(ms * 1000);
    const first = middleOf(bucketOfMs) / 1000 > ms ? bucketOfMs : bucketOfMs + 1;
    let above = 0;
    for (let bucket = Math.max(first, this.#low); bucket <= this.#high; bucket++) above += this.#counts[bucket] ?? 0;
    return above;
  }

  /** Forgets everything, for use again. */
  clear(): void {
    this.#counts.fill(0, this.#low, this.#high + 1);
    this.#count = 0;
    this.#max = 0;
    this.#low = BUCKETS;
    this.#high = -1;
  }

  /** Adds all that `other` has recorded. */
  merge(other: Histogram): void {
    const from = other.#counts;
    for (let bucket = other.#low; bucket <= other.#high; bucket++) {
      this.#counts[bucket] = (this.#counts[bucket] ?? 0) + (from[bucket] ?? 0);
    }
    this.#count += other.#count;
    this.#low = Math.min(this.#low, other.#low);
    this.#high = Math.max(this.#high, other.#high);
    if (other.#max > this.#max) this.#max = other.#max;
  }

  /**
   * Writes all that was recorded from `offset` on, where there must be room for {@link MAX_ENCODED_BYTES}: 2 or 3 bytes for each
   * bucket that is not empty. The first byte is the version of the format; then follow the longest duration (float64,
   * little-endian) and, for each bucket that is not empty, how many buckets were skipped and its count, both as LEB128.
   *
   * @returns the offset behind the last byte written
   */
  encodeInto(target: Uint8Array, offset: number): number {
    target[offset] = ENCODING_VERSION;
    new DataView(target.buffer, target.byteOffset).setFloat64(offset + 1, this.#max, true);
    let at = offset + HEADER_BYTES;
    let next = 0;
    for (let bucket = this.#low; bucket <= this.#high; bucket++) {
      const count = this.#counts[bucket] ?? 0;
      if (count === 0) continue;
      at = writeVarint(target, at, bucket - next);
      at = writeVarint(target, at, count);
      next = bucket + 1;
    }
    return at;
  }

  /**
   * Adds what `encodeInto` wrote, here or elsewhere.
   *
   * @throws RangeError when `bytes` are of another version of the format, or damaged; then nothing was added
   */
  mergeBytes(bytes: Uint8Array): void {
    const maxMs = readHeader(bytes);
    const pairs = readPairs(bytes);
    for (let pair = 0; pair < pairs; pair++) this.#add(pairBuckets[pair] ?? 0, pairCounts[pair] ?? 0);
    if (maxMs > this.#max) this.#max = maxMs;
  }

  #add(bucket: number, count: number): void {
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + count;
    this.#count += count;
    if (bucket < this.#low) this.#low = bucket;
    if (bucket > this.#high) this.#high = bucket;
  }
}

/**
 * Fewest samples for which an equal-tailed 95 % order-statistic interval of the quantile exists (72 for p95, 368 for p99).
 * With fewer the quantile is a guess.
 */
export function minimumSamples(q: number): number {
  return Math.ceil(Math.log(0.025) / Math.log(Math.max(q, 1 - q)));
}
