/**
 * Which migrations a store still needs. They are modules, not `.sql` files, so that they survive bundling. A migration
 * that has been released is never edited; its checksum, kept beside its number, tells when one was.
 */
import { createHash } from 'node:crypto';
import { AppError } from '../../errors/app-error.ts';

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** A row of `prompt_improver_migrations`. Version n is the n-th migration of the dialect. */
export interface AppliedMigration {
  readonly version: number;
  readonly checksum: string;
}

export interface PendingMigration extends Migration, AppliedMigration {}

/** SQL that both dialects run before they read `prompt_improver_migrations`. */
export const CREATE_MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS prompt_improver_migrations (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  checksum TEXT NOT NULL,
  applied_at_ms BIGINT NOT NULL
)`;

/**
 * @returns the migrations to apply, in order
 * @throws AppError `STORE_TOO_NEW` when a newer version has migrated the store, `STORE_CORRUPT` when what was applied is
 *   not what this version would have applied
 */
export function pendingMigrations(
  migrations: readonly Migration[],
  applied: readonly AppliedMigration[],
): readonly PendingMigration[] {
  const newest = applied.reduce((max, { version }) => Math.max(max, version), 0);
  if (newest > migrations.length) {
    throw new AppError(
      'STORE_TOO_NEW',
      `The store is at schema version ${newest}; this version of prompt-improver knows ${migrations.length}.`,
    );
  }
  const checksums = new Map(applied.map(({ version, checksum }) => [version, checksum]));
  return migrations.flatMap((migration, index): PendingMigration[] => {
    const version = index + 1;
    const checksum = createHash('sha256').update(migration.sql).digest('hex');
    const found = checksums.get(version);
    if (found === checksum) return [];
    if (found === undefined && version > newest) return [{ ...migration, version, checksum }];
    throw new AppError(
      'STORE_CORRUPT',
      `Migration ${version} (${migration.name}) of the store is ${found === undefined ? 'missing' : 'not the released one'}.`,
      { hint: 'The store was made by an unreleased build. Use another data folder or database.' },
    );
  });
}
