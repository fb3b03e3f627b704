import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteBuffer } from './byte-buffer.ts';

describe('ByteBuffer', () => {
  it('gives back what was appended, and is empty afterwards', () => {
    const buffer = new ByteBuffer();
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 10_000 })), (pieces) => {
        for (const piece of pieces) buffer.append(piece);
        expect(Buffer.compare(buffer.take(), Buffer.concat(pieces))).toBe(0);
        expect(buffer.sizeBytes).toBe(0);
      }),
    );
  });
});
