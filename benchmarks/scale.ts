/**
 * Whether what the store holds makes it slower: every query of the server on 10,000 and on 1,000,000 improvements, call by
 * call in turn on one PostgreSQL server of its own, and the plans on the larger one. Exit code 3: a query's p95 is more than
 * 1.5 times as high on the larger, or a plan reads a whole table. An argument sets another size than 1,000,000.
 */
import { v7 as uuidv7 } from 'uuid';
import { databaseUrlOf } from '../test/services/database-url.ts';
import { startPostgres, withClient } from '../test/services/postgres.ts';
import { findPostgres } from '../test/services/postgres-binaries.ts';
import { FILL_START_MS, type FilledStore, openFilled } from '../test/store/fill.ts';
import { badPlans } from '../test/store/plans.ts';
import { feedbackOf, improvementOf } from '../test/store/records.ts';
import { environment, format, quantile, table } from './samples.ts';
import { type Query, READS } from './store-reads.ts';

const SMALL = 10_000;
const LARGE = Number(process.argv[2] ?? 1_000_000);
const CALLS = 1_000;
const BUDGET = 1.5;

const newImprovement = () => improvementOf('bench', { id: uuidv7(), createdAtMs: Date.now() });

const QUERIES: Readonly<Record<string, Query>> = {
  ...READS,
  'session set': (store, _, n) =>
    store.sessions.set({ owner: 'bench', id: `s${n % 50}`, data: { n }, ttlSeconds: 60, maxSessions: 100 }, 0),
  'session sweep': (store) => store.sessions.sweep(0, 1_000),
  'improvement insert': (store) => store.improvements.insert(newImprovement()),
  '20 improvements insert': (store) => store.improvements.insertMany(Array.from({ length: 20 }, newImprovement)),
  'feedback insert': (store, { owner, id }) =>
    store.feedback.insert(feedbackOf(newImprovement(), { owner, improvementId: id, id: uuidv7(), rating: 4 })),
  'retention, nothing to remove': (store) => store.retention.expire(FILL_START_MS, 200),
};

await using server = await startPostgres({ bin: await findPostgres() });
const open = async (rows: number) => {
  await withClient(server.url, (client) => client.query(`CREATE DATABASE rows_${rows}`));
  return openFilled(databaseUrlOf(server.url, `rows_${rows}`), rows);
};
const small = await open(SMALL);
const startMs = performance.now();
const large = await open(LARGE);
const fillSeconds = (performance.now() - startMs) / 1_000;

async function timed(query: Query, filled: FilledStore, n: number): Promise<number> {
  const sample = filled.samples[(n * 7) % filled.samples.length];
  if (sample === undefined) throw new Error('There are no rows.');
  const sinceMs = performance.now();
  await query(filled.store, sample, n);
  return performance.now() - sinceMs;
}

let isKept = true;
const rows = [['query', 'p50 small', 'p50 large', 'p95 small', 'p95 large', 'p95 ratio']];
for (const [name, query] of Object.entries(QUERIES)) {
  const smallMs: number[] = [];
  const largeMs: number[] = [];
  for (let n = -CALLS / 5; n < CALLS; n++) {
    const pair = [await timed(query, small, n + CALLS), await timed(query, large, n + CALLS)] as const;
    if (n < 0) continue;
    smallMs.push(pair[0]);
    largeMs.push(pair[1]);
  }
  const [smallP95, largeP95] = [quantile(smallMs, 0.95), quantile(largeMs, 0.95)];
  if (largeP95 > BUDGET * smallP95) isKept = false;
  rows.push([
    name,
    ...[quantile(smallMs, 0.5), quantile(largeMs, 0.5), smallP95, largeP95].map((ms) => format(ms, 2)),
    format(largeP95 / smallP95, 2),
  ]);
}
const bad = await badPlans(large);
await small.store.close();
await large.store.close();

console.log(
  `PostgreSQL store with ${SMALL} and ${LARGE} improvements in ten weeks (filled in ${format(fillSeconds, 0)} s), ms, n = ${CALLS} each, in turn. ${environment()}.\n`,
);
console.log(table(rows));
console.log(`\nEvery p95 at most ${BUDGET} times as high on the larger: ${isKept ? 'kept' : 'NOT KEPT'}.`);
console.log(`Every query by its index: ${bad.length === 0 ? 'kept' : `NOT KEPT:\n${bad.join('\n')}`}.`);
if (!isKept || bad.length > 0) process.exitCode = 3;
