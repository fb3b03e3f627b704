import type { Logger } from '../../log/logger.ts';
import { SqlStore } from '../sql/sql-store.ts';
import type { Store } from '../store.ts';
import { PostgresDatabase, type PostgresOptions } from './postgres-database.ts';

/**
 * Opens the database that `databaseUrl` names, its tables in the first schema of the search path.
 *
 * @throws AppError `STORE_…`, or `CONFIG_INVALID` when the URL, the user, the password or the database is not right
 */
export async function openPostgresStore(
  databaseUrl: string,
  options: PostgresOptions,
  logger: Logger,
  now: () => number,
): Promise<Store> {
  return new SqlStore(await PostgresDatabase.open(databaseUrl, options, logger, now));
}
