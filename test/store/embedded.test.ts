import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { describeStoreContract } from './contract.ts';
import { quietLogger } from './quiet-logger.ts';

describe('the embedded store', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'prompt-improver-test-'));

  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  describeStoreContract(async () => ({
    kind: 'embedded',
    open: () => openStore({ databaseUrl: undefined, dataDir, logger: quietLogger, now: Date.now }),
  }));
});
