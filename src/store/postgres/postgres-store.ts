import type { Logger } from '../../log/logger.ts';
import { SqlStore } from '../sql/sql-store.ts';
import type { Store } from '../store.ts';
import { PostgresDatabase } from './postgres-database.ts';

/** More than this for one process slows PostgreSQL down on few cores. */
const DEFAULT_MAX_CONNECTIONS = 8;

/**
 * Opens the database that `databaseUrl` names, its tables in the first schema of the search path.
 *
 * @throws AppError `STORE_…`, or `CONFIG_INVALID` when the URL, the user, the password or the database is not right
 */
export async function openPostgresStore(
  databaseUrl: string,
  logger: Logger,
  now: () => number,
  maxConnections = DEFAULT_MAX_CONNECTIONS,
): Promise<Store> {
  return new SqlStore(await PostgresDatabase.open(databaseUrl, maxConnections, logger, now));
}
