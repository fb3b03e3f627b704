/**
 * What it saves to write together the records and sessions that arrive together: the same ones one by one and together, on
 * both stores, in interleaved rounds, closed loop. A PostgreSQL server of its own is started (`test/services`); it does not
 * wait for the disk at a commit, so batching saves more in production than here. `server`: what it saves a whole server.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { RecordWriter } from '../src/services/record-writer.ts';
import { openStore } from '../src/store/open.ts';
import type { ImprovementRecord, SessionKey, Store } from '../src/store/store.ts';
import { startPostgres } from '../test/services/postgres.ts';
import { findPostgres } from '../test/services/postgres-binaries.ts';
import { POSTGRES_DEFAULTS } from '../test/store/open-store.ts';
import { quietLogger } from '../test/store/quiet-logger.ts';
import { environment, format, summarise, table } from './samples.ts';
import { throughServer } from './writes/through-server.ts';

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

type Write = (writer: RecordWriter, caller: number) => Promise<unknown>;

const sessionData = { goal: text, notes: ['shorter', 'in English'], step: 1 };
const DATA_BYTES = JSON.stringify(sessionData).length;

function setOf(owner: string, id: string) {
  const common = { ttlSeconds: 3_600, maxSessions: 2 * RECORDS, nowMs: Date.now() };
  return { kind: 'set', owner, id, data: sessionData, dataBytes: DATA_BYTES, ...common } as const;
}

const GROUP = 50;

/** A group for each owner: the sessions of one are counted for each new one. */
async function fill(store: Store, count: number): Promise<SessionKey[]> {
  const keys: SessionKey[] = [];
  while (keys.length < count) {
    const owner = uuidv7();
    const group = Array.from({ length: GROUP }, (_, n) => ({ owner, id: `s${n}` }));
    await store.sessions.changeMany(group.map(({ id }) => setOf(owner, id)));
    keys.push(...group);
  }
  return keys;
}

/** What a run does again and again. The sessions of each run have an owner of their own: one has at most some thousand. */
const WRITES: Readonly<Record<string, (store: Store) => Promise<Write>>> = {
  improvements: async () => (writer) => writer.writeImprovement(improvement()),
  'sessions changed': async () => {
    const owner = uuidv7();
    return (writer, caller) => writer.changeSession(setOf(owner, `caller-${caller}`));
  },
  'sessions made': async () => {
    const owner = uuidv7();
    return (writer) => writer.changeSession(setOf(owner, uuidv7()));
  },
  'sessions touched': async (store) => {
    const keys = await fill(store, Math.max(...CALLERS));
    const key = (caller: number) => keys[caller] ?? { owner: 'bench', id: 'absent' };
    return (writer, caller) => writer.changeSession({ kind: 'touch', ...key(caller), nowMs: Date.now() });
  },
  'sessions deleted': async (store) => {
    const keys = await fill(store, RECORDS);
    return async (writer) => {
      const deleted = await writer.changeSession({
        kind: 'delete',
        ...(keys.pop() ?? { owner: 'bench', id: 'absent' }),
        nowMs: Date.now(),
      });
      if (!deleted) throw new Error('There was nothing to delete.');
    };
  },
};

interface Run {
  readonly perSecond: number;
  /** Of one write, as its caller sees it. */
  readonly latencyMs: number;
}

async function measure(store: Store, write: Write, windowMs: number, callers: number): Promise<Run> {
  const writer = new RecordWriter({ store: async () => store, windowMs });
  const records = Math.min(RECORDS, callers * 100);
  const latencies: number[] = [];
  let started = 0;
  const caller = async (_: unknown, id: number) => {
    while (started++ < records) {
      const sinceMs = performance.now();
      await write(writer, id);
      latencies.push(performance.now() - sinceMs);
    }
  };
  const startMs = performance.now();
  await Promise.all(Array.from({ length: callers }, caller));
  const perSecond = (records / (performance.now() - startMs)) * 1_000;
  return { perSecond, latencyMs: summarise(latencies).p50 };
}

async function compare(
  store: Store,
  newWrite: (of: Store) => Promise<Write>,
  callers: number,
): Promise<readonly string[]> {
  const single: Run[] = [];
  const together: Run[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const runs = [
      await measure(store, await newWrite(store), 0, callers),
      await measure(store, await newWrite(store), WINDOW_MS, callers),
    ] as const;
    // The first round warms up.
    if (round > 0) {
      single.push(runs[0]);
      together.push(runs[1]);
    }
  }
  const perSecond = (runs: readonly Run[]) => summarise(runs.map((run) => run.perSecond)).p50;
  const latency = (runs: readonly Run[]) => summarise(runs.map((run) => run.latencyMs)).p50;
  return [
    String(callers),
    format(perSecond(single), 0),
    format(perSecond(together), 0),
    format(perSecond(together) / perSecond(single), 2),
    format(latency(single), 2),
    format(latency(together), 2),
  ];
}

async function intoStores(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'prompt-improver-bench-'));
  const rows: (readonly string[])[] = [
    [
      'what',
      'store',
      'callers',
      'one by one, per s',
      'together, per s',
      'ratio',
      'one by one, p50 ms',
      'together, p50 ms',
    ],
  ];
  {
    await using server = await startPostgres({ bin: await findPostgres() });
    const common = { dataDir, ...POSTGRES_DEFAULTS, poolMin: 4, poolMax: 16, logger: quietLogger, now: Date.now };
    for (const databaseUrl of [undefined, server.url]) {
      await using store = await openStore({ ...common, databaseUrl });
      const kind = databaseUrl === undefined ? 'embedded' : 'PostgreSQL';
      for (const [what, newWrite] of Object.entries(WRITES)) {
        for (const callers of CALLERS) rows.push([what, kind, ...(await compare(store, newWrite, callers))]);
      }
    }
  }
  rmSync(dataDir, { recursive: true, force: true });
  console.log(
    `Improvements of ${text.length} characters and sessions of ${DATA_BYTES} bytes, median of ${ROUNDS} rounds of at most ${RECORDS} records, interleaved. ${environment()}.\n`,
  );
  console.log(table(rows));
}

if (process.argv[2] !== 'server') await intoStores();
console.log(`\n${await throughServer(WINDOW_MS)}`);
