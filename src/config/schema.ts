/**
 * Every setting, once: its path (also its key in the configuration file and, in capitals, its environment variable), flag,
 * default, bounds and description. What reads, prints or documents settings reads this table.
 */
import type { Kind } from './kinds.ts';
import type { Config } from './types.ts';

interface SettingSpec<T> {
  readonly kind: Kind;
  /** As the help shows it: `--port <number>`. Settings without a flag are set by environment or file. */
  readonly flag?: string;
  /** Environment variables beside the derived one, which goes before them. */
  readonly alsoEnv?: readonly string[];
  readonly default: (paths: DefaultPaths) => T;
  readonly description: string;
  /** Printed masked, and left out of error messages. */
  readonly secret?: true;
  /** A path on disk: relative ones are made absolute, a leading `~/` is the home folder. */
  readonly isPath?: true;
}

export interface DefaultPaths {
  readonly dataDir: string;
}

function textLike(pattern: RegExp, allowed: string) {
  return { type: 'text', pattern, allowed } as const;
}

function setting<T>(spec: SettingSpec<T>): SettingSpec<T> {
  return spec;
}

function ttlSetting(seconds: number, what: string) {
  return setting({
    kind: { type: 'whole-number', min: 1, max: 2_592_000 },
    default: () => seconds,
    description: `seconds for which ${what} is served from the cache`,
  });
}

const HOST_NAME = textLike(
  /^(?:\[[\da-f:.]+\]|[\da-z_](?:[\da-z_.-]{0,251}[\da-z_])?)$/i,
  'a host name such as example.org, without scheme, port or path',
);
// RFC 6750 section 2.1; shorter ones can be guessed over a network.
const TOKEN = textLike(/^[\w.~+/-]{8,512}=*$/, '8 to 512 letters, digits or any of - . _ ~ + /');

const SWITCH = { type: 'one-of', values: ['on', 'off'] } as const;

export const SETTINGS = {
  'http.host': setting({
    kind: textLike(/^\[?[\da-z:][\w.:%-]{0,252}\]?$/i, 'a host name or an IP address'),
    flag: '--host <address>',
    default: () => '127.0.0.1',
    description: 'address the HTTP server listens on; anything but loopback needs a token',
  }),
  'http.port': setting({
    kind: { type: 'whole-number', min: 0, max: 65_535 },
    flag: '--port <number>',
    default: () => 3117,
    description: 'port the HTTP server listens on; 0 takes any free one',
  }),
  'http.tokens': setting<readonly string[]>({
    kind: { type: 'list', item: TOKEN },
    flag: '--token <token>',
    default: () => [],
    description: 'bearer token that is let in; repeatable. The environment variable keeps it out of the process list',
    secret: true,
  }),
  'http.allowedHosts': setting<readonly string[]>({
    kind: { type: 'list', item: HOST_NAME },
    flag: '--allow-host <name>',
    default: () => [],
    description: 'host name, beside loopback, that the Host header may carry; repeatable',
  }),
  'http.allowedOrigins': setting<readonly string[]>({
    kind: { type: 'list', item: HOST_NAME },
    flag: '--allow-origin <name>',
    default: () => [],
    description: 'host name of a web page, beside loopback, that may call the server; repeatable',
  }),
  'http.maxBodyBytes': setting({
    kind: { type: 'whole-number', min: 1_024, max: 67_108_864 },
    default: () => 2_097_152,
    description: 'largest request body in bytes',
  }),
  'http.maxBodiesBytes': setting({
    kind: { type: 'whole-number', min: 1_048_576, max: 17_179_869_184 },
    default: () => 67_108_864,
    description: 'bytes that the request bodies under way may take together; more are refused with OVERLOADED',
  }),
  'admission.enabled': setting<'on' | 'off'>({
    kind: SWITCH,
    default: () => 'on',
    description: 'refuse calls that could not be carried out in time, early and with OVERLOADED; off lets in everybody',
  }),
  'admission.minInFlight': setting({
    kind: { type: 'whole-number', min: 1, max: 10_000 },
    default: () => 4,
    description: 'calls that are always carried out at once; never more than admission.maxInFlight',
  }),
  'admission.maxInFlight': setting({
    kind: { type: 'whole-number', min: 1, max: 10_000 },
    default: () => 64,
    description: 'most calls carried out at once; how many it really is follows from how long they take',
  }),
  'admission.maxQueueMs': setting({
    kind: { type: 'whole-number', min: 1, max: 60_000 },
    default: () => 100,
    description:
      'milliseconds that a call waits for its turn at most, and a quarter of it while the server is overloaded; 10000 over stdio',
  }),
  'store.databaseUrl': setting<string | undefined>({
    kind: textLike(
      /^postgres(?:ql)?:\/\/\S{1,4000}$/,
      'a URL such as postgres://user:password@host:5432/database, with special characters of the password percent-encoded',
    ),
    alsoEnv: ['DATABASE_URL'],
    default: () => undefined,
    description: 'PostgreSQL database; the embedded database in store.dataDir is used when it is not set',
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
      'set jit, plan_cache_mode and timeouts on every PostgreSQL connection; off for a pooler that refuses startup parameters',
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
  'performance.targetMs': setting({
    kind: { type: 'whole-number', min: 1, max: 60_000 },
    default: () => 200,
    description: 'milliseconds within which an operation should end',
  }),
  'performance.deadlineMs': setting({
    kind: { type: 'whole-number', min: 0, max: 600_000 },
    default: () => 10_000,
    description: 'milliseconds after which a call is given up with TIMED_OUT; 0: never',
  }),
  'performance.measuring': setting<'on' | 'off'>({
    kind: SWITCH,
    default: () => 'on',
    description: 'measure every request; off leaves no figures of operations in the status and metrics',
  }),
  'performance.tracing': setting<'on' | 'off'>({
    kind: SWITCH,
    default: () => 'on',
    description: 'record measured requests with the OpenTelemetry SDK that the process has registered, if it has one',
  }),
  'performance.historyDays': setting({
    kind: { type: 'whole-number', min: 0, max: 3_650 },
    default: () => 30,
    description:
      'days that figures by the minute are kept in the store; 0 stores none, and what is told ends an hour ago',
  }),
  'performance.reports': setting<Config['performance']['reports']>({
    kind: { type: 'one-of', values: ['off', 'hourly', 'daily'] },
    default: () => 'off',
    description: 'how often a report of the performance is made and stored: off, hourly or daily (UTC)',
  }),
  'performance.reportsKept': setting({
    kind: { type: 'whole-number', min: 1, max: 1_000 },
    default: () => 60,
    description: 'stored reports that are kept, the newest ones',
  }),
  'performance.metricsPort': setting<number | undefined>({
    kind: { type: 'whole-number', min: 0, max: 65_535 },
    flag: '--metrics-port <number>',
    default: () => undefined,
    description:
      'port on 127.0.0.1 where /metrics answers without a token, for a server on stdio; 0 takes any free one. Not opened when it is not set',
  }),
  'alerts.enabled': setting<'on' | 'off'>({
    kind: SWITCH,
    default: () => 'on',
    description: 'watch response times, errors and the error budget, and tell when they are not as they should be',
  }),
  'alerts.intervalMs': setting({
    kind: { type: 'whole-number', min: 100, max: 60_000 },
    default: () => 5_000,
    description: 'milliseconds between two evaluations of the alert rules',
  }),
  'alerts.windowSeconds': setting({
    kind: { type: 'whole-number', min: 1, max: 3_600 },
    default: () => 300,
    description: 'seconds over which response time and error rate are taken',
  }),
  'alerts.minSamples': setting({
    kind: { type: 'whole-number', min: 20, max: 1_000_000 },
    default: () => 72,
    description:
      'calls that a window must have for a rule to say anything; 72 is what an interval of a 95th percentile needs',
  }),
  'alerts.responseWarningMs': setting({
    kind: { type: 'whole-number', min: 1, max: 600_000 },
    default: () => 150,
    description: '95th percentile of the durations, in milliseconds, above which there is a warning',
  }),
  'alerts.responseCriticalMs': setting({
    kind: { type: 'whole-number', min: 1, max: 600_000 },
    default: () => 200,
    description: '95th percentile of the durations, in milliseconds, above which it is critical',
  }),
  'alerts.errorWarningPercent': setting({
    kind: { type: 'whole-number', min: 0, max: 100 },
    default: () => 5,
    description: 'failed calls, in percent, above which there is a warning',
  }),
  'alerts.errorCriticalPercent': setting({
    kind: { type: 'whole-number', min: 0, max: 100 },
    default: () => 10,
    description: 'failed calls, in percent, above which it is critical',
  }),
  'alerts.warningForSeconds': setting({
    kind: { type: 'whole-number', min: 0, max: 86_400 },
    default: () => 30,
    description: 'seconds that a figure must be above the threshold of a warning',
  }),
  'alerts.criticalForSeconds': setting({
    kind: { type: 'whole-number', min: 0, max: 86_400 },
    default: () => 120,
    description: 'seconds that a figure must be above the critical threshold',
  }),
  'alerts.resolvePercent': setting({
    kind: { type: 'whole-number', min: 1, max: 100 },
    default: () => 80,
    description: 'an alert can end when its figure is below so many percent of the threshold',
  }),
  'alerts.keepFiringSeconds': setting({
    kind: { type: 'whole-number', min: 0, max: 86_400 },
    default: () => 60,
    description: 'seconds that it must stay there until the alert ends',
  }),
  'alerts.noDataSeconds': setting({
    kind: { type: 'whole-number', min: 0, max: 604_800 },
    default: () => 3_600,
    description: 'seconds without enough calls after which an alert ends for want of them; 0: never',
  }),
  'alerts.objectivePercent': setting({
    kind: { type: 'whole-number', min: 50, max: 99 },
    default: () => 99,
    description:
      'calls, in percent, that should end without error within performance.targetMs; the rest is the error budget',
  }),
  'alerts.burnRate': setting<'on' | 'off'>({
    kind: SWITCH,
    default: () => 'on',
    description: 'alert when the error budget is used up too fast',
  }),
  'alerts.historyDays': setting({
    kind: { type: 'whole-number', min: 1, max: 3_650 },
    default: () => 30,
    description: 'days that the beginnings and ends of alerts are remembered, at most 200 of them',
  }),
  'alerts.webhookUrl': setting<string | undefined>({
    kind: textLike(/^https?:\/\/[^\s/?#]\S{0,2000}$/i, 'a URL that begins with http:// or https://'),
    default: () => undefined,
    description: 'where alerts are posted as JSON in the shape of Alertmanager; the log has them anyway',
    secret: true,
  }),
  'alerts.webhookSecret': setting<string | undefined>({
    kind: textLike(/^[\x21-\x7e]{16,512}$/, '16 to 512 printable ASCII characters without spaces'),
    default: () => undefined,
    description: 'key with which posted alerts are signed (HMAC-SHA256)',
    secret: true,
  }),
  'alerts.webhookTimeoutMs': setting({
    kind: { type: 'whole-number', min: 100, max: 60_000 },
    default: () => 5_000,
    description: 'milliseconds that one try to post alerts may take',
  }),
  'alerts.webhookRetryMaxMs': setting({
    kind: { type: 'whole-number', min: 100, max: 3_600_000 },
    default: () => 60_000,
    description: 'longest pause, in milliseconds, before a receiver that did not answer is tried again',
  }),
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
  'workers.threads': setting({
    kind: { type: 'whole-number', min: 0, max: 4 },
    default: () => 1,
    description: 'worker threads for large prompts; 0 computes everything on the event loop',
  }),
  'workers.promptBytes': setting({
    kind: { type: 'whole-number', min: 1_024, max: 1_000_000 },
    default: () => 32_768,
    description: 'bytes of a prompt from which on it is computed in a worker thread',
  }),
  'log.level': setting<Config['log']['level']>({
    kind: { type: 'one-of', values: ['debug', 'info', 'warn', 'error', 'silent'] },
    flag: '--log-level <level>',
    default: () => 'info',
    description: 'least severe log records to print: debug, info, warn, error or silent',
  }),
} as const;

export type SettingPath = keyof typeof SETTINGS;

export type SettingValue<P extends SettingPath> = ReturnType<(typeof SETTINGS)[P]['default']>;

/** The table in order, each setting under its common type. */
export const SETTING_ENTRIES = Object.entries(SETTINGS) as readonly [SettingPath, SettingSpec<unknown>][]; // the keys are the paths

/** Environment variables of a setting, the strongest first: `http.maxBodyBytes` is `PROMPT_IMPROVER_HTTP_MAX_BODY_BYTES`. */
export function envNamesOf(path: SettingPath): readonly string[] {
  const derived = path.replaceAll('.', '_').replaceAll(/(?=[A-Z])/g, '_');
  const spec: SettingSpec<unknown> = SETTINGS[path];
  return [`${ENV_PREFIX}${derived.toUpperCase()}`, ...(spec.alsoEnv ?? [])];
}

export const ENV_PREFIX = 'PROMPT_IMPROVER_';

/** `--data-dir` of `--data-dir <folder>`. */
export function flagNameOf(path: SettingPath): string | undefined {
  const spec: SettingSpec<unknown> = SETTINGS[path];
  return spec.flag?.split(' ')[0];
}

/** The key under which a parsed command line holds a flag: `dataDir` for `--data-dir`. */
export function flagKey(flagName: string): string {
  return flagName.replace(/^--/, '').replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
