/** Offsets as lines and columns, both from 1. Columns count UTF-16 code units; a tab is one. Lines end with LF or CRLF. */

export interface Position {
  readonly line: number;
  readonly column: number;
}

export class LineIndex {
  readonly #text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#text = text;
    const starts = [0];
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#starts = starts;
  }

  /** Lines there are; a text that ends with a line feed has an empty last one. */
  get count(): number {
    return this.#starts.length;
  }

  positionOf(offset: number): Position {
    const line = this.lineOf(offset);
    return { line, column: offset - this.startOf(line) + 1 };
  }

  /** Number of the line that an offset is in. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  startOf(line: number): number {
    return this.#starts[line - 1] ?? this.#text.length;
  }

  /** A line with its line end. */
  rawLine(line: number): string {
    return this.#text.slice(this.startOf(line), this.startOf(line + 1));
  }

  line(line: number): string {
    return this.rawLine(line).replace(/\r?\n$/, '');
  }

  isBlank(line: number): boolean {
    return this.line(line).trim() === '';
  }
}
