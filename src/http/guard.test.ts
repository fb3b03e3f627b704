import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { RequestGuard, isLoopback } from './guard.ts';

const guard = new RequestGuard({
  host: '::1',
  allowedHosts: ['Prompts.Example', 'fd00::1'],
  allowedOrigins: ['app.example'],
});

// The guard looks at two headers and one address; a real request with a chosen local address cannot be made in a test.
const request = (host: string | undefined, origin?: string, localAddress = '127.0.0.1') =>
  ({ headers: { host, origin }, socket: { localAddress } }) as unknown as IncomingMessage;

describe('RequestGuard', () => {
  it.each([
    'localhost',
    'LOCALHOST:3000',
    '127.0.0.1:80',
    '[::1]:3000',
    'prompts.example',
    'prompts.example:8443',
    '[fd00::1]',
  ])('lets in the host %s', (host) => {
    expect(() => guard.check(request(host))).not.toThrow();
  });

  it.each([
    undefined,
    '',
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'localhost@evil.example',
    '192.168.0.9',
    '::::',
  ])('refuses the host %s', (host) => {
    expect(() => guard.check(request(host))).toThrow(expect.objectContaining({ code: 'FORBIDDEN_HOST' }));
  });

  it('lets in the address on which the request came in', () => {
    expect(() => guard.check(request('192.168.0.9:3000', undefined, '::ffff:192.168.0.9'))).not.toThrow();
  });

  it.each([undefined, 'http://localhost:5173', 'https://app.example'])('lets in the origin %s', (origin) => {
    expect(() => guard.check(request('localhost', origin))).not.toThrow();
  });

  it.each(['null', 'https://evil.example', 'https://app.example.evil.example', 'nonsense'])(
    'refuses the origin %s',
    (origin) => {
      expect(() => guard.check(request('localhost', origin))).toThrow(
        expect.objectContaining({ code: 'FORBIDDEN_ORIGIN' }),
      );
    },
  );
});

describe('isLoopback', () => {
  it.each(['localhost', '127.0.0.1', '127.8.8.8', '::1', '[::1]'])('holds for %s', (host) => {
    expect(isLoopback(host)).toBe(true);
  });
  it.each(['0.0.0.0', '::', '192.168.0.1', 'example.org', '127.example.org'])('does not hold for %s', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
