import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { describeStoreContract } from './contract.ts';
import { openEmbeddedAt } from './open-store.ts';

describe('the embedded store', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'prompt-improver-test-'));

  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  describeStoreContract(async () => ({
    kind: 'embedded',
    open: () => openEmbeddedAt(dataDir),
  }));
});
