/** Keeps the newest pieces that fit into a fixed number of bytes; a new piece overwrites the oldest. */

/** Where a piece lies: it is there as long as no more than the capacity was written since its start. */
export interface Piece {
  /** Bytes written before it, since the ring was made. */
  readonly start: number;
  readonly length: number;
}

export class ByteRing {
  readonly #capacity: number;
  #bytes: Uint8Array | undefined;
  #written = 0;

  /** The memory is taken at the first write, and the operating system hands it out as it is used. */
  constructor(capacityBytes: number) {
    this.#capacity = capacityBytes;
  }

  /** A piece lies in one stretch: one that does not fit before the end of the ring starts at its beginning. */
  append(piece: Uint8Array): Piece {
    if (piece.length > this.#capacity) throw new RangeError('The piece is larger than the ring.');
    this.#bytes ??= new Uint8Array(this.#capacity);
    const room = this.#capacity - (this.#written % this.#capacity);
    if (piece.length > room) this.#written += room;
    const start = this.#written;
    this.#bytes.set(piece, start % this.#capacity);
    this.#written += piece.length;
    return { start, length: piece.length };
  }

  /** The bytes themselves, to be read before the next write; undefined when they were overwritten. */
  read({ start, length }: Piece): Uint8Array | undefined {
    if (this.#bytes === undefined || this.#written - start > this.#capacity) return undefined;
    const at = start % this.#capacity;
    return this.#bytes.subarray(at, at + length);
  }
}
