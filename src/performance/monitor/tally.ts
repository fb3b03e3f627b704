/** What was recorded in a stretch of time, of one operation or of all together, in fixed memory. */
import { Histogram, MAX_ENCODED_BYTES } from '../../stats/histogram.ts';
import { MAX_VARINT_BYTES, readVarint, writeVarint } from '../../stats/varint.ts';
import { noOutcomes, windowFigures } from '../figures.ts';
import { type Outcome, OUTCOMES } from '../operation.ts';
import type { WindowFigures } from '../window.ts';

/** The largest duration a histogram tells from larger ones. */
const LONGEST_MS = 2 ** 32 / 1_000;
const ENCODING_VERSION = 1;
const FLOAT64_BYTES = 8;
export const MAX_TALLY_BYTES = 1 + OUTCOMES.length * MAX_VARINT_BYTES + FLOAT64_BYTES + MAX_ENCODED_BYTES;

export class Tally {
  readonly #histogram = new Histogram();
  #outcomes = noOutcomes();
  #sumMs = 0;

  /** A duration that is no number, or negative, counts as 0. */
  record(outcome: Outcome, durationMs: number): void {
    this.#outcomes[outcome] += 1;
    if (outcome === 'shed') return;
    const ms = durationMs > 0 ? Math.min(durationMs, LONGEST_MS) : 0;
    this.#sumMs += ms;
    this.#histogram.record(ms);
  }

  merge(other: Tally): void {
    for (const outcome of OUTCOMES) this.#outcomes[outcome] += other.#outcomes[outcome];
    this.#sumMs += other.#sumMs;
    this.#histogram.merge(other.#histogram);
  }

  clear(): void {
    this.#outcomes = noOutcomes();
    this.#sumMs = 0;
    this.#histogram.clear();
  }

  /**
   * Writes all of it from `offset` on, where there must be room for {@link MAX_TALLY_BYTES}: the version of the format, the count
   * of each outcome (LEB128), the sum (float64, little-endian), the histogram.
   *
   * @returns the offset behind the last byte written
   */
  encodeInto(target: Uint8Array, offset: number): number {
    target[offset] = ENCODING_VERSION;
    let at = offset + 1;
    for (const outcome of OUTCOMES) at = writeVarint(target, at, this.#outcomes[outcome]);
    viewOf(target).setFloat64(at, this.#sumMs, true);
    return this.#histogram.encodeInto(target, at + FLOAT64_BYTES);
  }

  /** Adds what `encodeInto` wrote. Throws a RangeError when `bytes` are of another format, or damaged; then nothing was added. */
  mergeBytes(bytes: Uint8Array): void {
    const { outcomes, sumMs, histogram } = decode(bytes);
    this.#histogram.mergeBytes(histogram);
    this.#sumMs += sumMs;
    for (const outcome of OUTCOMES) this.#outcomes[outcome] += outcomes[outcome];
  }

  /** The tally must not change afterwards. */
  figures(sinceMs: number, untilMs: number): WindowFigures {
    const outcomes = { ...this.#outcomes };
    return windowFigures({ sinceMs, untilMs, outcomes, sumMs: this.#sumMs, durations: this.#histogram });
  }
}

/** The parts of an encoded tally, its histogram still encoded. Throws a RangeError when there is none of this format. */
function decode(bytes: Uint8Array): {
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly sumMs: number;
  readonly histogram: Uint8Array;
} {
  if (bytes[0] !== ENCODING_VERSION)
    throw new RangeError(`The figures have version ${bytes[0]}, known is ${ENCODING_VERSION}.`);
  const outcomes = noOutcomes();
  let at = 1;
  for (const outcome of OUTCOMES) {
    const { value, next } = readVarint(bytes, at);
    outcomes[outcome] = value;
    at = next;
  }
  const sumMs = viewOf(bytes).getFloat64(at, true);
  if (!(sumMs >= 0)) throw new RangeError('The figures have no sum.');
  return { outcomes, sumMs, histogram: bytes.subarray(at + FLOAT64_BYTES) };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
