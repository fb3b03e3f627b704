import { AppError, type AppErrorDetails } from '../../errors/app-error.ts';
import type { ErrorCode } from '../../errors/catalogue.ts';

interface Meaning {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: AppErrorDetails;
}

const SETTING = { field: 'DATABASE_URL' } as const;

/** The next connection may lead to the primary: after a failover, or when the server is no longer read-only. */
export const READ_ONLY = {
  retryable: true,
  hint: 'Try again shortly. If it lasts, point DATABASE_URL at the primary: a standby cannot be written.',
} as const satisfies AppErrorDetails;

const READ_ONLY_SQL_TRANSACTION = '25006';

/** By this code PgBouncer tells all that goes wrong, such as a server that is away. */
const PROTOCOL_VIOLATION = '08P01';

/** By SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html, or by the first two characters of it. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  '08': { code: 'STORE_UNAVAILABLE', message: 'broke the connection' },
  [PROTOCOL_VIOLATION]: { code: 'STORE_UNAVAILABLE', message: 'or the pooler before it ended the connection' },
  '22': { code: 'INVALID_ARGUMENT', message: 'cannot store one of the values' },
  '28': { code: 'CONFIG_INVALID', message: 'refuses the user or the password of DATABASE_URL', details: SETTING },
  '3D': { code: 'CONFIG_INVALID', message: 'has no such database', details: SETTING },
  '3F': { code: 'CONFIG_INVALID', message: 'has no schema in the search path to put tables in', details: SETTING },
  '40': { code: 'STORE_UNAVAILABLE', message: 'could not finish this beside other changes' },
  '53': { code: 'STORE_UNAVAILABLE', message: 'is short of resources' },
  '53100': {
    code: 'STORE_FULL',
    message: 'has no disk space left',
    details: { hint: 'Free space on the disk of the PostgreSQL server.' },
  },
  '53300': { code: 'STORE_UNAVAILABLE', message: 'has too many connections' },
  '55P03': { code: 'STORE_UNAVAILABLE', message: 'could not get a lock in time' },
  '57': { code: 'STORE_UNAVAILABLE', message: 'ended the connection or is not ready' },
  '57014': { code: 'STORE_UNAVAILABLE', message: 'took too long' },
  '58': { code: 'STORE_UNAVAILABLE', message: 'has trouble with its disk' },
  [READ_ONLY_SQL_TRANSACTION]: { code: 'STORE_READ_ONLY', message: 'is read-only', details: READ_ONLY },
  '42501': {
    code: 'CONFIG_INVALID',
    message: 'does not let the user of DATABASE_URL do this',
    details: {
      ...SETTING,
      hint: 'Grant the user CREATE on the schema and all rights on the tables of prompt-improver.',
    },
  },
  '42P01': {
    code: 'STORE_CORRUPT',
    message: 'has lost a table of prompt-improver',
    details: { hint: 'Restore the database from a backup, or use an empty one and start again.' },
  },
  '42P07': {
    code: 'CONFIG_INVALID',
    message: 'has a table of another application under the name of one of ours',
    details: {
      ...SETTING,
      hint: 'Use a database of its own, or a schema of its own with ?options=-csearch_path%3Dname.',
    },
  },
  XX: {
    code: 'STORE_CORRUPT',
    message: 'found damaged data',
    details: { hint: 'The log of the PostgreSQL server says what is damaged.' },
  },
};

const REFUSED_PARAMETER: Meaning = {
  code: 'CONFIG_INVALID',
  message: 'or the pooler before it refuses how we connect',
  details: {
    ...SETTING,
    hint: 'Set PROMPT_IMPROVER_STORE_SESSION_SETTINGS=off for a pooler that refuses startup parameters.',
  },
};

/** While connecting: a parameter that there is not, or whose value it cannot have. */
const STARTUP_STATES: ReadonlySet<string> = new Set(['22023', '42601', '42704', '55P02']);
const REFUSED_OPTIONS: Meaning = {
  code: 'CONFIG_INVALID',
  message: 'refuses the options of DATABASE_URL',
  details: {
    ...SETTING,
    hint: 'Correct `options` in DATABASE_URL, such as ?options=-csearch_path%3Dname. A PostgreSQL older than 15 may not know ours.',
  },
};

const UNREACHABLE_HINT =
  'Try again shortly. If it lasts, check host, port and sslmode of DATABASE_URL: `prompt-improver doctor` shows them.';

/**
 * What `pg` or the server threw, in the terms of the error catalogue. What has no SQLSTATE comes from the connection.
 *
 * @param location `host:port/database`
 */
export function toStoreError(thrown: unknown, location: string): AppError {
  if (thrown instanceof AppError) return thrown;
  if (!(thrown instanceof Error) || thrown instanceof TypeError) {
    return new AppError('INTERNAL', 'The PostgreSQL store failed.', { cause: thrown });
  }
  const state = sqlState(thrown);
  if (state === undefined) {
    const reason = codeOf(thrown) ?? thrown.message;
    return new AppError('STORE_UNAVAILABLE', `PostgreSQL at ${location} cannot be reached: ${reason}.`, {
      hint: UNREACHABLE_HINT,
      cause: thrown,
    });
  }
  // Both quote rows, and a row may hold a prompt.
  if ('detail' in thrown) thrown.detail = undefined;
  if ('where' in thrown) thrown.where = undefined;
  const meaning = meaningOf(state, thrown);
  if (meaning === undefined) {
    return new AppError('INTERNAL', `PostgreSQL at ${location} failed (SQLSTATE ${state}).`, { cause: thrown });
  }
  const message = `PostgreSQL at ${location} ${meaning.message} (SQLSTATE ${state}).`;
  return new AppError(meaning.code, message, { ...meaning.details, cause: thrown });
}

function meaningOf(state: string, error: Error): Meaning | undefined {
  if (state === PROTOCOL_VIOLATION && error.message.includes('startup parameter')) return REFUSED_PARAMETER;
  if (STARTUP_STATES.has(state) && severityOf(error) === 'FATAL') return REFUSED_OPTIONS;
  return MEANINGS[state] ?? MEANINGS[state.slice(0, 2)];
}

/**
 * True unless the server refused the statement and goes on: then the connection is as good as before. One to a server that
 * cannot be written is not: a new one may lead elsewhere.
 */
export function isConnectionBroken(thrown: unknown): boolean {
  const state = thrown instanceof Error ? sqlState(thrown) : undefined;
  return state === undefined || ENDING_STATE.test(state) || isEnding(severityOf(thrown)) || isReadOnlyServer(thrown);
}

/** With these a server ends the connection. It tells the severity in its own language, in which ERROR may be FEHLER. */
const ENDING_STATE = /^(?:08|28|3D|57P|25P0[34]|53300)/;

function isEnding(severity: unknown): boolean {
  return severity === 'FATAL' || severity === 'PANIC';
}

/** The server is, or has become, read-only; the statement was not carried out. */
export function isReadOnlyServer(thrown: unknown): boolean {
  return thrown instanceof Error && sqlState(thrown) === READ_ONLY_SQL_TRANSACTION;
}

function sqlState(error: Error): string | undefined {
  // Only errors that the server sent have a severity; `code` alone may be one of Node's, such as EPIPE.
  return 'severity' in error ? codeOf(error) : undefined;
}

function severityOf(error: unknown): unknown {
  return error instanceof Error && 'severity' in error ? error.severity : undefined;
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
