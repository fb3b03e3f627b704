import type { Logger } from '../log/logger.ts';
import type { PostgresOptions } from './postgres/postgres-database.ts';
import type { Store } from './store.ts';

export interface StoreOptions extends PostgresOptions {
  /** PostgreSQL when set, the embedded database in `dataDir` otherwise. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Opens the configured store, its schema up to date. Only the dialect in use is loaded.
 *
 * @throws AppError `STORE_…`, or `CONFIG_INVALID` when the URL or the folder cannot be used
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl, dataDir, logger, now } = options;
  if (databaseUrl === undefined) {
    const { openEmbeddedStore } = await import('./embedded/embedded-store.ts');
    return openEmbeddedStore(dataDir, logger, now);
  }
  const { openPostgresStore } = await import('./postgres/postgres-store.ts');
  return openPostgresStore(databaseUrl, options, logger, now);
}
