import { describe, expect, test } from 'vitest';
import { parseRedisUrl, redisLocation, withoutSecrets } from './target.ts';

test.each([
  ['redis://cache', { kind: 'single', addresses: [{ host: 'cache', port: 6379 }], tls: false, database: 0 }],
  ['rediss://cache:6380/2', { tls: true, addresses: [{ host: 'cache', port: 6380 }], database: 2 }],
  ['redis://ada:p%40ss@[::1]:7000', { username: 'ada', password: 'p@ss', addresses: [{ host: '::1', port: 7000 }] }],
  ['redis://:pw@cache', { username: undefined, password: 'pw' }],
  [
    'redis+sentinel://:pw@a,b:1/prompts/3?sentinelPassword=s',
    {
      kind: 'sentinel',
      masterName: 'prompts',
      database: 3,
      password: 'pw',
      sentinelPassword: 's',
      addresses: [
        { host: 'a', port: 26379 },
        { host: 'b', port: 1 },
      ],
    },
  ],
  ['redis+sentinel://a/prompts?sentinelPassword=a+b%2Bc', { sentinelPassword: 'a+b+c' }],
  ['rediss+cluster://a:1,b:2', { kind: 'cluster', tls: true }],
])('%s is read', (url, target) => {
  expect(parseRedisUrl(url)).toMatchObject(target);
});

describe('refused, without showing the URL:', () => {
  test.each([
    'http://ada:hunter2@cache',
    'redis://ada:hunter2@',
    'redis://ada:hunter2@cache:99999',
    'redis://ada:hunter2@a,b',
    'redis://ada:hunter2@cache/x',
    'redis+sentinel://ada:hunter2@a',
    'redis+cluster://ada:hunter2@a/1',
    'redis://ada:hunter2%zz@cache',
    'redis://ada:hunter2@x@cache',
    'redis://cache?password=hunter2',
    'redis://cache/?db=2',
    'redis+sentinel://a/prompts?password=hunter2',
  ])('%s', (url) => {
    expect(() => parseRedisUrl(url)).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        field: 'cache.redisUrl',
        message: expect.not.stringContaining('hunter2'),
      }),
    );
  });
});

test.each([
  ['redis://ada:hunter2@cache', 'redis://cache:6379'],
  ['rediss://:hunter2@[::1]:7000/2', 'rediss://[::1]:7000/2'],
  ['redis+sentinel://:hunter2@a,b:1/prompts/3?sentinelPassword=s', 'redis+sentinel://a:26379,b:1/prompts/3'],
  ['rediss+cluster://ada:hunter2@a:1,b:2', 'rediss+cluster://a:1,b:2'],
])('%s is shown without user and password', (url, shown) => {
  expect(redisLocation(url)).toBe(shown);
});

test('a message that quotes a password is cleaned', () => {
  const target = parseRedisUrl('redis+sentinel://ada:hunter2@a/p?sentinelPassword=swordfish');
  const error = new AggregateError([new Error('AUTH hunter2')], 'AUTH swordfish');
  expect(String(withoutSecrets(error, target))).toBe('AggregateError: AUTH ***: Error: AUTH ***');
});
