/** A whole app on an embedded store in a folder of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, type AppOptions, createApp } from '../../src/app.ts';
import type { Config } from '../../src/config/types.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { createLogger } from '../../src/log/logger.ts';
import { POSTGRES_DEFAULTS } from '../store/open-store.ts';

export interface TestApp extends AsyncDisposable {
  readonly app: App;
  /** With what was not given filled in. */
  readonly http: Config['http'];
  readonly dataDir: string;
}

export interface TestAppOptions {
  readonly http?: Partial<Config['http']>;
  readonly store?: Partial<Config['store']>;
  readonly sessions?: Partial<Config['sessions']>;
  readonly workers?: Partial<Config['workers']>;
  readonly cache?: Partial<Config['cache']>;
  readonly admission?: Partial<Config['admission']>;
  readonly alerts?: Partial<Config['alerts']>;
  readonly performance?: Partial<Config['performance']>;
  /** Default: longer than the store takes on any machine; most tests look at what was stored. */
  readonly storeWaitMs?: number;
  readonly namesOf?: AppOptions['namesOf'];
}

export const silent = createLogger(
  'silent',
  () => {},
  () => 0,
);

export async function startApp({
  http,
  store,
  sessions,
  workers,
  cache,
  admission,
  alerts,
  performance,
  storeWaitMs = 20_000,
  namesOf,
}: TestAppOptions = {}): Promise<TestApp> {
  const folder = await mkdtemp(join(tmpdir(), 'prompt-improver-'));
  const paths = { dataDir: folder, homeDir: folder, workingDir: folder };
  const { config: defaults } = resolveConfig({ flags: {}, env: {}, paths });
  const config: Config = {
    http: {
      host: '127.0.0.1',
      port: 0,
      tokens: [],
      allowedHosts: [],
      allowedOrigins: [],
      maxBodyBytes: 2_097_152,
      maxBodiesBytes: 67_108_864,
      fastLane: 'on',
      ...http,
    },
    // On a busy machine calls wait long, and none is to be refused.
    admission: { enabled: 'on', minInFlight: 4, maxInFlight: 64, maxQueueMs: 10_000, ...admission },
    store: {
      databaseUrl: undefined,
      dataDir: folder,
      record: 'full',
      retentionDays: 90,
      batchWindowMs: 5,
      ...POSTGRES_DEFAULTS,
      ...store,
    },
    sessions: { ttlSeconds: 3600, maxPerOwner: 10, ...sessions },
    performance: { ...defaults.performance, ...performance },
    alerts: { ...defaults.alerts, ...alerts },
    cache: {
      redisUrl: undefined,
      levels: 'memory',
      prefix: 'test',
      deadlineMs: 10,
      maxEntries: 1_000,
      maxBytes: 16_777_216,
      rulesTtlSeconds: 7_200,
      sessionsTtlSeconds: 1_800,
      analyticsTtlSeconds: 3_600,
      improvementsTtlSeconds: 900,
      ...cache,
    },
    workers: { threads: 1, promptBytes: 32_768, ...workers },
    log: { level: 'silent' },
  };
  const app = createApp({
    config,
    version: '0.0.0-test',
    logger: silent,
    storeWaitMs,
    ...(namesOf !== undefined && { namesOf }),
  });
  return {
    app,
    http: config.http,
    dataDir: folder,
    async [Symbol.asyncDispose]() {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
