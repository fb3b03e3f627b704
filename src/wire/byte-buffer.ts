/**
 * Bytes that arrive in pieces. They are copied together as they come: pieces of a byte each, kept in a list, would take a
 * hundred times their size.
 */
const FIRST_CAPACITY_BYTES = 4_096;
/** A larger buffer is given back once it has been taken. */
const KEPT_CAPACITY_BYTES = 65_536;

export class ByteBuffer {
  #bytes = Buffer.alloc(0);
  #sizeBytes = 0;

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  append(piece: Uint8Array): void {
    const needed = this.#sizeBytes + piece.length;
    if (needed > this.#bytes.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2, FIRST_CAPACITY_BYTES));
      this.#bytes.copy(grown, 0, 0, this.#sizeBytes);
      this.#bytes = grown;
    }
    this.#bytes.set(piece, this.#sizeBytes);
    this.#sizeBytes = needed;
  }

  /** Empties the buffer. What is returned is valid until the next append. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#sizeBytes);
    this.#sizeBytes = 0;
    if (this.#bytes.length > KEPT_CAPACITY_BYTES) this.#bytes = Buffer.alloc(0);
    return taken;
  }
}
