/** What can be configured, resolved. `config/schema.ts` holds the sources, bounds and defaults of each setting. */
import type { LogLevel } from '../log/logger.ts';

export interface Config {
  readonly http: {
    readonly host: string;
    /** 0: any free port. */
    readonly port: number;
    /** Bearer tokens that are let in; required unless `host` is a loopback address. */
    readonly tokens: readonly string[];
    /** Host names, beside loopback, that the Host header may carry. */
    readonly allowedHosts: readonly string[];
    /** Host names, beside loopback, that the Origin header may carry. */
    readonly allowedOrigins: readonly string[];
    readonly maxBodyBytes: number;
    /** Of all requests under way together. */
    readonly maxBodiesBytes: number;
    readonly fastLane: 'on' | 'off';
  };
  readonly admission: {
    /** Off: everybody is let in at once. */
    readonly enabled: 'on' | 'off';
    readonly minInFlight: number;
    readonly maxInFlight: number;
    readonly maxQueueMs: number;
  };
  readonly store: {
    /** PostgreSQL when set, the embedded database in `dataDir` otherwise. */
    readonly databaseUrl: string | undefined;
    readonly dataDir: string;
    /** What is kept of an improvement: texts and metadata, metadata only, or nothing. */
    readonly record: 'full' | 'metadata' | 'off';
    /** Improvements are removed after so many days, within a week; 0: never. */
    readonly retentionDays: number;
    /** The longest a record waits to be written together with others; 0: one by one. */
    readonly batchWindowMs: number;
    readonly poolMin: number;
    readonly poolMax: number;
    readonly preparedStatements: 'on' | 'off';
    readonly sessionSettings: 'on' | 'off';
  };
  readonly sessions: {
    readonly ttlSeconds: number;
    readonly maxPerOwner: number;
  };
  readonly performance: {
    readonly targetMs: number;
    /** 0: calls take as long as they take. */
    readonly deadlineMs: number;
    readonly measuring: 'on' | 'off';
    /** With the OpenTelemetry SDK that is registered, if there is one. */
    readonly tracing: 'on' | 'off';
    /** Figures by the minute are removed after so many days; 0: none are stored. */
    readonly historyDays: number;
    /** How often a report is made and stored. */
    readonly reports: 'off' | 'hourly' | 'daily';
    /** Of stored reports, the newest. */
    readonly reportsKept: number;
    /** A second listener for the metrics, on 127.0.0.1. */
    readonly metricsPort: number | undefined;
  };
  readonly alerts: {
    readonly enabled: 'on' | 'off';
    readonly intervalMs: number;
    readonly windowSeconds: number;
    /** Calls that a window must have for a rule to say anything. */
    readonly minSamples: number;
    readonly responseWarningMs: number;
    readonly responseCriticalMs: number;
    readonly errorWarningPercent: number;
    readonly errorCriticalPercent: number;
    readonly warningForSeconds: number;
    readonly criticalForSeconds: number;
    /** An alert ends below so many percent of its threshold. */
    readonly resolvePercent: number;
    readonly keepFiringSeconds: number;
    /** 0: never. */
    readonly noDataSeconds: number;
    /** Of the calls, those that should be good. */
    readonly objectivePercent: number;
    readonly burnRate: 'on' | 'off';
    readonly historyDays: number;
    readonly webhookUrl: string | undefined;
    readonly webhookSecret: string | undefined;
    readonly webhookTimeoutMs: number;
    readonly webhookRetryMaxMs: number;
  };
  readonly cache: {
    /** The Redis that the replicas share, if there is one. */
    readonly redisUrl: string | undefined;
    readonly levels: 'all' | 'memory' | 'off';
    /** First part of every name in Redis. */
    readonly prefix: string;
    readonly deadlineMs: number;
    /** Bounds of L1 over all spaces. */
    readonly maxEntries: number;
    readonly maxBytes: number;
    readonly rulesTtlSeconds: number;
    readonly sessionsTtlSeconds: number;
    readonly analyticsTtlSeconds: number;
    readonly improvementsTtlSeconds: number;
  };
  readonly workers: {
    /** 0: large prompts are computed on the event loop. */
    readonly threads: number;
    readonly promptBytes: number;
  };
  readonly log: {
    readonly level: LogLevel;
  };
}
