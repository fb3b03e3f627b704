/**
 * What each setting of the PostgreSQL store is worth: the same reads and writes with it and without it, in interleaved
 * rounds on one server, closed loop with 32 callers. A server of its own is started (`test/services`).
 */
import { v7 as uuidv7 } from 'uuid';
import { createLogger } from '../src/log/logger.ts';
import { PostgresDatabase, type PostgresOptions } from '../src/store/postgres/postgres-database.ts';
import { SqlStore } from '../src/store/sql/sql-store.ts';
import { startPostgres } from '../test/services/postgres.ts';
import { findPostgres } from '../test/services/postgres-binaries.ts';
import { environment, format, summarise, table } from './samples.ts';

const ROUNDS = 7;
const CALLS = 2_000;
const CALLERS = 32;

const ALL_ON: PostgresOptions = { poolMin: 4, poolMax: 16, preparedStatements: 'on', sessionSettings: 'on' };
const VARIANTS: Readonly<Record<string, PostgresOptions>> = {
  'as configured by default': ALL_ON,
  'statements not prepared': { ...ALL_ON, preparedStatements: 'off' },
  'session settings of the server': { ...ALL_ON, sessionSettings: 'off' },
  neither: { ...ALL_ON, preparedStatements: 'off', sessionSettings: 'off' },
  '1 connection': { ...ALL_ON, poolMin: 1, poolMax: 1 },
  '4 connections': { ...ALL_ON, poolMax: 4 },
  '8 connections': { ...ALL_ON, poolMin: 8, poolMax: 8 },
  '16 connections': { ...ALL_ON, poolMin: 16, poolMax: 16 },
};

const logger = createLogger(
  'silent',
  () => {},
  () => 0,
);

/** Calls per second of `CALLERS` callers who each wait for their answer. */
async function throughput(call: (n: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const startMs = performance.now();
  const caller = async () => {
    while (next < CALLS) await call(next++);
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return (CALLS / (performance.now() - startMs)) * 1_000;
}

await using server = await startPostgres({ bin: await findPostgres() });
const stores = await Promise.all(
  Object.entries(VARIANTS).map(async ([name, options]) => {
    const database = await PostgresDatabase.open(server.url, options, logger, Date.now);
    return { name, store: new SqlStore(database), reads: [] as number[], writes: [] as number[] };
  }),
);
const [first] = stores;
for (let n = 0; n < 100; n++) {
  const session = { owner: 'bench', id: `s${n}`, data: { n }, ttlSeconds: 3_600, maxSessions: 1_000 };
  await first?.store.sessions.set(session, Date.now());
}

for (let round = 0; round <= ROUNDS; round++) {
  for (const { store, reads, writes } of stores) {
    const read = await throughput((n) => store.sessions.get({ owner: 'bench', id: `s${n % 100}` }, Date.now()));
    const write = await throughput((n) => store.improvements.insert(improvement(n)));
    // The first round warms up.
    if (round === 0) continue;
    reads.push(read);
    writes.push(write);
  }
}
for (const { store } of stores) await store.close();

const base = { reads: summarise(first?.reads ?? []).p50, writes: summarise(first?.writes ?? []).p50 };
console.log(
  `PostgreSQL store, calls per second, median of ${ROUNDS} rounds of ${CALLS} calls, ${CALLERS} callers. ${environment()}.\n`,
);
console.log(
  table([
    ['variant', 'session reads', '× default', 'improvement inserts', '× default'],
    ...stores.map(({ name, reads, writes }) => {
      const read = summarise(reads).p50;
      const write = summarise(writes).p50;
      return [name, format(read, 0), format(read / base.reads, 2), format(write, 0), format(write / base.writes, 2)];
    }),
  ]),
);

function improvement(n: number) {
  return {
    id: uuidv7(),
    owner: 'bench',
    createdAtMs: Date.now(),
    prompt: `Sort list ${n}.`,
    improved: `Sort list ${n} by date.`,
    promptBytes: 15,
    changed: true,
    verdict: 'improved',
    language: 'en',
    task: 'code',
    target: 'unknown',
    scoreBefore: 40,
    scoreAfter: 60,
    scorePotential: 90,
    rules: ['T05'],
    questions: 0,
    rulesetHash: 'bench',
    durationMs: 0.4,
  };
}
