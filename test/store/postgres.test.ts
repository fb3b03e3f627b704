import { afterAll, describe, inject } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { createTestDatabase, type TestDatabase } from '../services/test-database.ts';
import { describeStoreContract } from './contract.ts';
import { quietLogger } from './quiet-logger.ts';

describe.skipIf(!inject('postgres'))('the PostgreSQL store', () => {
  let database: TestDatabase | undefined;

  afterAll(() => database?.[Symbol.asyncDispose]());

  describeStoreContract(async () => {
    const { url } = (database = await createTestDatabase());
    return {
      kind: 'postgres',
      open: () => openStore({ databaseUrl: url, dataDir: '', logger: quietLogger, now: Date.now }),
    };
  });
});
