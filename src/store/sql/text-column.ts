/**
 * Texts in a text column. A prompt may hold U+0000 or a lone surrogate, which such a column cannot, so a text is kept as a
 * JSON string; a long one compressed, off the event loop, because writing a megabyte takes milliseconds on it.
 */
import { promisify } from 'node:util';

const COMPRESSED_FROM_CHARS = 32_768;
/** What a JSON string cannot start with. */
const MARK = 'zstd:';
/** The fastest level; a higher one takes longer than what it saves. */
const LEVEL = 1;
/** More than any text that is stored takes. */
const MAX_BYTES = 67_108_864;

export async function toColumn(text: string | undefined): Promise<string | null> {
  if (text === undefined) return null;
  if (text.length < COMPRESSED_FROM_CHARS) return JSON.stringify(text);
  const { constants, zstdCompress } = await import('node:zlib');
  // UTF-16, as it is in memory: the conversion is a copy, and no code unit is lost.
  const bytes = Buffer.from(text, 'utf16le');
  const packed = await promisify(zstdCompress)(bytes, { params: { [constants.ZSTD_c_compressionLevel]: LEVEL } });
  return MARK + packed.toString('base64');
}

/** @param column what `toColumn` made */
export async function fromColumn(column: string): Promise<string> {
  // `toColumn` is the only writer, so what is not compressed is a JSON string.
  if (!column.startsWith(MARK)) return JSON.parse(column) as string;
  const { zstdDecompress } = await import('node:zlib');
  const packed = Buffer.from(column.slice(MARK.length), 'base64');
  return (await promisify(zstdDecompress)(packed, { maxOutputLength: MAX_BYTES })).toString('utf16le');
}
