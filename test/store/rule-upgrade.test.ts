/** A store of the first release, in which somebody has switched a rule off. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, inject, test } from 'vitest';
import { EMBEDDED_MIGRATIONS } from '../../src/store/embedded/migrations/all.ts';
import { POSTGRES_MIGRATIONS } from '../../src/store/postgres/migrations/all.ts';
import { CREATE_MIGRATIONS_TABLE, type Migration, pendingMigrations } from '../../src/store/sql/migrations.ts';
import type { Store } from '../../src/store/store.ts';
import { withClient } from '../services/postgres.ts';
import { createTestDatabase } from '../services/test-database.ts';
import { openEmbeddedAt, openPostgresAt } from './open-store.ts';

function firstRelease(migrations: readonly Migration[], off: string): string {
  const [first] = pendingMigrations(migrations.slice(0, 1), []);
  if (!first) throw new Error('There is no first migration.');
  return `${CREATE_MIGRATIONS_TABLE};
    ${first.sql};
    INSERT INTO prompt_improver_migrations VALUES (1, '${first.name}', '${first.checksum}', 0);
    INSERT INTO rules VALUES ('Q09', ${off}, '{}', 4, 7)`;
}

async function expectKept(opened: Promise<Store>): Promise<void> {
  await using store = await opened;
  const undescribed = { name: '', kind: '', summary: '', evidence: '', accepts: '', revision: 0 };
  const kept = { id: 'Q09', enabled: false, params: {}, version: 4, updatedAtMs: 7 };
  expect(await store.rules.list()).toEqual([{ ...undescribed, ...kept }]);
  const described = { name: 'a.rule', kind: 'ask', summary: 'S.', evidence: 'E.', accepts: '', revision: 1 };
  await store.rules.seed([{ id: 'Q09', ...described }], 9);
  expect(await store.rules.list()).toEqual([{ ...described, ...kept }]);
}

test('of the embedded kind keeps the switch, and is described', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'prompt-improver-test-'));
  try {
    const database = new DatabaseSync(join(dataDir, 'prompt-improver.db'));
    database.exec(firstRelease(EMBEDDED_MIGRATIONS, '0'));
    database.close();
    await expectKept(openEmbeddedAt(dataDir));
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});

test.skipIf(!inject('postgres'))('of PostgreSQL keeps the switch, and is described', async () => {
  await using database = await createTestDatabase({ empty: true });
  await withClient(database.url, (client) => client.query(firstRelease(POSTGRES_MIGRATIONS, 'false')));
  await expectKept(openPostgresAt(database.url));
});
