/**
 * Splits a byte stream into lines, at newline bytes only: U+2028 is legal inside a JSON string. Holds one line of at most
 * `maxLineBytes`; a longer one is reported once and skipped to its newline, so memory stays bounded whatever comes in.
 */
import { ByteBuffer } from './byte-buffer.ts';

const NEWLINE = 0x0a;

export interface LineSink {
  /** One line without its newline. The buffer is only valid during the call. */
  line(bytes: Buffer): void;
  overlong(): void;
}

export class LineReader {
  readonly #maxLineBytes: number;
  readonly #sink: LineSink;
  readonly #held = new ByteBuffer();
  #skipping = false;

  constructor(maxLineBytes: number, sink: LineSink) {
    this.#maxLineBytes = maxLineBytes;
    this.#sink = sink;
  }

  push(chunk: Buffer): void {
    let start = 0;
    for (let newline = chunk.indexOf(NEWLINE); newline !== -1; newline = chunk.indexOf(NEWLINE, start)) {
      this.#finishLine(chunk.subarray(start, newline));
      start = newline + 1;
    }
    if (start < chunk.length) this.#hold(chunk.subarray(start));
  }

  /** The stream has ended: what stands after the last newline is a line too. */
  end(): void {
    if (this.#held.sizeBytes > 0) this.#finishLine(Buffer.alloc(0));
  }

  #hold(piece: Buffer): void {
    if (this.#skipping) return;
    if (this.#held.sizeBytes + piece.length > this.#maxLineBytes) {
      this.#skipping = true;
      this.#held.take();
      this.#sink.overlong();
    } else {
      this.#held.append(piece);
    }
  }

  #finishLine(last: Buffer): void {
    // Most lines arrive whole and need no copy.
    const whole = !this.#skipping && this.#held.sizeBytes === 0 && last.length <= this.#maxLineBytes;
    if (!whole) this.#hold(last);
    if (this.#skipping) this.#skipping = false;
    else this.#sink.line(whole ? last : this.#held.take());
  }
}
