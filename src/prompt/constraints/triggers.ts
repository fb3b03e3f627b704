/** Length of the pieces that the table is keyed by. */
const PIECE_LENGTH = 3;
const TABLE_SIZE = 1 << 14;

/** Finds out which of many short literals a text holds, in one pass instead of one search a literal. */
export class TriggerSet {
  readonly #literals: readonly string[];
  /** 1 at the hash of the first characters of each literal; small enough to stay in the processor's cache. */
  readonly #starts = new Uint8Array(TABLE_SIZE);
  /** Literals by that hash. */
  readonly #byHash = new Map<number, readonly number[]>();
  /** ASCII literals too short for the table. */
  readonly #short: number[] = [];
  /** Literals too short for the table that a text of ASCII cannot hold. */
  readonly #beyondAscii: number[] = [];

  constructor(literals: readonly string[]) {
    this.#literals = [...new Set(literals)];
    for (const [index, literal] of this.#literals.entries()) {
      const isAscii = [...literal].every((char) => char <= '\u{7f}');
      if (literal.length < PIECE_LENGTH) (isAscii ? this.#short : this.#beyondAscii).push(index);
      else {
        const hash = hashOf(literal.charCodeAt(0), literal.charCodeAt(1), literal.charCodeAt(2));
        this.#starts[hash] = 1;
        this.#byHash.set(hash, [...(this.#byHash.get(hash) ?? []), index]);
      }
    }
  }

  indexOf(literal: string): number {
    return this.#literals.indexOf(literal);
  }

  /** @returns for each literal, by its index, 1 when the text holds it. */
  heldBy(text: string): Uint8Array {
    const held = new Uint8Array(this.#literals.length);
    const starts = this.#starts;
    let first = text.charCodeAt(0);
    let second = text.charCodeAt(1);
    let seen = first | second;
    for (let at = 2; at < text.length; at++) {
      const third = text.charCodeAt(at);
      const hash = hashOf(first, second, third);
      if (starts[hash]) this.#check(this.#byHash.get(hash) ?? [], text, at - 2, held);
      seen |= third;
      first = second;
      second = third;
    }
    const isBeyondAscii = seen > 0x7f || text.length < PIECE_LENGTH;
    for (const index of isBeyondAscii ? [...this.#short, ...this.#beyondAscii] : this.#short) {
      if (text.includes(this.#literals[index] ?? '')) held[index] = 1;
    }
    return held;
  }

  #check(candidates: readonly number[], text: string, at: number, held: Uint8Array): void {
    for (const index of candidates) {
      if (!held[index] && text.startsWith(this.#literals[index] ?? '', at)) held[index] = 1;
    }
  }
}

/** Letters differ in their low five bits; the shifts keep those of three characters mostly apart. */
const hashOf = (first: number, second: number, third: number): number =>
  ((first << 9) ^ (second << 4) ^ third) & (TABLE_SIZE - 1);
