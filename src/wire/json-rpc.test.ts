import { describe, expect, it } from 'vitest';
import { decodeJson, readMessage } from './json-rpc.ts';

describe('decodeJson', () => {
  it('takes a byte order mark, and keeps U+2028 and escaped lone surrogates', () => {
    expect(decodeJson(Buffer.from('\uFEFF"a\u2028b"'))).toBe('a\u2028b');
    expect(decodeJson(Buffer.from('"\\ud800"'))).toBe('\ud800');
  });

  it('refuses bytes that are not UTF-8 instead of replacing them', () => {
    expect(() => decodeJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow(
      expect.objectContaining({ code: 'INVALID_UTF8' }),
    );
  });

  it('says where JSON breaks without quoting the text', () => {
    expect(() => decodeJson(Buffer.from('{"secret": hunter2}'))).toThrow(
      expect.objectContaining({ code: 'INVALID_JSON', message: expect.not.stringContaining('hunter2') }),
    );
  });
});

describe('readMessage', () => {
  it.each([
    ['a text', 'hello', null],
    ['null', null, null],
    ['an array', [], null],
    ['another version', { jsonrpc: '1.0', id: 1, method: 'ping' }, 1],
    ['no version', { id: 'a', method: 'ping' }, 'a'],
    ['a null id', { jsonrpc: '2.0', id: null, method: 'ping' }, null],
    ['a broken number as id', { jsonrpc: '2.0', id: 1.5, method: 'ping' }, null],
    ['a method that is no text', { jsonrpc: '2.0', id: 2, method: 7 }, 2],
    ['params that are a list', { jsonrpc: '2.0', id: 3, method: 'ping', params: [] }, 3],
    ['neither method nor result', { jsonrpc: '2.0', id: 4 }, 4],
  ])('refuses %s with -32600 and the id it has', (_what, value, id) => {
    const read = readMessage(value);
    expect(read).toMatchObject({ refusal: { jsonrpc: '2.0', id, error: { code: -32_600 } } });
  });

  it('passes requests, notifications and responses on', () => {
    for (const value of [
      { jsonrpc: '2.0', id: 1, method: 'ping' },
      { jsonrpc: '2.0', method: 'notifications/initialized' },
      { jsonrpc: '2.0', id: 1, result: {} },
      { jsonrpc: '2.0', id: 1, error: { code: 1, message: 'no' } },
    ]) {
      expect(readMessage(value)).toEqual({ message: value });
    }
  });
});
