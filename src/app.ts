/** The composition root: the only place that constructs what lives as long as the process. */
import { hostname } from 'node:os';
import type { Config } from './config/types.ts';
import type { Logger } from './log/logger.ts';
import { toAppError } from './errors/app-error.ts';
import { Measuring, type MeasuringOptions } from './performance/measuring.ts';
import { OperationMetrics } from './performance/metrics/operation-metrics.ts';
import { OperationMeasure } from './performance/operation-measure.ts';
import { Tracing } from './performance/tracing/tracing.ts';
import { AnalyticsCache } from './services/analytics/cache.ts';
import { Admission } from './resilience/admission/admission.ts';
import { ByteBudget } from './resilience/admission/byte-budget.ts';
import type { ConcurrencyLimit } from './resilience/admission/concurrency-limit.ts';
import { GradientLimit } from './resilience/admission/gradient-limit.ts';
import { Alerts } from './services/alerts/alerts.ts';
import { Analytics } from './services/analytics/analytics.ts';
import { BackgroundTask } from './services/background-task.ts';
import { Comparisons } from './services/comparison.ts';
import { CachedComputing } from './services/computing/cached-computing.ts';
import { Computing } from './services/computing/computing.ts';
import { Exporter } from './services/export/exporter.ts';
import { Feedback } from './services/feedback.ts';
import { Improver } from './services/improvements.ts';
import { LazyCaches } from './services/lazy-caches.ts';
import { Metrics } from './services/metrics/metrics.ts';
import { Scraper } from './services/scraping/scraper.ts';
import { Outlook } from './services/metrics/outlook.ts';
import { replicaFigures } from './services/metrics/replica-figures.ts';
import { reportedAlerts, reportedCaches } from './services/reports/reported.ts';
import { Reports } from './services/reports/reports.ts';
import { RecordWriter } from './services/record-writer.ts';
import { Rewrites } from './services/rewrites.ts';
import { Rules } from './services/rules/rules.ts';
import { SessionCache } from './services/session-cache.ts';
import { Sessions } from './services/sessions.ts';
import { Status } from './services/status.ts';
import { StoredRuleSettings } from './services/rules/stored-settings.ts';
import type { Services } from './services/types.ts';
import { keepRetention, makeRoom, sweepSessions } from './services/upkeep.ts';
import { warmUp } from './services/computing/warm-up.ts';
import { LazyStore } from './store/lazy.ts';
import { openStore } from './store/open.ts';

/** Half of the 200 ms every operation has. */
const STORE_WAIT_MS = 100;
/** What the first answer does not need is loaded this long after it, unless it is needed before. */
const LOAD_AFTER_MS = 50;
/** Later, so that it does not compete with the first calls of a client. */
const WARM_UP_AFTER_MS = 500;
/** Between the beginnings of what keeps the store in order. */
const UPKEEP_AFTER_MS = 5_000;
const SWEEP_EVERY_MS = 60_000;
const REPORT_AFTER_MS = 15_000;
const REPORT_EVERY_MS = 60_000;
const RETENTION_EVERY_MS = 10 * 60_000;

/** How long a command that has stored something waits at its end for Redis to be connected. */
const LAST_WORD_MS = 200;

/** Bodies up to this size are not counted: a connection has one at a time, and the number of connections is bounded. */
const FREE_BODY_BYTES = 16_384;

export interface AppOptions {
  readonly config: Config;
  readonly version: string;
  readonly logger: Logger;
  /** What requests are called where they are measured; without it none are. For what serves some. */
  readonly namesOf?: MeasuringOptions['namesOf'];
  /** How long an improvement, or the status, waits for the store before it is answered without. */
  readonly storeWaitMs?: number;
  /** How long the status waits for Redis to be connected; by default not at all. */
  readonly redisWaitMs?: number;
  /** In place of the one that the settings describe; for measuring others beside it. */
  readonly limit?: ConcurrencyLimit;
}

export interface App extends AsyncDisposable {
  readonly services: Services;
  /** Undefined when it is switched off, or there is nothing to measure. */
  readonly measuring: Measuring | undefined;
  /** Resolves when all requests from then on can be measured as they should be. */
  readonly ready: Promise<void>;
  /** Before every operation, on every transport. */
  readonly admission: Admission;
  /** For the bodies of HTTP requests. */
  readonly bodies: ByteBudget;
  /**
   * Opens the store and keeps it in order, loads and warms the improver. For servers; a command that ends after one call needs
   * none of it.
   *
   * @param answered what has to wait for the first answer waits for this; default: nothing
   */
  startBackground(answered?: Promise<void>): void;
  /** Finishes writes under way, disconnects from Redis and closes the store. Safe to call twice. */
  close(): Promise<void>;
}

export function createApp(options: AppOptions): App {
  const { config, version, logger, namesOf, storeWaitMs = STORE_WAIT_MS, redisWaitMs = 0 } = options;
  const now = () => Date.now();
  const monotonic = () => performance.now();
  // A command says itself what it failed with.
  const openingLogger = namesOf && logger;
  const lazyStore = new LazyStore(() => openStore({ ...config.store, logger, now }), monotonic, openingLogger);
  const store = () => lazyStore.get();
  const operations = new OperationMeasure();
  const operationMetrics = new OperationMetrics();
  const isStoreShared = config.store.databaseUrl !== undefined;
  const replica = newReplicaId();
  const metrics = new Metrics({
    store,
    isStoreShared,
    replica: { id: replica, host: hostname(), pid: process.pid, version, startedAtMs: now() },
    historyDays: config.performance.historyDays,
    ownFigures: async () =>
      replicaFigures({
        cache: await caches.report(),
        writes: writer.figures(),
        workers: computing.figures,
        admission: admission.figures(),
        pool: lazyStore.opened?.pool(),
      }),
    now,
    monotonic,
  });
  const sinks = [operations, operationMetrics, metrics.monitor];
  const measured = config.performance.measuring === 'on' ? namesOf : undefined;
  const tracing =
    measured && config.performance.tracing === 'on'
      ? new Tracing({ name: 'prompt-improver', version, wallNow: now })
      : undefined;
  const measuring = measured && new Measuring({ sinks, namesOf: measured, tracing, now: monotonic, wallNow: now });
  const { enabled, minInFlight, maxInFlight, maxQueueMs } = config.admission;
  const limit = options.limit ?? new GradientLimit({ min: Math.min(minInFlight, maxInFlight), max: maxInFlight });
  const admission = new Admission({
    limit: enabled === 'on' ? limit : undefined,
    mostWaitMs: maxQueueMs,
    now: monotonic,
  });
  const bodies = new ByteBudget({ maxBytes: config.http.maxBodiesBytes, freeBytes: FREE_BODY_BYTES });
  const caches = new LazyCaches({ config: config.cache, isStoreShared, logger });
  const cached = new SessionCache({ store, space: async () => (await caches.get())?.sessions, now });
  const writer = new RecordWriter({
    store,
    windowMs: config.store.batchWindowMs,
    wroteLate: ({ owner }) => cachedReports.changed(owner),
  });
  const sessions = new Sessions({ store, cached, writer, ...config.sessions, now });
  const ruleSettings = new StoredRuleSettings({
    store,
    space: async () => (await caches.get())?.rules,
    now,
    waitMs: storeWaitMs,
    logger,
  });
  const computing = new Computing(config.workers);
  const cachedReports = new AnalyticsCache({
    store,
    space: async () => (await caches.get())?.analytics,
    canTell: () => caches.whenConnected(LAST_WORD_MS),
    version,
  });
  const improvements = new Improver({
    write: (record) => writer.writeImprovement(record).finally(() => cachedReports.changed(record.owner)),
    sessions,
    ruleSettings,
    computing: new CachedComputing({ computing, space: async () => (await caches.get())?.improvements, version }),
    record: config.store.record,
    targetMs: config.performance.targetMs,
    storeWaitMs,
    now,
    monotonic,
  });
  const feedback = new Feedback({
    write: (record) => writer.writeFeedback(record).finally(() => cachedReports.tell(record.owner)),
    now,
  });
  const status = new Status({
    store,
    operations,
    metrics,
    outlook: new Outlook({ history: metrics.history, targetMs: config.performance.targetMs, now }),
    storeWaitMs,
    measuring: config.performance.measuring,
    version,
    targetMs: config.performance.targetMs,
    storing: config.store.record,
    improvementsNotStored: () => improvements.notStored,
    ruleSettings,
    workers: () => computing.figures,
    writes: () => writer.figures(),
    admission: () => ({ ...admission.figures(), bodies: bodies.figures() }),
    cache: () => caches.report(redisWaitMs),
    alerts: () => alerts.report(),
  });
  const alerts = new Alerts({
    config: config.alerts,
    targetMs: config.performance.targetMs,
    version,
    store,
    windows: metrics.monitor,
    minutes: metrics.history,
    replica,
    logger,
    now,
    monotonic,
  });
  const reports = new Reports({
    store,
    history: metrics.history,
    alerts: async () => reportedAlerts(await alerts.report()),
    caches: async () => reportedCaches(await caches.report(0)),
    schedule: config.performance.reports,
    kept: config.performance.reportsKept,
    version,
    targetMs: config.performance.targetMs,
    now,
  });
  const scrapes = new Scraper({
    operations: operationMetrics,
    process: metrics.process,
    traces: () => tracing?.figures,
    status: () => status.status(),
    caches: () => caches.info(),
    alerts: () => alerts.report(),
  });
  const reporting = new BackgroundTask(REPORT_EVERY_MS, () => reports.keepSchedule());
  const warnsOf = (what: string) => (thrown: unknown) => {
    const { code, message } = toAppError(thrown);
    logger.warn(`${what}, time after time`, { code, reason: message });
  };
  const upkeep = [
    new BackgroundTask(
      SWEEP_EVERY_MS,
      async (signal) => sweepSessions(await store(), now(), signal),
      warnsOf('expired sessions could not be removed'),
    ),
    new BackgroundTask(
      RETENTION_EVERY_MS,
      async () => makeRoom(await store(), now()),
      warnsOf('the partitions of the weeks to come could not be made'),
    ),
    new BackgroundTask(
      RETENTION_EVERY_MS,
      async (signal) => keepRetention(await store(), now(), config.store.retentionDays, signal),
      warnsOf('improvements past retention could not be removed'),
    ),
  ];
  const closing = new AbortController();
  const prepare = async (answered: Promise<void>) => {
    await answered;
    setTimeout(() => void ruleSettings.current(), LOAD_AFTER_MS).unref();
    setTimeout(() => void warmUp(closing.signal), WARM_UP_AFTER_MS).unref();
  };
  const close = async () => {
    closing.abort();
    reporting[Symbol.dispose]();
    for (const task of upkeep) task[Symbol.dispose]();
    await alerts[Symbol.asyncDispose]();
    await Promise.all([writer[Symbol.asyncDispose](), metrics[Symbol.asyncDispose]()]);
    await cachedReports[Symbol.asyncDispose]();
    // What is told last is what was written last.
    await Promise.all([computing.close(), caches.close()]);
    await lazyStore.close();
    await tracing?.[Symbol.asyncDispose]();
  };
  return {
    services: {
      improvements,
      rewrites: new Rewrites(computing, monotonic),
      comparison: new Comparisons(ruleSettings, computing, monotonic),
      sessions,
      feedback,
      rules: new Rules({ store, settings: ruleSettings, now }),
      analytics: new Analytics({ store, cached: cachedReports, now }),
      status,
      exports: new Exporter({ store, now }),
      alerts,
      scrapes,
      reports,
    },
    measuring,
    ready: tracing?.ready ?? Promise.resolve(),
    admission,
    bodies,
    startBackground: (answered = Promise.resolve()) => {
      void prepare(answered);
      for (const [n, task] of upkeep.entries()) task.start((n + 1) * UPKEEP_AFTER_MS);
      if (config.performance.reports !== 'off') reporting.start(REPORT_AFTER_MS);
      metrics.start();
      alerts.start();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Of this process: another one on the same machine, or after a restart, is another replica. */
function newReplicaId(): string {
  // Unlike any other, not secret: loading `node:crypto` takes milliseconds.
  return Math.floor(Math.random() * 2 ** 48)
    .toString(16)
    .padStart(12, '0');
}
