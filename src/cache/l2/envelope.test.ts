import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { open, runOf, seal, stampOf, tokenOf, tombstone, NO_RUN, NO_STAMP } from './envelope.ts';

const KIND = { schemaVersion: 3, codec: 'json' } as const;
const sealed = (value: unknown, tagTokens: readonly Buffer[] = [], compressFromBytes = 64) =>
  seal({ value, freshUntilMs: 1_000, staleUntilMs: 2_000, tagTokens }, { ...KIND, run: NO_RUN, compressFromBytes });

test('any JSON value comes back as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.boolean(), (value, isLong) => {
      const given = isLong ? { value, pad: 'na '.repeat(200) } : value;
      const opened = open(sealed(given), KIND, NO_RUN);
      expect(opened).toMatchObject({ kind: 'value', freshUntilMs: 1_000, staleUntilMs: 2_000 });
      expect(opened.kind === 'value' && opened.value).toEqual(JSON.parse(JSON.stringify(given)));
    }),
  );
});

test('that there is no value comes back as that, and null as null', () => {
  expect(open(sealed(undefined), KIND, NO_RUN)).toMatchObject({ kind: 'value', value: undefined });
  expect(open(sealed(null), KIND, NO_RUN)).toMatchObject({ kind: 'value', value: null });
});

test('tag tokens come back in their order', () => {
  const tokens = [tokenOf(tombstone()), tokenOf(tombstone())];
  const opened = open(sealed({ a: 1 }, tokens), KIND, NO_RUN);
  expect(opened.kind === 'value' && opened.tagTokens.map(String)).toEqual(tokens.map(String));
});

test('a long value is stored in fewer bytes', () => {
  expect(sealed('word '.repeat(1_000)).length).toBeLessThan(500);
});

test('no two writes of one value have the same stamp', () => {
  expect(stampOf(sealed(1)).equals(stampOf(sealed(1)))).toBe(false);
  expect(stampOf(null)).toBe(NO_STAMP);
});

describe('what is not an entry of ours is corrupt, never an exception:', () => {
  test('any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(open(Buffer.from(bytes), KIND, NO_RUN).kind).toBe('corrupt');
      }),
    );
  });

  test('an entry with any one byte changed', () => {
    const bytes = sealed({ text: 'a value long enough to be compressed '.repeat(4) }, [tokenOf(tombstone())]);
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i] = (changed[i] ?? 0) ^ 0x40;
      expect(open(changed, KIND, NO_RUN).kind, `byte ${i}`).toBe('corrupt');
    }
  });

  test('a long entry that is changed at its ends, cut short, extended, or continued as another', () => {
    const [one, other] = [sealed({ text: 'a'.repeat(20_000) }, [], 1e6), sealed({ text: 'b'.repeat(20_000) }, [], 1e6)];
    const { length } = one;
    for (const at of [13, 30, 2_047, length - 2_050, length - 1]) {
      const changed = Buffer.from(one);
      changed[at] = (changed[at] ?? 0) ^ 0x40;
      expect(open(changed, KIND, NO_RUN).kind, `byte ${at}`).toBe('corrupt');
    }
    for (const cut of [one.subarray(0, 10_000), one.subarray(0, -1), Buffer.concat([one, Buffer.from('}')])]) {
      expect(open(cut, KIND, NO_RUN).kind).toBe('corrupt');
    }
    expect(open(Buffer.concat([one.subarray(0, 10_000), other.subarray(10_000)]), KIND, NO_RUN).kind).toBe('corrupt');
  });

  test('an entry cut short anywhere', () => {
    const bytes = sealed({ a: 1 });
    for (let i = 0; i < bytes.length; i++) expect(open(bytes.subarray(0, i), KIND, NO_RUN).kind).toBe('corrupt');
  });
});

test('an entry of another schema version is none', () => {
  expect(open(sealed({ a: 1 }), { ...KIND, schemaVersion: 4 }, NO_RUN).kind).toBe('other-schema');
});

test('an entry of another release is none, and no damage', () => {
  // As format 2 wrote it: {"a":1}, schema version 3.
  const bytes = Buffer.from('c5020100aabbccddeeff0011000000000000000000000000000300007b2261223a317d', 'hex');
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(bytes, bytes.length));
  expect(open(Buffer.concat([bytes, checksum]), KIND, NO_RUN).kind).toBe('other-schema');
});

test('an entry of another run of the server is none', () => {
  const [one, other] = [runOf('one'), runOf('other')];
  const envelope = { value: 1, freshUntilMs: 1_000, staleUntilMs: 2_000, tagTokens: [] };
  const bytes = seal(envelope, { ...KIND, run: one, compressFromBytes: 64 });
  expect(open(bytes, KIND, one)).toMatchObject({ kind: 'value', value: 1 });
  for (const run of [other, NO_RUN]) expect(open(bytes, KIND, run).kind).toBe('other-run');
});

test('text comes back as it was, compressed or not, and is another kind of entry than JSON', () => {
  const text = { ...KIND, codec: 'text' } as const;
  const times = { freshUntilMs: 1_000, staleUntilMs: 2_000, tagTokens: [] };
  for (const value of ['', '{"not": parsed', 'ünïcode 😀 '.repeat(100), undefined]) {
    const bytes = seal({ value, ...times }, { ...text, run: NO_RUN, compressFromBytes: 64 });
    expect(open(bytes, text, NO_RUN)).toMatchObject({ kind: 'value', value });
    expect(open(bytes, KIND, NO_RUN).kind).toBe('other-schema');
  }
  expect(open(sealed('json'), text, NO_RUN).kind).toBe('other-schema');
});

test.each([
  ['a number', 1],
  ['half a surrogate pair', '\ud800'],
])('%s is refused as text', (_what, value) => {
  const envelope = { value, freshUntilMs: 1_000, staleUntilMs: 2_000, tagTokens: [] };
  expect(() => seal(envelope, { ...KIND, codec: 'text', run: NO_RUN, compressFromBytes: 64 })).toThrow(TypeError);
});

test('a tombstone is told from a value', () => {
  expect(open(tombstone(), KIND, NO_RUN)).toEqual({ kind: 'tombstone' });
});
