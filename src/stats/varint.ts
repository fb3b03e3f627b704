/** Whole numbers below 2^32 in one to five bytes, small ones in one (unsigned LEB128). */
export const MAX_VARINT_BYTES = 5;

/** @returns the offset behind the last byte written */
export function writeVarint(target: Uint8Array, offset: number, value: number): number {
  let rest = value;
  let at = offset;
  while (rest > 0x7f) {
    target[at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  target[at++] = rest;
  return at;
}

/** @throws RangeError when the bytes end within the number, or it is 2^32 or larger */
export function readVarint(bytes: Uint8Array, offset: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let at = offset; at < offset + MAX_VARINT_BYTES; at++) {
    const byte = bytes[at];
    if (byte === undefined) throw new RangeError('The bytes end within a number.');
    value += (byte & 0x7f) * 2 ** (7 * (at - offset));
    if (byte <= 0x7f) {
      if (value > 0xffffffff) break;
      return { value, next: at + 1 };
    }
  }
  throw new RangeError('A number is too large.');
}
