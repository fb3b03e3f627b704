/**
 * What it saves to write together the records that arrive together: the same records one by one and batched, on both
 * stores, in interleaved rounds, closed loop. A PostgreSQL server of its own is started (`test/services`); it does not
 * wait for the disk at a commit, so batching saves more in production than here.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { RecordWriter } from '../src/services/record-writer.ts';
import { openStore } from '../src/store/open.ts';
import type { ImprovementRecord, Store } from '../src/store/store.ts';
import { startPostgres } from '../test/services/postgres.ts';
import { findPostgres } from '../test/services/postgres-binaries.ts';
import { POSTGRES_DEFAULTS } from '../test/store/open-store.ts';
import { quietLogger } from '../test/store/quiet-logger.ts';
import { environment, format, summarise, table } from './samples.ts';

const ROUNDS = 5;
const RECORDS = 1_500;
const CALLERS = [1, 8, 64, 256] as const;
const WINDOW_MS = 5;

const text = 'Sort the list of orders by date, newest first, and keep those without a date at the end. '.repeat(10);

function improvement(): ImprovementRecord {
  return {
    id: uuidv7(),
    owner: 'bench',
    createdAtMs: Date.now(),
    prompt: text,
    improved: text,
    promptBytes: text.length,
    changed: false,
    verdict: 'good',
    language: 'en',
    task: 'code',
    target: 'unknown',
    scoreBefore: 80,
    scoreAfter: 80,
    scorePotential: 90,
    rules: ['T05'],
    questions: 0,
    rulesetHash: 'bench',
    durationMs: 0.4,
  };
}

interface Run {
  readonly perSecond: number;
  /** Of one write, as its caller sees it. */
  readonly latencyMs: number;
}

async function measure(store: Store, windowMs: number, callers: number): Promise<Run> {
  const writer = new RecordWriter({ store: async () => store, windowMs });
  const records = Math.min(RECORDS, callers * 100);
  const latencies: number[] = [];
  let started = 0;
  const caller = async () => {
    while (started++ < records) {
      const sinceMs = performance.now();
      await writer.writeImprovement(improvement());
      latencies.push(performance.now() - sinceMs);
    }
  };
  const startMs = performance.now();
  await Promise.all(Array.from({ length: callers }, caller));
  const perSecond = (records / (performance.now() - startMs)) * 1_000;
  return { perSecond, latencyMs: summarise(latencies).p50 };
}

const dataDir = mkdtempSync(join(tmpdir(), 'prompt-improver-bench-'));
const rows: string[][] = [
  ['store', 'callers', 'one by one, records/s', 'batched, records/s', 'ratio', 'one by one, p50 ms', 'batched, p50 ms'],
];
{
  await using server = await startPostgres({ bin: await findPostgres() });
  const common = { dataDir, ...POSTGRES_DEFAULTS, poolMin: 4, poolMax: 16, logger: quietLogger, now: Date.now };
  for (const databaseUrl of [undefined, server.url]) {
    await using store = await openStore({ ...common, databaseUrl });
    for (const callers of CALLERS) {
      const single: Run[] = [];
      const batched: Run[] = [];
      for (let round = 0; round <= ROUNDS; round++) {
        const runs = [await measure(store, 0, callers), await measure(store, WINDOW_MS, callers)] as const;
        // The first round warms up.
        if (round > 0) {
          single.push(runs[0]);
          batched.push(runs[1]);
        }
      }
      const perSecond = (runs: readonly Run[]) => summarise(runs.map((run) => run.perSecond)).p50;
      const latency = (runs: readonly Run[]) => summarise(runs.map((run) => run.latencyMs)).p50;
      rows.push([
        databaseUrl === undefined ? 'embedded' : 'PostgreSQL',
        String(callers),
        format(perSecond(single), 0),
        format(perSecond(batched), 0),
        format(perSecond(batched) / perSecond(single), 2),
        format(latency(single), 2),
        format(latency(batched), 2),
      ]);
    }
  }
}
rmSync(dataDir, { recursive: true, force: true });
console.log(
  `Improvements of ${text.length} characters, median of ${ROUNDS} rounds of at most ${RECORDS} records, interleaved. ${environment()}.\n`,
);
console.log(table(rows));
