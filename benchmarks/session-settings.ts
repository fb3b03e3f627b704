/**
 * What each PostgreSQL setting is worth to each query: the server's own value in the place of ours, and other values for what
 * is left at the server's own. One server with 200,000 improvements in ten weeks, a connection for each variant, call by call in
 * turn. An argument sets another number.
 */
import { startPostgres } from '../test/services/postgres.ts';
import { findPostgres } from '../test/services/postgres-binaries.ts';
import { openFilled } from '../test/store/fill.ts';
import { openPostgresAt } from '../test/store/open-store.ts';
import { environment, format, quantile, table } from './samples.ts';
import { type Query, READS } from './store-reads.ts';

const ROWS = Number(process.argv[2] ?? 200_000);
/** In each, new connections: a server process is fast or slow by the processor that it happens to run on. */
const ROUNDS = 15;
const CALLS = 60;
/** The server plans a statement for its values five times before it considers to do so once for all. */
const WARM_UP_CALLS = 12;

/** What the URL says wins over what the program sets. */
const VARIANTS = [
  'as set',
  'jit=on',
  'plan_cache_mode=auto',
  'work_mem=64MB',
  'effective_cache_size=16GB',
  'random_page_cost=1.1',
] as const;

function withOption(url: string, option: string): string {
  const own = new URL(url);
  own.searchParams.set('options', `-c ${option}`);
  return own.href.replaceAll('+', '%20');
}

await using server = await startPostgres({ bin: await findPostgres() });
const { store: filled, samples } = await openFilled(server.url, ROWS);
await filled.close();
const open = () =>
  Promise.all(
    VARIANTS.map((variant) =>
      openPostgresAt(variant === 'as set' ? server.url : withOption(server.url, variant), { poolMax: 1 }),
    ),
  );

/** Milliseconds, by variant: medians of one round. */
async function round(query: Query): Promise<readonly number[]> {
  const stores = await open();
  const times = stores.map((): number[] => []);
  for (let n = 0; n < WARM_UP_CALLS + CALLS; n++) {
    const sample = samples[(n * 7) % samples.length];
    if (sample === undefined) throw new Error('There are no rows.');
    for (let turn = 0; turn < stores.length; turn++) {
      // The first to ask for a row finds it in no cache of the processor: each is first in its turn.
      const index = (n + turn) % stores.length;
      const store = stores[index];
      if (store === undefined) throw new Error('There is no such variant.');
      const sinceMs = performance.now();
      await query(store, sample, n);
      if (n >= WARM_UP_CALLS) times[index]?.push(performance.now() - sinceMs);
    }
  }
  await Promise.all(stores.map((store) => store.close()));
  return times.map((ms) => quantile(ms, 0.5));
}

const rows: string[][] = [];
for (const [name, query] of Object.entries(READS)) {
  const rounds: (readonly number[])[] = [];
  for (let n = 0; n < ROUNDS; n++) rounds.push(await round(query));
  const median = (of: (medians: readonly number[]) => number) => quantile(rounds.map(of), 0.5);
  const base = (medians: readonly number[]) => medians[0] ?? Number.NaN;
  rows.push([
    name,
    format(median(base), 3),
    ...VARIANTS.slice(1).map((_, index) =>
      format(
        median((medians) => (medians[index + 1] ?? Number.NaN) / base(medians)),
        2,
      ),
    ),
  ]);
}

console.log(
  `PostgreSQL store with ${ROWS} improvements in ten weeks: p50 as set, ms, and times that with another value; medians of ${ROUNDS} rounds of ${CALLS} calls each, in turn. ${environment()}.\n`,
);
console.log(table([['query', ...VARIANTS], ...rows]));
