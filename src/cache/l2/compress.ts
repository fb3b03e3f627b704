import zlib from 'node:zlib';

/** How the JSON of a value is packed; the number stands in the envelope. */
export const PACKING = { none: 1, gzip: 2, zstd: 3 } as const;

/** Undoes at most this much: a damaged length must not fill the memory. */
const MOST_BYTES = 256 * 1024 * 1024;

/** zstd is in Node from 22.15; the library does not presuppose it, because entries of either kind can be read by those who have both. */
const hasZstd = typeof zlib.zstdCompressSync === 'function';

/** @returns the packed bytes, or undefined when they would not be at least an eighth smaller */
export function compress(bytes: Buffer): { readonly packing: number; readonly bytes: Buffer } | undefined {
  const packed = hasZstd
    ? zlib.zstdCompressSync(bytes, { params: { [zlib.constants.ZSTD_c_compressionLevel]: 1 } })
    : zlib.gzipSync(bytes, { level: 1 });
  if (packed.length > bytes.length * 0.875) return undefined;
  return { packing: hasZstd ? PACKING.zstd : PACKING.gzip, bytes: packed };
}

/** @throws Error when the bytes are not what `packing` says, or the packing is unknown here */
export function decompress(packing: number, bytes: Buffer): Buffer {
  switch (packing) {
    case PACKING.gzip:
      return zlib.gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
    case PACKING.zstd:
      return zlib.zstdDecompressSync(bytes, { maxOutputLength: MOST_BYTES });
    default:
      throw new Error(`packing ${packing} is not known`);
  }
}
