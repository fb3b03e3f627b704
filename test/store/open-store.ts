import { openStore } from '../../src/store/open.ts';
import type { PostgresOptions } from '../../src/store/postgres/postgres-database.ts';
import type { Store } from '../../src/store/store.ts';
import { quietLogger } from './quiet-logger.ts';

export function openEmbeddedAt(dataDir: string): Promise<Store> {
  return openStore({ databaseUrl: undefined, dataDir, ...POSTGRES_DEFAULTS, logger: quietLogger, now: Date.now });
}

export function openPostgresAt(databaseUrl: string, options: Partial<PostgresOptions> = {}): Promise<Store> {
  return openStore({ databaseUrl, dataDir: '', ...POSTGRES_DEFAULTS, ...options, logger: quietLogger, now: Date.now });
}

/** As configured by default, but for fewer connections: tests run side by side on one server. */
export const POSTGRES_DEFAULTS: PostgresOptions = {
  poolMin: 1,
  poolMax: 8,
  preparedStatements: 'on',
  sessionSettings: 'on',
};
