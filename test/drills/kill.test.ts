/** `npm run bench kill-9` does the same a hundred times. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { createTestDatabase } from '../services/test-database.ts';
import { openEmbeddedAt, openPostgresAt } from '../store/open-store.ts';
import { killRun, type KillTarget } from './kill-run.ts';

const RUNS = 5;

async function expectNothingLost(target: KillTarget): Promise<void> {
  for (let run = 0; run < RUNS; run++) {
    const result = await killRun(target, `run-${run}`, 40 + run * 61);
    expect(result.lost).toEqual([]);
    // Every caller waited for an answer when it happened: it was in the middle of work.
    expect(result.unanswered).toBe(16);
    expect(result.acknowledged).toBeGreaterThan(10);
  }
}

describe('a replica that is killed with kill -9 while it writes loses nothing that it has acknowledged', () => {
  it('on the embedded store', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'prompt-improver-test-'));
    try {
      await expectNothingLost({ replica: { dataDir }, open: () => openEmbeddedAt(dataDir) });
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  });

  it.skipIf(!inject('postgres'))('on PostgreSQL', async () => {
    await using database = await createTestDatabase();
    const { url } = database;
    await expectNothingLost({ replica: { databaseUrl: url }, open: () => openPostgresAt(url) });
  });
});
