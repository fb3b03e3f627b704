import { afterAll, describe, inject } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../services/test-database.ts';
import { describeStoreContract } from './contract.ts';
import { openPostgresAt } from './open-store.ts';

describe.skipIf(!inject('postgres'))('the PostgreSQL store', () => {
  let database: TestDatabase | undefined;

  afterAll(() => database?.[Symbol.asyncDispose]());

  describeStoreContract(async () => {
    const { url } = (database = await createTestDatabase());
    return {
      kind: 'postgres',
      open: () => openPostgresAt(url),
    };
  });
});
