/**
 * The tallies of all operations of one stretch of time as bytes: for each the number of the operation (LEB128), the
 * length (uint16, little-endian) and the tally.
 */
import { MAX_VARINT_BYTES, readVarint, writeVarint } from '../../stats/varint.ts';
import { MAX_TALLY_BYTES, type Tally } from './tally.ts';

const LENGTH_BYTES = 2;
const MAX_ENTRY_BYTES = MAX_VARINT_BYTES + LENGTH_BYTES + MAX_TALLY_BYTES;

export interface BlockEntry {
  readonly operation: number;
  /** An encoded tally. */
  readonly bytes: Uint8Array;
}

export class BlockWriter {
  #bytes = new Uint8Array(2 * MAX_ENTRY_BYTES);
  #length = 0;

  add(operation: number, tally: Tally): void {
    this.#makeRoom();
    const lengthAt = writeVarint(this.#bytes, this.#length, operation);
    const start = lengthAt + LENGTH_BYTES;
    this.#length = tally.encodeInto(this.#bytes, start);
    const length = this.#length - start;
    this.#bytes[lengthAt] = length & 0xff;
    this.#bytes[lengthAt + 1] = length >>> 8;
  }

  /** What was added since the last call, to be read before the next `add`. */
  take(): Uint8Array {
    const block = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return block;
  }

  #makeRoom(): void {
    if (this.#bytes.length - this.#length >= MAX_ENTRY_BYTES) return;
    const larger = new Uint8Array(2 * this.#bytes.length);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

export function* entriesOf(block: Uint8Array): Generator<BlockEntry> {
  for (let at = 0; at < block.length;) {
    const { value: operation, next } = readVarint(block, at);
    const start = next + LENGTH_BYTES;
    // Blocks are read where they were written, so they are whole.
    const length = (block[next] ?? 0) | ((block[next + 1] ?? 0) << 8);
    at = start + length;
    yield { operation, bytes: block.subarray(start, at) };
  }
}
