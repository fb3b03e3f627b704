/** What `doctor` looks at. A check never throws: what is wrong is its result. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import type { Config } from '../../config/types.ts';
import { toAppError, type AppError } from '../../errors/app-error.ts';
import type { RuleView, StatusReport } from '../../services/types.ts';
import { isSupportedNode, OLDEST_NODE } from '../../config/node-version.ts';

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, in one sentence. */
  readonly detail: string;
  readonly code?: string;
  readonly hint?: string;
}

export function checkNode(version: string): Check {
  const ok = isSupportedNode(version);
  const name = 'node';
  return ok
    ? { name, ok, detail: `${version} is supported.` }
    : {
        name,
        ok,
        detail: `${version} is too old; ${OLDEST_NODE} or later is needed.`,
        hint: 'Install a supported version of Node.js.',
      };
}

export function checkConfig(problems: readonly AppError[], unknownVariables: readonly string[]): readonly Check[] {
  const name = 'configuration';
  const failures = problems.map(({ code, message, hint }): Check => ({ name, ok: false, code, detail: message, hint }));
  const ignored = unknownVariables.map((variable): Check => ({
    name,
    ok: false,
    detail: `The environment variable ${variable} is not known and has no effect.`,
    hint: 'Correct its name or remove it.',
  }));
  return failures.length + ignored.length > 0
    ? [...failures, ...ignored]
    : [{ name, ok: true, detail: 'Every setting is valid.' }];
}

/** Opens the store as the server would; the embedded one is made if it is not there. */
export function checkStore(status: StatusReport['store']): Check {
  const name = 'store';
  if (status.state === 'unavailable') {
    const { code, message, hint } = status;
    return { name, ok: false, code, detail: message, hint };
  }
  const { kind, location, schemaVersion, latencyMs, serverVersion, pool, sessionSettings } = status;
  return {
    name,
    ok: true,
    detail: [
      `${kind} at ${location}, schema version ${schemaVersion}, ${serverVersion}, answers in ${latencyMs.toFixed(1)} ms`,
      ...(pool ? [`${pool.min} to ${pool.max} connections, ${pool.size} open`] : []),
      ...Object.entries(sessionSettings ?? {}).map(([name, value]) => `${name} ${value}`),
    ]
      .join(', ')
      .concat('.'),
  };
}

/** The program runs without Redis: one that is configured and away is worth a word all the same. */
export function checkCache({ levels, redis, problem, spaces }: StatusReport['cache']): Check {
  const name = 'cache';
  if (levels === 'off') return { name, ok: true, detail: 'Switched off.' };
  if (problem) return { name, ok: false, code: problem.code, detail: problem.message, hint: 'Correct REDIS_URL.' };
  const kept = spaces.map((space) => `${space.name} ${space.ttlSeconds} s`).join(', ');
  if (redis === undefined) return { name, ok: true, detail: `In the memory of each process, without Redis: ${kept}.` };
  const { location, isConnected, readP50Ms } = redis;
  if (isConnected) {
    const answer = readP50Ms === null ? '' : `, answers in ${readP50Ms.toFixed(1)} ms`;
    return { name, ok: true, detail: `Redis at ${location} is connected${answer}; in memory and there: ${kept}.` };
  }
  return {
    name,
    ok: false,
    detail: `Redis at ${location} cannot be reached${redis.problem === null ? '' : ` (${redis.problem})`}; caching goes on without it: ${kept}.`,
    hint: 'Start it, correct REDIS_URL, or set PROMPT_IMPROVER_CACHE_LEVELS=memory to do without.',
  };
}

export function checkRules(rules: readonly RuleView[]): readonly Check[] {
  const name = 'rules';
  const refused = rules.flatMap(({ id, problems }) =>
    problems.map(({ message }): Check => ({
      name,
      ok: false,
      detail: `${id}: ${message} The default holds.`,
      hint: `Correct it with prompt-improver rules set ${id} <name>=<value>, or go back to the defaults with rules reset ${id}.`,
    })),
  );
  if (refused.length > 0) return refused;
  const off = rules.filter(({ enabled }) => !enabled).map(({ id }) => id);
  const tuned = rules.filter(({ params }) => params.some(({ changed }) => changed)).map(({ id }) => id);
  const parts = [`${rules.length} rules`, named('switched off', off), named('tuned', tuned)];
  return [{ name, ok: true, detail: `${parts.filter(Boolean).join('; ')}.` }];
}

function named(what: string, ids: readonly string[]): string {
  return ids.length === 0 ? '' : `${what}: ${ids.join(', ')}`;
}

export async function checkDataDir({ dataDir, databaseUrl }: Config['store']): Promise<Check> {
  const name = 'data folder';
  if (databaseUrl !== undefined)
    return { name, ok: true, detail: `${dataDir} is not used: a PostgreSQL database is configured.` };
  try {
    await access(dataDir, constants.W_OK | constants.X_OK);
    return { name, ok: true, detail: `${dataDir} can be written.` };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : toAppError(error).code;
    return {
      name,
      ok: false,
      detail: `${dataDir} cannot be written (${code}).`,
      hint: 'Make it writable or choose another with --data-dir.',
    };
  }
}
