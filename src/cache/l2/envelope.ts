/**
 * How a value stands in L2:
 *
 *     0  magic, format, packing, flags          4  token: 8 random bytes, new with each write
 *    12  fresh until    18  stale until         (48 bits each, milliseconds since 1970)
 *    24  schema version    26  number of tags
 *    28  the run of the server that it was written to, 48 bits; 0 where that is not known or does not matter
 *    34  the token that each tag had when the load began, 8 bytes each
 *     …  the value as JSON or text, perhaps packed      last 4: CRC-32
 *
 * The first 12 bytes are the *stamp*: they differ between any two writes, and a write names the stamp it means to replace.
 *
 * The checksum covers the length and all bytes before it, or of a long entry both its ends: that tells what can happen to an
 * entry in Redis (cut short, extended, overwritten by another program) without a pass over the value, which took as long as a
 * third of a read of 20 KB. Single bits between the ends are TCP's and the memory's to keep.
 */
import { crc32 } from 'node:zlib';
import { hash, randomFillSync } from 'node:crypto';
import { PACKING, compress, decompress } from './compress.ts';
import type { SharedSpace } from './shared-space.ts';

const MAGIC = 0xc5;
const FORMAT = 3;
const NEGATIVE = 1;
const TOMBSTONE = 2;
const TEXT = 4;
const RUN_AT = 28;
/** As many as a number is quickly read from and compared. */
const RUN_BYTES = 6;
const HEADER_BYTES = RUN_AT + RUN_BYTES;
const CRC_BYTES = 4;
/** At each end of an entry. */
const CRC_COVERS_BYTES = 2_048;
const STAMP_BYTES = 12;
const TOKEN_AT = 4;
const TOKEN_BYTES = 8;

export const NO_STAMP: Buffer = Buffer.alloc(0);
export const NO_RUN = 0;
const NO_TOKENS: readonly Buffer[] = [];
const OTHER_SCHEMA = { kind: 'other-schema' } as const;
const OTHER_RUN = { kind: 'other-run' } as const;

export interface Envelope {
  readonly value: unknown;
  readonly freshUntilMs: number;
  readonly staleUntilMs: number;
  /** One for each tag, in their order. */
  readonly tagTokens: readonly Buffer[];
}

export type Opened =
  | ({ readonly kind: 'value' } & Envelope)
  /** The key was invalidated; no value yet. */
  | { readonly kind: 'tombstone' }
  /** Written by a version of the program whose entries or values have another shape, or with another codec. */
  | { readonly kind: 'other-schema' }
  /** Written before the server was started again or another took its place; perhaps it has lost the invalidation. */
  | { readonly kind: 'other-run' }
  | { readonly kind: 'corrupt'; readonly reason: string };

type Kind = Pick<SharedSpace, 'schemaVersion' | 'codec'>;

export interface SealOptions extends Kind {
  /** From `runOf`. */
  readonly run: number;
  /** Values that take fewer bytes are not compressed. */
  readonly compressFromBytes: number;
}

let random = Buffer.alloc(0);
let randomAt = 0;

/** A token; made in batches, because each call for randomness costs as much as for a hundred tokens. */
function writeToken(target: Buffer): void {
  if (randomAt + TOKEN_BYTES > random.length) {
    random = randomFillSync(Buffer.allocUnsafe(128 * TOKEN_BYTES));
    randomAt = 0;
  }
  random.copy(target, TOKEN_AT, randomAt, randomAt + TOKEN_BYTES);
  randomAt += TOKEN_BYTES;
}

/** A stamp without a value: says that a key was invalidated, or which version a tag has. */
export function tombstone(): Buffer {
  const bytes = Buffer.from([MAGIC, FORMAT, 0, TOMBSTONE, 0, 0, 0, 0, 0, 0, 0, 0]);
  writeToken(bytes);
  return bytes;
}

export function stampOf(bytes: Buffer | null): Buffer {
  return bytes === null ? NO_STAMP : bytes.subarray(0, STAMP_BYTES);
}

/** The token of a tag's stamp. */
export function tokenOf(stamp: Buffer): Buffer {
  return stamp.subarray(TOKEN_AT, STAMP_BYTES);
}

/** What stands for a run in its entries. */
export function runOf(name: string | undefined): number {
  return name === undefined ? NO_RUN : hash('sha256', name, 'buffer').readUIntBE(0, RUN_BYTES);
}

/** Of an entry; a tombstone has none. */
export function runIn(bytes: Buffer): number {
  return bytes.length < HEADER_BYTES ? NO_RUN : bytes.readUIntBE(RUN_AT, RUN_BYTES);
}

/** @throws TypeError when the value is not plain JSON, or not a string where the codec is `text` */
export function seal(envelope: Envelope, { schemaVersion, codec, run, compressFromBytes }: SealOptions): Buffer {
  const { value, freshUntilMs, staleUntilMs, tagTokens } = envelope;
  const plain = value === undefined ? NO_STAMP : encode(value, codec);
  const packed = plain.length >= compressFromBytes && plain.length > 0 ? compress(plain) : undefined;
  const payload = packed?.bytes ?? plain;
  const payloadAt = HEADER_BYTES + tagTokens.length * TOKEN_BYTES;
  const bytes = Buffer.allocUnsafe(payloadAt + payload.length + CRC_BYTES);
  bytes[0] = MAGIC;
  bytes[1] = FORMAT;
  bytes[2] = packed?.packing ?? PACKING.none;
  bytes[3] = (value === undefined ? NEGATIVE : 0) | (codec === 'text' ? TEXT : 0);
  writeToken(bytes);
  bytes.writeUIntBE(Math.round(freshUntilMs), 12, 6);
  bytes.writeUIntBE(Math.round(staleUntilMs), 18, 6);
  bytes.writeUInt16BE(schemaVersion, 24);
  bytes.writeUInt16BE(tagTokens.length, 26);
  bytes.writeUIntBE(run, RUN_AT, RUN_BYTES);
  tagTokens.forEach((token, i) => token.copy(bytes, HEADER_BYTES + i * TOKEN_BYTES));
  payload.copy(bytes, payloadAt);
  bytes.writeUInt32BE(checksum(bytes), bytes.length - CRC_BYTES);
  return bytes;
}

function encode(value: unknown, codec: SharedSpace['codec']): Buffer {
  if (codec === 'json') return Buffer.from(JSON.stringify(value));
  // A lone surrogate has no UTF-8: what came back would be another text.
  if (typeof value !== 'string' || !value.isWellFormed()) throw new TypeError('not a well-formed string');
  return Buffer.from(value);
}

/** Never throws: what cannot be read as ours is `corrupt`. */
export function open(bytes: Buffer, { schemaVersion, codec }: Kind, run: number): Opened {
  if (bytes.length === STAMP_BYTES && bytes[0] === MAGIC && bytes[3] === TOMBSTONE) return { kind: 'tombstone' };
  if (bytes.length <= STAMP_BYTES + CRC_BYTES || bytes[0] !== MAGIC) return corrupt('not an entry of this cache');
  if (bytes.readUInt32BE(bytes.length - CRC_BYTES) !== checksum(bytes)) return corrupt('checksum does not match');
  // The checksum has stood there since format 2.
  if (bytes[1] !== FORMAT) return OTHER_SCHEMA;
  if (bytes.length < HEADER_BYTES + CRC_BYTES) return corrupt('too short');
  const flags = bytes[3] ?? 0;
  if (bytes.readUInt16BE(24) !== schemaVersion || (flags & TEXT) !== (codec === 'text' ? TEXT : 0)) return OTHER_SCHEMA;
  if (runIn(bytes) !== run) return OTHER_RUN;
  const tags = bytes.readUInt16BE(26);
  const payloadAt = HEADER_BYTES + tags * TOKEN_BYTES;
  const payloadEnd = bytes.length - CRC_BYTES;
  try {
    const packing = bytes[2] ?? 0;
    const isNegative = (flags & NEGATIVE) !== 0;
    const text =
      packing === PACKING.none
        ? bytes.toString('utf8', payloadAt, payloadEnd)
        : decompress(packing, bytes.subarray(payloadAt, payloadEnd)).toString();
    return {
      kind: 'value',
      value: isNegative ? undefined : codec === 'text' ? text : JSON.parse(text),
      freshUntilMs: bytes.readUIntBE(12, 6),
      staleUntilMs: bytes.readUIntBE(18, 6),
      tagTokens: tags === 0 ? NO_TOKENS : tokensOf(bytes, tags),
    };
  } catch {
    // The parser's message quotes the text; what is in a value must not get into a log.
    return corrupt('does not decode');
  }
}

function tokensOf(bytes: Buffer, tags: number): readonly Buffer[] {
  return Array.from({ length: tags }, (_, i) => {
    const at = HEADER_BYTES + i * TOKEN_BYTES;
    return bytes.subarray(at, at + TOKEN_BYTES);
  });
}

function checksum(bytes: Buffer): number {
  const end = bytes.length - CRC_BYTES;
  // The length goes in as what a checksum of something before it would be.
  if (end <= 2 * CRC_COVERS_BYTES) return crc32(bytes.subarray(0, end), end);
  return crc32(bytes.subarray(end - CRC_COVERS_BYTES, end), crc32(bytes.subarray(0, CRC_COVERS_BYTES), end));
}

function corrupt(reason: string): Opened {
  return { kind: 'corrupt', reason };
}
