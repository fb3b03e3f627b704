import type { Logger } from '../../log/logger.ts';
import { SqlStore } from '../sql/sql-store.ts';
import type { Store } from '../store.ts';
import { EmbeddedDatabase } from './embedded-database.ts';

/**
 * Opens the database `prompt-improver.db` in `dataDir`, making both if they are not there.
 *
 * @throws AppError `STORE_…`, or `CONFIG_INVALID` when `dataDir` is not a folder
 */
export async function openEmbeddedStore(dataDir: string, logger: Logger, now: () => number): Promise<Store> {
  return new SqlStore(await EmbeddedDatabase.open(dataDir, logger, now));
}
