import { Client, type PoolConfig, types } from 'pg';
import { AppError } from '../../errors/app-error.ts';

const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 5_000;
/** For a server that has gone silent: it can no longer end the statement itself. */
const QUERY_TIMEOUT_MS = 8_000;

const INT8_OID = 20;

/**
 * How to connect. What the URL says of timeouts, TLS (`sslmode`) or `options` wins.
 *
 * @throws AppError `CONFIG_INVALID` for a URL that cannot be used. Its message and cause never hold the URL.
 */
export function connectionConfig(databaseUrl: string): { readonly config: PoolConfig; readonly location: string } {
  if (!/^postgres(?:ql)?:\/\//.test(databaseUrl)) throw invalidUrl('it must begin with postgres://');
  const config: PoolConfig = {
    connectionString: databaseUrl,
    application_name: 'prompt-improver',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    types: { getTypeParser },
  };
  try {
    // Making a client reads the URL; nothing is connected.
    const { host, port, database } = new Client(config);
    return { config, location: `${host}:${port}/${database ?? ''}` };
  } catch (thrown) {
    throw invalidUrl(thrown instanceof Error ? thrown.message : 'it cannot be read');
  }
}

function invalidUrl(reason: string): AppError {
  return new AppError('CONFIG_INVALID', `DATABASE_URL cannot be used: ${reason}.`, {
    field: 'DATABASE_URL',
    hint: 'Use the form postgres://user:password@host:5432/database.',
  });
}

/** Integers of 64 bits become numbers: ours are counts and milliseconds, far below 2^53. */
const getTypeParser: typeof types.getTypeParser = (oid: number, format?: string) =>
  // The overloads tell text from binary parsers; the format is passed on, so the one that comes back fits.
  oid === INT8_OID ? Number : types.getTypeParser(oid, format as 'text');
