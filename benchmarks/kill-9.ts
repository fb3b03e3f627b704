/**
 * `kill -9` of a busy server, again and again: what it had acknowledged must be in the store. `--runs <number>`, for each
 * of the two stores, is 100 unless said otherwise. The tests do five.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killRun, type KillTarget } from '../test/drills/kill-run.ts';
import { findPostgres } from '../test/services/postgres-binaries.ts';
import { startPostgres } from '../test/services/postgres.ts';
import { openEmbeddedAt, openPostgresAt } from '../test/store/open-store.ts';
import { environment, table } from './samples.ts';

const RUNS = Number(parseArgs({ options: { runs: { type: 'string', default: '100' } } }).values.runs);
/** Kills fall anywhere in so long a time of work. */
const SPREAD_MS = 400;

const dataDir = mkdtempSync(join(tmpdir(), 'prompt-improver-bench-'));
await using postgres = await startPostgres({ bin: await findPostgres() });
const targets: Readonly<Record<string, KillTarget>> = {
  embedded: { replica: { dataDir }, open: () => openEmbeddedAt(dataDir) },
  postgres: { replica: { databaseUrl: postgres.url }, open: () => openPostgresAt(postgres.url) },
};
const rows: string[][] = [];
for (const [store, target] of Object.entries(targets)) {
  let acknowledged = 0;
  let unanswered = 0;
  const lost: string[] = [];
  for (let run = 0; run < RUNS; run++) {
    const result = await killRun(target, `run-${run}`, Math.random() * SPREAD_MS);
    acknowledged += result.acknowledged;
    unanswered += result.unanswered;
    lost.push(...result.lost);
  }
  for (const what of lost) console.error(`lost: ${what}`);
  if (lost.length > 0) process.exitCode = 3;
  rows.push([store, String(RUNS), String(acknowledged), String(unanswered), String(lost.length)]);
}
rmSync(dataDir, { recursive: true, force: true });
console.log(`A busy server killed with kill -9. ${environment()}.\n`);
console.log(table([['store', 'runs', 'acknowledged writes', 'calls cut off', 'acknowledged and lost'], ...rows]));
