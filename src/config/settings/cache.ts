import { setting, textLike } from '../setting.ts';
import type { Config } from '../types.ts';

function ttlSetting(seconds: number, what: string) {
  return setting({
    kind: { type: 'whole-number', min: 1, max: 2_592_000 },
    default: () => seconds,
    description: `seconds for which the cache serves ${what}`,
  });
}

export const CACHE_SETTINGS = {
  'cache.redisUrl': setting<string | undefined>({
    kind: textLike(
      /^rediss?(?:\+(?:sentinel|cluster))?:\/\/\S{1,4000}$/,
      'a URL such as redis://user:password@host:6379/0, rediss://… with TLS, redis+sentinel://host,host/name or redis+cluster://host,host',
    ),
    alsoEnv: ['REDIS_URL'],
    default: () => undefined,
    description: 'Redis that the replicas share; without it each caches in its own memory only',
    secret: true,
  }),
  'cache.levels': setting<Config['cache']['levels']>({
    kind: { type: 'one-of', values: ['all', 'memory', 'off'] },
    default: () => 'all',
    description: 'levels that are used: all, memory (no Redis), or off',
  }),
  'cache.prefix': setting({
    kind: textLike(/^[\w.-]{1,64}$/, '1 to 64 letters, digits or any of . _ -'),
    default: () => 'prompt-improver',
    description: 'first part of every name in Redis; one for each deployment that shares it',
  }),
  'cache.deadlineMs': setting({
    kind: { type: 'whole-number', min: 1, max: 1_000 },
    default: () => 5,
    description: 'milliseconds a read waits for Redis at most',
  }),
  'cache.maxEntries': setting({
    kind: { type: 'whole-number', min: 1, max: 10_000_000 },
    default: () => 20_000,
    description: 'values kept in memory, over all caches',
  }),
  'cache.maxBytes': setting({
    kind: { type: 'whole-number', min: 1_048_576, max: 68_719_476_736 },
    default: () => 67_108_864,
    description: 'bytes of memory the values may take, estimated, over all caches',
  }),
  'cache.rulesTtlSeconds': ttlSetting(7_200, 'the rules and their switches'),
  'cache.sessionsTtlSeconds': ttlSetting(1_800, 'a session'),
  'cache.analyticsTtlSeconds': ttlSetting(3_600, 'the results of get_analytics'),
  'cache.improvementsTtlSeconds': ttlSetting(900, 'an improvement'),
} as const;
