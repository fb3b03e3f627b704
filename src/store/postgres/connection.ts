import { Client, type ClientConfig, types } from 'pg';
import { invalidUrl, urlsByHost } from './host-list.ts';
import { startupOptions } from './session-settings.ts';

/** For a server that has gone silent: it can no longer end the statement itself. */
const QUERY_TIMEOUT_MS = 8_000;
/** Connecting, and waiting for a connection of the pool. */
const ACQUIRE_TIMEOUT_MS = 10_000;

const INT8_OID = 20;

export interface Target {
  readonly config: ClientConfig;
  /** `host:port/database` */
  readonly location: string;
}

/**
 * How to connect to each host of the URL, with `SESSION_SETTINGS` in the startup packet or without. What the URL says of timeouts,
 * TLS (`sslmode`) or `options` wins.
 *
 * @throws AppError `CONFIG_INVALID` for a URL that cannot be used. Its message and cause never hold the URL.
 */
export function connectionTargets(databaseUrl: string, sessionSettings: boolean): readonly [Target, ...Target[]] {
  const [first = databaseUrl, ...more] = urlsByHost(databaseUrl);
  return [connectionConfig(first, sessionSettings), ...more.map((url) => connectionConfig(url, sessionSettings))];
}

/** Of a URL with one host. */
export function connectionConfig(databaseUrl: string, sessionSettings: boolean): Target {
  if (!/^postgres(?:ql)?:\/\//.test(databaseUrl)) throw invalidUrl('it must begin with postgres://');
  if (isTornPassword(databaseUrl)) throw invalidUrl('special characters of the password must be percent-encoded');
  const target = readUrl(databaseUrl, sessionSettings);
  if (target.location.includes(','))
    throw invalidUrl('several hosts must stand before the database, as host:port,host:port');
  return target;
}

function readUrl(databaseUrl: string, sessionSettings: boolean): Target {
  try {
    const config: ClientConfig = {
      connectionString: sessionSettings ? withStartupOptions(databaseUrl) : databaseUrl,
      application_name: 'prompt-improver',
      connectionTimeoutMillis: ACQUIRE_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      keepAlive: true,
      types: { getTypeParser },
    };
    // Making a client reads the URL; nothing is connected.
    const { host, port, database } = new Client(config);
    return { config, location: `${host}:${port}/${database ?? ''}` };
  } catch (thrown) {
    throw invalidUrl(thrown instanceof Error ? thrown.message : 'it cannot be read');
  }
}

/**
 * A `/`, `?` or `#` in a password ends what is read as user, password and host: the rest of it would be taken for the database,
 * and told as such, with a part of it as host and port.
 */
function isTornPassword(databaseUrl: string): boolean {
  return /^[^:]+:\/\/(?:[^?#]*#|[^/?#]*(?:\/[^?#]*@|(?:\/[^?#]*)?\?[^=]*@))/.test(databaseUrl);
}

/** The driver takes `options` of the URL alone if there are any, so ours are joined to them there. */
function withStartupOptions(databaseUrl: string): string {
  const [, beforeQuery = '', query = ''] = /^([^?]*)\??(.*)$/s.exec(databaseUrl) ?? [];
  const parameters = new URLSearchParams(query);
  parameters.set('options', startupOptions(parameters.get('options') ?? undefined));
  // The driver reads the query as a URL does, in which `+` would be a space only by the rules of forms.
  return `${beforeQuery}?${parameters.toString().replaceAll('+', '%20')}`;
}

/** Integers of 64 bits become numbers: ours are counts and milliseconds, far below 2^53. */
const getTypeParser: typeof types.getTypeParser = (oid: number, format?: string) =>
  // The overloads tell text from binary parsers; the format is passed on, so the one that comes back fits.
  oid === INT8_OID ? Number : types.getTypeParser(oid, format as 'text');
