import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { databaseUrlOf } from './database-url.ts';
import { withClient } from './postgres.ts';

export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
}

export interface TestDatabaseOptions {
  /** Without tables, instead of with the migrated schema. */
  readonly empty?: boolean;
}

/** A database of its own on the shared server, dropped with its connections when disposed of. */
export async function createTestDatabase({ empty = false }: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const service = inject('postgres');
  if (service === undefined)
    throw new Error('There is no PostgreSQL: skip this test with describe.skipIf(!inject("postgres")).');
  const { url, template } = service;
  const name = `prompt_improver_test_${randomBytes(6).toString('hex')}`;
  await withClient(url, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${empty ? 'template0' : template}`));
  return {
    url: databaseUrlOf(url, name),
    async [Symbol.asyncDispose]() {
      await withClient(url, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}
