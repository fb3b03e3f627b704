import { setting, SWITCH, textLike } from '../setting.ts';
import type { Config } from '../types.ts';

export const STORE_SETTINGS = {
  'store.databaseUrl': setting<string | undefined>({
    kind: textLike(
      /^postgres(?:ql)?:\/\/\S{1,4000}$/,
      'a URL such as postgres://user:password@host:5432/database, with special characters of the password percent-encoded',
    ),
    alsoEnv: ['DATABASE_URL'],
    default: () => undefined,
    description:
      'PostgreSQL database; a primary and its standbys as host:port,host:port. The embedded database in store.dataDir is used when it is not set',
    secret: true,
  }),
  'store.dataDir': setting({
    // oxlint-disable-next-line no-control-regex -- a path cannot hold NUL
    kind: textLike(/^[^\u0000]{1,4096}$/, 'the path of a folder'),
    flag: '--data-dir <folder>',
    default: (paths) => paths.dataDir,
    description: 'folder of the embedded database',
    isPath: true,
  }),
  'store.record': setting<Config['store']['record']>({
    kind: { type: 'one-of', values: ['full', 'metadata', 'off'] },
    flag: '--record <what>',
    default: () => 'full',
    description: 'what is kept of an improvement: full (texts and metadata), metadata, or off',
  }),
  'store.retentionDays': setting({
    kind: { type: 'whole-number', min: 0, max: 36_500 },
    default: () => 90,
    description:
      'days that improvements and their feedback are kept; they are removed by whole weeks, so up to 7 days later. 0 keeps them for ever',
  }),
  'store.batchWindowMs': setting({
    kind: { type: 'whole-number', min: 0, max: 1_000 },
    default: () => 5,
    description:
      'milliseconds that a record or session waits at most for others while a batch is being written; 0 writes one by one',
  }),
  'store.poolMin': setting({
    kind: { type: 'whole-number', min: 1, max: 16 },
    default: () => 4,
    description: 'PostgreSQL connections that are kept open; never more than store.poolMax',
  }),
  'store.poolMax': setting({
    kind: { type: 'whole-number', min: 1, max: 16 },
    default: () => 16,
    description: 'most PostgreSQL connections of one process',
  }),
  'store.preparedStatements': setting<'on' | 'off'>({
    kind: SWITCH,
    default: () => 'on',
    description:
      'prepare statements on the PostgreSQL server, once for each connection; off for a pooler in transaction mode that cannot',
  }),
  'store.sessionSettings': setting<'on' | 'off'>({
    kind: SWITCH,
    default: () => 'on',
    description:
      'set jit, plan_cache_mode, isolation and timeouts on every PostgreSQL connection; off for a pooler that refuses startup parameters',
  }),
  'sessions.ttlSeconds': setting({
    kind: { type: 'whole-number', min: 1, max: 2_592_000 },
    default: () => 86_400,
    description: 'seconds an unused session lives when its caller names no other time',
  }),
  'sessions.maxPerOwner': setting({
    kind: { type: 'whole-number', min: 1, max: 1_000_000 },
    default: () => 1_000,
    description: 'live sessions one owner may have',
  }),
} as const;
