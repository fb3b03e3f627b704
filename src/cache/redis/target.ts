import { AppError } from '../../errors/app-error.ts';

export interface RedisAddress {
  readonly host: string;
  readonly port: number;
}

export interface RedisTarget {
  readonly kind: 'single' | 'sentinel' | 'cluster';
  /** The server, the sentinels, or some nodes of the cluster. */
  readonly addresses: readonly RedisAddress[];
  /** What the sentinels call the server; empty otherwise. */
  readonly masterName: string;
  readonly tls: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** Of the sentinels themselves. */
  readonly sentinelUsername: string | undefined;
  readonly sentinelPassword: string | undefined;
  readonly database: number;
}

const FORM =
  'redis[s]://[user:password@]host[:port][/database], redis[s]+sentinel://…host,host/name or redis[s]+cluster://…host,host';
const URL_FORM =
  /^redis(?<tls>s?)(?:\+(?<kind>sentinel|cluster))?:\/\/(?:(?<username>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?(?<hosts>[^/?#@]+)(?:\/(?<path>[^?#]*))?(?:\?(?<query>[^#]*))?$/;
const HOST_FORM = /^(?:\[(?<v6>[\da-fA-F:.]+)\]|(?<name>[\w.-]+))(?::(?<port>\d{1,5}))?$/;

/**
 * @throws AppError `CONFIG_INVALID`; its message never holds the URL, which may hold a password
 */
export function parseRedisUrl(url: string): RedisTarget {
  const parts = URL_FORM.exec(url)?.groups;
  if (parts === undefined) throw invalid(`it must have the form ${FORM}, with special characters percent-encoded`);
  const kind = parts['kind'] === 'sentinel' || parts['kind'] === 'cluster' ? parts['kind'] : 'single';
  const addresses = (parts['hosts'] ?? '')
    .split(',')
    .map((host) => address(host, kind === 'sentinel' ? 26_379 : 6_379));
  if (kind === 'single' && addresses.length > 1) throw invalid('only +sentinel and +cluster take several hosts');
  const path = (parts['path'] ?? '').split('/').filter((part) => part !== '');
  const masterName = kind === 'sentinel' ? decoded(path.shift()) : '';
  if (kind === 'sentinel' && !masterName)
    throw invalid('+sentinel needs the name of the server after the hosts: /name');
  const database = path.length === 0 ? 0 : Number(path[0]);
  if (path.length > 1 || !Number.isInteger(database) || database < 0)
    throw invalid('the database must be a whole number');
  if (kind === 'cluster' && database !== 0) throw invalid('a cluster has only the database 0');
  // A plus sign is one here as in the rest of the URL, not a space as in a form.
  const query = new URLSearchParams(parts['query']?.replaceAll('+', '%2B'));
  const allowed = kind === 'sentinel' ? ['sentinelUsername', 'sentinelPassword'] : [];
  if ([...query.keys()].some((name) => !allowed.includes(name)))
    throw invalid(
      `it has a parameter that has no effect; user, password and database stand before the question mark${kind === 'sentinel' ? `, after it only ${allowed.join(' and ')}` : ''}`,
    );
  return {
    kind,
    addresses,
    masterName: masterName ?? '',
    tls: parts['tls'] === 's',
    username: decoded(parts['username']),
    password: decoded(parts['password']),
    sentinelUsername: query.get('sentinelUsername') ?? undefined,
    sentinelPassword: query.get('sentinelPassword') ?? undefined,
    database,
  };
}

/** Where Redis is, as it may be shown: neither user nor password nor query. */
export function redisLocation(url: string): string {
  const { kind, addresses, masterName, tls, database } = parseRedisUrl(url);
  const hosts = addresses.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`);
  const path = [masterName, database === 0 ? '' : String(database)].filter(Boolean).map((part) => `/${part}`);
  return `redis${tls ? 's' : ''}${kind === 'single' ? '' : `+${kind}`}://${hosts.join(',')}${path.join('')}`;
}

/** `error` without the passwords of `target`, should a message ever quote one. */
export function withoutSecrets(error: unknown, target: RedisTarget): Error {
  const { password, sentinelPassword } = target;
  const original = error instanceof Error ? error : new Error(String(error));
  const causes = original instanceof AggregateError ? `: ${original.errors.map(String).join('; ')}` : '';
  let message = `${original.message}${causes}`;
  for (const secret of [password, sentinelPassword]) if (secret) message = message.replaceAll(secret, '***');
  const clean = new Error(message);
  clean.name = original.name;
  return clean;
}

function address(text: string, defaultPort: number): RedisAddress {
  const parts = HOST_FORM.exec(text.trim())?.groups;
  const port = Number(parts?.['port'] ?? defaultPort);
  if (parts === undefined || port < 1 || port > 65_535)
    throw invalid('a host must be name, name:port or [address]:port');
  return { host: parts['v6'] ?? parts['name'] ?? '', port };
}

function decoded(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid('a percent sign must be followed by two hexadecimal digits');
  }
}

function invalid(why: string): AppError {
  return new AppError('CONFIG_INVALID', `The Redis URL is not valid (it is not shown): ${why}.`, {
    field: 'cache.redisUrl',
    limit: FORM,
  });
}
