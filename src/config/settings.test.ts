/** Every setting: its default, its names, and which source goes before which. */
import { describe, expect, test } from 'vitest';
import { FILE_PATH, PATHS, settingOf, sources } from '../../test/config/sources.ts';
import { AppError } from '../errors/app-error.ts';
import { LIMITS } from '../services/limits.ts';
import { resolveConfig } from './resolve.ts';
import { envNamesOf, flagKey, flagNameOf, SETTING_ENTRIES, type SettingPath } from './schema.ts';

/** A valid value of each setting that is not its default, as text. */
const OTHER_VALUES: Readonly<Record<SettingPath, { text: string; json: unknown }>> = {
  'http.host': { text: '0.0.0.0', json: '0.0.0.0' },
  'http.port': { text: '8080', json: 8080 },
  'http.tokens': { text: 'aaaaaaaa,bbbbbbbb', json: ['aaaaaaaa', 'bbbbbbbb'] },
  'http.allowedHosts': { text: 'prompts.example.org', json: ['prompts.example.org'] },
  'http.allowedOrigins': { text: 'app.example.org', json: ['app.example.org'] },
  'http.maxBodyBytes': { text: '4096', json: 4096 },
  'http.maxBodiesBytes': { text: '2097152', json: 2_097_152 },
  'http.fastLane': { text: 'off', json: 'off' },
  'admission.enabled': { text: 'off', json: 'off' },
  'admission.minInFlight': { text: '2', json: 2 },
  'admission.maxInFlight': { text: '50', json: 50 },
  'admission.maxQueueMs': { text: '40', json: 40 },
  'store.databaseUrl': { text: 'postgres://ada@db/prompts', json: 'postgres://ada@db/prompts' },
  'store.dataDir': { text: '/srv/prompts', json: '/srv/prompts' },
  'store.record': { text: 'metadata', json: 'metadata' },
  'store.retentionDays': { text: '0', json: 0 },
  'store.batchWindowMs': { text: '0', json: 0 },
  'store.poolMin': { text: '2', json: 2 },
  'store.poolMax': { text: '8', json: 8 },
  'store.preparedStatements': { text: 'off', json: 'off' },
  'store.sessionSettings': { text: 'off', json: 'off' },
  'sessions.ttlSeconds': { text: '60', json: 60 },
  'sessions.maxPerOwner': { text: '5', json: 5 },
  'performance.targetMs': { text: '50', json: 50 },
  'performance.deadlineMs': { text: '0', json: 0 },
  'performance.measuring': { text: 'off', json: 'off' },
  'performance.tracing': { text: 'off', json: 'off' },
  'performance.historyDays': { text: '7', json: 7 },
  'performance.reports': { text: 'daily', json: 'daily' },
  'performance.reportsKept': { text: '7', json: 7 },
  'performance.metricsPort': { text: '9464', json: 9_464 },
  'alerts.enabled': { text: 'off', json: 'off' },
  'alerts.intervalMs': { text: '1000', json: 1_000 },
  'alerts.windowSeconds': { text: '60', json: 60 },
  'alerts.minSamples': { text: '100', json: 100 },
  'alerts.responseWarningMs': { text: '100', json: 100 },
  'alerts.responseCriticalMs': { text: '300', json: 300 },
  'alerts.errorWarningPercent': { text: '1', json: 1 },
  'alerts.errorCriticalPercent': { text: '20', json: 20 },
  'alerts.warningForSeconds': { text: '0', json: 0 },
  'alerts.criticalForSeconds': { text: '60', json: 60 },
  'alerts.resolvePercent': { text: '90', json: 90 },
  'alerts.keepFiringSeconds': { text: '0', json: 0 },
  'alerts.noDataSeconds': { text: '0', json: 0 },
  'alerts.objectivePercent': { text: '95', json: 95 },
  'alerts.burnRate': { text: 'off', json: 'off' },
  'alerts.historyDays': { text: '7', json: 7 },
  'alerts.webhookUrl': { text: 'https://alerts.example.org/in', json: 'https://alerts.example.org/in' },
  'alerts.webhookSecret': { text: 'a-key-of-16-chars', json: 'a-key-of-16-chars' },
  'alerts.webhookTimeoutMs': { text: '1000', json: 1_000 },
  'alerts.webhookRetryMaxMs': { text: '10000', json: 10_000 },
  'cache.redisUrl': { text: 'rediss://ada@cache/1', json: 'rediss://ada@cache/1' },
  'cache.levels': { text: 'memory', json: 'memory' },
  'cache.prefix': { text: 'blue', json: 'blue' },
  'cache.deadlineMs': { text: '20', json: 20 },
  'cache.maxEntries': { text: '500', json: 500 },
  'cache.maxBytes': { text: '2097152', json: 2_097_152 },
  'cache.rulesTtlSeconds': { text: '1', json: 1 },
  'cache.sessionsTtlSeconds': { text: '2', json: 2 },
  'cache.analyticsTtlSeconds': { text: '3', json: 3 },
  'cache.improvementsTtlSeconds': { text: '4', json: 4 },
  'workers.threads': { text: '2', json: 2 },
  'workers.promptBytes': { text: '65536', json: 65_536 },
  'log.level': { text: 'debug', json: 'debug' },
};

function nested(path: SettingPath, value: unknown): unknown {
  const [group = '', key = ''] = path.split('.');
  return { [group]: { [key]: value } };
}

function valueAt(config: object, path: SettingPath): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], config);
}

describe('defaults', () => {
  test('are those the documentation promises, each from the source "default"', () => {
    const { config, settings } = resolveConfig(sources());
    expect(config).toEqual({
      http: {
        host: '127.0.0.1',
        port: 3117,
        tokens: [],
        allowedHosts: [],
        allowedOrigins: [],
        maxBodyBytes: 2_097_152,
        maxBodiesBytes: 67_108_864,
        fastLane: 'on',
      },
      admission: { enabled: 'on', minInFlight: 4, maxInFlight: 64, maxQueueMs: 100 },
      store: {
        databaseUrl: undefined,
        dataDir: PATHS.dataDir,
        record: 'full',
        retentionDays: 90,
        batchWindowMs: 5,
        poolMin: 4,
        poolMax: 16,
        preparedStatements: 'on',
        sessionSettings: 'on',
      },
      sessions: { ttlSeconds: 86_400, maxPerOwner: 1_000 },
      performance: {
        targetMs: 200,
        deadlineMs: 10_000,
        measuring: 'on',
        tracing: 'on',
        historyDays: 30,
        reports: 'off',
        reportsKept: 60,
        metricsPort: undefined,
      },
      alerts: {
        enabled: 'on',
        intervalMs: 5_000,
        windowSeconds: 300,
        minSamples: 72,
        responseWarningMs: 150,
        responseCriticalMs: 200,
        errorWarningPercent: 5,
        errorCriticalPercent: 10,
        warningForSeconds: 30,
        criticalForSeconds: 120,
        resolvePercent: 80,
        keepFiringSeconds: 60,
        noDataSeconds: 3_600,
        objectivePercent: 99,
        burnRate: 'on',
        historyDays: 30,
        webhookUrl: undefined,
        webhookSecret: undefined,
        webhookTimeoutMs: 5_000,
        webhookRetryMaxMs: 60_000,
      },
      cache: {
        redisUrl: undefined,
        levels: 'all',
        prefix: 'prompt-improver',
        deadlineMs: 5,
        maxEntries: 20_000,
        maxBytes: 67_108_864,
        rulesTtlSeconds: 7_200,
        sessionsTtlSeconds: 1_800,
        analyticsTtlSeconds: 3_600,
        improvementsTtlSeconds: 900,
      },
      workers: { threads: 1, promptBytes: 32_768 },
      log: { level: 'info' },
    });
    expect(new Set(settings.map(({ source }) => source))).toEqual(new Set(['default']));
  });

  test('can be changed by a command, and still give way to every other source', () => {
    const defaults = { 'log.level': 'warn' } as const;
    expect(resolveConfig(sources({ defaults })).config.log.level).toBe('warn');
    expect(resolveConfig(sources({ defaults, content: { log: { level: 'debug' } } })).config.log.level).toBe('debug');
  });

  test('agree with the limits that callers are held to', () => {
    expect(resolveConfig(sources()).config.sessions.maxPerOwner).toBe(LIMITS.sessionsPerOwner);
    for (const ttlSeconds of [LIMITS.sessionTtlSecondsMin, LIMITS.sessionTtlSecondsMax]) {
      expect(resolveConfig(sources({ content: { sessions: { ttlSeconds } } })).config.sessions.ttlSeconds).toBe(
        ttlSeconds,
      );
    }
    expect(() =>
      resolveConfig(sources({ content: { sessions: { ttlSeconds: LIMITS.sessionTtlSecondsMax + 1 } } })),
    ).toThrow(AppError);
  });
});

describe.each(SETTING_ENTRIES.map(([path]) => path))('precedence of %s', (path) => {
  const { text, json } = OTHER_VALUES[path];
  const [envName = ''] = envNamesOf(path);
  const flagName = flagNameOf(path);

  test('the file goes over the default', () => {
    const { config, settings } = resolveConfig(sources({ content: nested(path, json) }));
    expect(valueAt(config, path)).toEqual(json);
    expect(settings.find((setting) => setting.path === path)?.source).toBe(`file ${FILE_PATH}`);
  });

  test('the environment goes over the file', () => {
    const other = valueAt(resolveConfig(sources()).config, path) ?? 'postgres://other/db';
    const { config, settings } = resolveConfig(sources({ env: { [envName]: text }, content: nested(path, other) }));
    expect(valueAt(config, path)).toEqual(json);
    expect(settings.find((setting) => setting.path === path)?.source).toBe(`env ${envName}`);
  });

  test('an empty variable counts as unset', () => {
    expect(settingOf(path, { env: { [envName]: '' } })?.source).toBe('default');
  });

  if (flagName === undefined) return;
  test('the flag goes over the environment', () => {
    const given = Array.isArray(json) ? json : text;
    const { config, settings } = resolveConfig(
      sources({ flags: { [flagKey(flagName)]: given }, env: { [envName]: 'not valid at all' } }),
    );
    expect(valueAt(config, path)).toEqual(json);
    expect(settings.find((setting) => setting.path === path)?.source).toBe(`flag ${flagName}`);
  });
});

describe('names', () => {
  test('of variables are derived from the path', () => {
    expect(envNamesOf('http.maxBodyBytes')).toEqual(['PROMPT_IMPROVER_HTTP_MAX_BODY_BYTES']);
  });

  test('DATABASE_URL is understood, and gives way to our own variable', () => {
    const env = { DATABASE_URL: 'postgres://a/one', PROMPT_IMPROVER_STORE_DATABASE_URL: 'postgres://b/two' };
    expect(resolveConfig(sources({ env: { DATABASE_URL: env.DATABASE_URL } })).config.store.databaseUrl).toBe(
      env.DATABASE_URL,
    );
    expect(resolveConfig(sources({ env })).config.store.databaseUrl).toBe(env.PROMPT_IMPROVER_STORE_DATABASE_URL);
  });
});
