/** From the sources to the configuration: pure, so that precedence and errors are tested without a process or a disk. */
import { isAbsolute, join, resolve } from 'node:path';
import { AppError } from '../errors/app-error.ts';
import { readFileKeys } from './file-keys.ts';
import { schemaOf } from './kind-schema.ts';
import { allowedBy, fromText } from './kinds.ts';
import { contradictions } from './contradictions.ts';
import { maskSecret } from './mask.ts';
import { nearest } from './nearest.ts';
import {
  ENV_PREFIX,
  SETTINGS,
  SETTING_ENTRIES,
  envNamesOf,
  flagKey,
  flagNameOf,
  type SettingPath,
  type SettingValue,
} from './schema.ts';
import type { Config } from './types.ts';

export interface ConfigSources {
  /** As a parsed command line holds them: `{ dataDir: '…' }` for `--data-dir`. Other keys are ignored. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The parsed configuration file. */
  readonly file?: { readonly path: string; readonly content: unknown };
  readonly paths: {
    readonly dataDir: string;
    readonly homeDir: string;
    /** Relative paths of flags and the environment are taken from here, those of the file from the file's folder. */
    readonly workingDir: string;
  };
  /** Defaults of one command that differ from the table's. */
  readonly defaults?: { readonly [P in SettingPath]?: SettingValue<P> };
}

export interface ResolvedSetting {
  readonly path: SettingPath;
  /** Masked when the setting is a secret; undefined when it is not set. */
  readonly value: unknown;
  /** `flag --port`, `env PROMPT_IMPROVER_HTTP_PORT`, `file /…/config.json` or `default`. */
  readonly source: string;
  readonly description: string;
}

export interface Inspection {
  readonly settings: readonly ResolvedSetting[];
  readonly problems: readonly AppError[];
  /** Variables that look like ours and are none: a mistyped name would otherwise go unnoticed. */
  readonly unknownVariables: readonly string[];
}

interface Candidate {
  readonly source: string;
  /** The name the user wrote. */
  readonly field: string;
  readonly value: unknown;
  readonly baseDir: string;
}

/**
 * @throws AppError `CONFIG_INVALID`, naming the setting, its source, the value (not of a secret) and what is allowed
 */
export function resolveConfig(sources: ConfigSources): { config: Config; settings: readonly ResolvedSetting[] } {
  const { values, settings, problems } = resolveAll(sources);
  if (problems[0] !== undefined) throw problems[0];
  // Without problems, each value has passed the schema of its path.
  const value = <P extends SettingPath>(path: P) => values.get(path) as SettingValue<P>;
  const config: Config = {
    http: {
      host: value('http.host'),
      port: value('http.port'),
      tokens: value('http.tokens'),
      allowedHosts: value('http.allowedHosts').map((name) => name.toLowerCase()),
      allowedOrigins: value('http.allowedOrigins').map((name) => name.toLowerCase()),
      maxBodyBytes: value('http.maxBodyBytes'),
      maxBodiesBytes: value('http.maxBodiesBytes'),
      fastLane: value('http.fastLane'),
    },
    admission: {
      enabled: value('admission.enabled'),
      minInFlight: value('admission.minInFlight'),
      maxInFlight: value('admission.maxInFlight'),
      maxQueueMs: value('admission.maxQueueMs'),
    },
    store: {
      databaseUrl: value('store.databaseUrl'),
      dataDir: value('store.dataDir'),
      record: value('store.record'),
      retentionDays: value('store.retentionDays'),
      batchWindowMs: value('store.batchWindowMs'),
      poolMin: value('store.poolMin'),
      poolMax: value('store.poolMax'),
      preparedStatements: value('store.preparedStatements'),
      sessionSettings: value('store.sessionSettings'),
    },
    sessions: { ttlSeconds: value('sessions.ttlSeconds'), maxPerOwner: value('sessions.maxPerOwner') },
    performance: {
      targetMs: value('performance.targetMs'),
      deadlineMs: value('performance.deadlineMs'),
      measuring: value('performance.measuring'),
      tracing: value('performance.tracing'),
      historyDays: value('performance.historyDays'),
      reports: value('performance.reports'),
      reportsKept: value('performance.reportsKept'),
      metricsPort: value('performance.metricsPort'),
    },
    alerts: {
      enabled: value('alerts.enabled'),
      intervalMs: value('alerts.intervalMs'),
      windowSeconds: value('alerts.windowSeconds'),
      minSamples: value('alerts.minSamples'),
      responseWarningMs: value('alerts.responseWarningMs'),
      responseCriticalMs: value('alerts.responseCriticalMs'),
      errorWarningPercent: value('alerts.errorWarningPercent'),
      errorCriticalPercent: value('alerts.errorCriticalPercent'),
      warningForSeconds: value('alerts.warningForSeconds'),
      criticalForSeconds: value('alerts.criticalForSeconds'),
      resolvePercent: value('alerts.resolvePercent'),
      keepFiringSeconds: value('alerts.keepFiringSeconds'),
      noDataSeconds: value('alerts.noDataSeconds'),
      objectivePercent: value('alerts.objectivePercent'),
      burnRate: value('alerts.burnRate'),
      historyDays: value('alerts.historyDays'),
      webhookUrl: value('alerts.webhookUrl'),
      webhookSecret: value('alerts.webhookSecret'),
      webhookTimeoutMs: value('alerts.webhookTimeoutMs'),
      webhookRetryMaxMs: value('alerts.webhookRetryMaxMs'),
    },
    cache: {
      redisUrl: value('cache.redisUrl'),
      levels: value('cache.levels'),
      prefix: value('cache.prefix'),
      deadlineMs: value('cache.deadlineMs'),
      maxEntries: value('cache.maxEntries'),
      maxBytes: value('cache.maxBytes'),
      rulesTtlSeconds: value('cache.rulesTtlSeconds'),
      sessionsTtlSeconds: value('cache.sessionsTtlSeconds'),
      analyticsTtlSeconds: value('cache.analyticsTtlSeconds'),
      improvementsTtlSeconds: value('cache.improvementsTtlSeconds'),
    },
    workers: { threads: value('workers.threads'), promptBytes: value('workers.promptBytes') },
    log: { level: value('log.level') },
  };
  return { config, settings };
}

/** Every setting and every problem, for a diagnosis: nothing is thrown. */
export function inspectConfig(sources: ConfigSources): Inspection {
  const { settings, problems } = resolveAll(sources);
  const known = new Set(SETTING_ENTRIES.flatMap(([path]) => envNamesOf(path)));
  const unknownVariables = Object.keys(sources.env).filter((name) => name.startsWith(ENV_PREFIX) && !known.has(name));
  return { settings, problems, unknownVariables };
}

function resolveAll(sources: ConfigSources) {
  const file = sources.file && { ...readFileKeys(sources.file.content, sources.file.path), path: sources.file.path };
  const values = new Map<SettingPath, unknown>();
  const problems: AppError[] = [...(file?.problems ?? [])];
  const settings = SETTING_ENTRIES.map(([path, spec]): ResolvedSetting => {
    const candidate =
      fromFlag(path, sources) ?? fromEnv(path, sources) ?? fromFile(path, file) ?? byDefault(path, sources);
    // Defaults are ours; not being set is the default of some.
    const isValid = candidate.source === 'default' || schemaOf(spec.kind).safeParse(candidate.value).success;
    let { value } = candidate;
    if (!isValid) problems.push(wrongValue(path, candidate));
    else if (spec.isPath && typeof value === 'string')
      value = absolute(value, candidate.baseDir, sources.paths.homeDir);
    values.set(path, value);
    return {
      path,
      value: spec.secret ? maskSecret(value) : value,
      source: candidate.source,
      description: spec.description,
    };
  });
  return { values, settings, problems: [...problems, ...contradictions(values)] };
}

function fromFlag(path: SettingPath, { flags, paths }: ConfigSources): Candidate | undefined {
  const name = flagNameOf(path);
  const given = name === undefined ? undefined : flags[flagKey(name)];
  if (name === undefined || given === undefined) return undefined;
  const { kind } = SETTINGS[path];
  // A list's flag is given once for each item.
  const text = kind.type === 'list' && Array.isArray(given) ? given.join(',') : given;
  const value = typeof text === 'string' ? fromText(kind, text) : text;
  return { source: `flag ${name}`, field: name, value, baseDir: paths.workingDir };
}

/** An empty variable counts as unset: that is how a shell or an editor's settings clear one. */
function fromEnv(path: SettingPath, { env, paths }: ConfigSources): Candidate | undefined {
  const name = envNamesOf(path).find((candidate) => (env[candidate] ?? '') !== '');
  if (name === undefined) return undefined;
  const value = fromText(SETTINGS[path].kind, env[name] ?? '');
  return { source: `env ${name}`, field: name, value, baseDir: paths.workingDir };
}

function fromFile(
  path: SettingPath,
  file: { path: string; values: ReadonlyMap<string, unknown> } | undefined,
): Candidate | undefined {
  if (!file?.values.has(path)) return undefined;
  return { source: `file ${file.path}`, field: path, value: file.values.get(path), baseDir: resolve(file.path, '..') };
}

function byDefault(path: SettingPath, { defaults, paths }: ConfigSources): Candidate {
  const value = defaults?.[path] ?? SETTINGS[path].default(paths);
  return { source: 'default', field: path, value, baseDir: paths.workingDir };
}

function wrongValue(path: SettingPath, { source, field, value }: Candidate): AppError {
  const { kind, ...spec } = SETTINGS[path];
  const is = 'secret' in spec ? 'is not valid (its value is not shown)' : `is ${excerpt(value)}`;
  const like = kind.type === 'one-of' && typeof value === 'string' ? nearest(value, kind.values) : undefined;
  const allowed = allowedBy(kind);
  return new AppError('CONFIG_INVALID', `${path} (${source}) ${is}; it must be ${allowed}.`, {
    field,
    limit: allowed,
    ...(like !== undefined && { hint: `Did you mean ${like}?` }),
  });
}

function excerpt(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

function absolute(path: string, baseDir: string, homeDir: string): string {
  if (path === '~' || /^~[/\\]/.test(path)) return join(homeDir, path.slice(1));
  return isAbsolute(path) ? path : resolve(baseDir, path);
}
