import { describe, expect, test } from 'vitest';
import { maskSecret } from './mask.ts';

describe('a database URL', () => {
  test.each([
    ['postgres://ada:hunter2@db/prompts', 'postgres://ada:***@db/prompts'],
    ['postgres://ada@db/prompts', 'postgres://ada@db/prompts'],
    ['postgres:///prompts?host=/run/pg&password=hunter2', 'postgres:///prompts?host=%2Frun%2Fpg&password=***'],
    ['postgres://ada:hunter2@db/p?sslpassword=hunter2', 'postgres://ada:***@db/p?sslpassword=***'],
    ['postgres://ada:hunter2@a:5432,b/prompts?sslpassword=x', 'postgres://ada:***@a:5432,b/prompts?sslpassword=***'],
    ['rediss://ada:hunter2@cache:6380/1', 'rediss://ada:***@cache:6380/1'],
    // Meant to be redis://:hunter2@cache.
    ['redis://hunter2@cache', 'redis://***@cache'],
    [
      'redis+sentinel://:hunter2@a/prompts?sentinelPassword=hunter2',
      'redis+sentinel://:***@a/prompts?sentinelPassword=***',
    ],
  ])('%s is shown as %s', (url, shown) => {
    expect(maskSecret(url)).toBe(shown);
  });

  test.each([
    'postgres://ada:hunter2#x@db/prompts',
    'postgres://ada:12?hunter2@db/prompts',
    'postgres://ada:12/hunter2@db/prompts',
    'postgres://ada:hunter2@',
    'postgres://ada:12,hunter2',
    'postgres://ada:1@a,hunter2@b/prompts',
    'postgres://ada:1,hunter2@a,b/prompts',
    'redis+cluster://ada:hunter2@a:1,b:2',
    'hunter2',
    'token:hunter2',
    'https://hunter2.example.org',
  ])('%s cannot be taken apart with certainty and is hidden whole', (url) => {
    expect(maskSecret(url)).not.toContain('hunter2');
  });
});

test('a list of tokens shows how many there are', () => {
  expect(maskSecret(['a', 'b'])).toEqual(['***', '***']);
});

test('what is not set is shown as such', () => {
  expect(maskSecret(undefined)).toBeUndefined();
});
