/**
 * Reads of a session through the caches beside the same reads straight from PostgreSQL through the pool; and what the cache is
 * worth to `improve_prompt`, in the service and over HTTP. Interleaved rounds in one run, closed loop, servers of their own.
 */
import { fileURLToPath } from 'node:url';
import { Cache } from '../src/cache/index.ts';
import { createApp } from '../src/app.ts';
import { loadConfig } from '../src/config/load.ts';
import { createLogger } from '../src/log/logger.ts';
import { SessionCache } from '../src/services/session-cache.ts';
import { openStore } from '../src/store/open.ts';
import type { Session } from '../src/store/store.ts';
import { Replica } from '../test/replicas/server.ts';
import { startPostgres } from '../test/services/postgres.ts';
import { findPostgres } from '../test/services/postgres-binaries.ts';
import { findRedis } from '../test/services/redis-binaries.ts';
import { startRedis } from '../test/services/redis.ts';
import { atLeast, atMost, type Budget, judge } from './budget.ts';
import { promptOf } from './prompts.ts';
import { environment, format, quantile, summarise, table } from './samples.ts';

const ROUNDS = 5;
const CALLERS = 32;
/** Few enough that a read does not wait for the others: with more, a closed loop measures its own queue. */
const CALLERS_FOR_LATENCY = 4;
const SESSIONS = 100;
const OWNER = 'bench';

const logger = createLogger(
  'silent',
  () => {},
  () => 0,
);

interface Round {
  readonly perSecond: number;
  readonly durationsMs: readonly number[];
}

/** `calls` calls of `callers` callers who each wait for their answer. */
async function measure(calls: number, callers: number, call: (n: number) => Promise<unknown>): Promise<Round> {
  let next = 0;
  const durationsMs: number[] = [];
  const startMs = performance.now();
  const caller = async () => {
    while (next < calls) {
      const n = next++;
      const beganMs = performance.now();
      await call(n);
      durationsMs.push(performance.now() - beganMs);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { perSecond: (calls / (performance.now() - startMs)) * 1_000, durationsMs };
}

interface Arm {
  readonly name: string;
  readonly calls: number;
  readonly call: (n: number) => Promise<unknown>;
}

/** Figures of each arm, the arms in turn in each round. The first round warms up. */
async function compare(arms: readonly Arm[], callers = CALLERS) {
  const rounds = arms.map((): Round[] => []);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [index, { calls, call }] of arms.entries()) {
      const measured = await measure(calls, callers, call);
      if (round > 0) rounds[index]?.push(measured);
    }
  }
  return arms.map(({ name, calls }, index) => {
    const own = rounds[index] ?? [];
    const durationsMs = own.flatMap((round) => round.durationsMs);
    return {
      name,
      n: calls * own.length,
      perSecond: summarise(own.map(({ perSecond }) => perSecond)).p50,
      p50: quantile(durationsMs, 0.5),
      p95: quantile(durationsMs, 0.95),
    };
  });
}

type Figures = Awaited<ReturnType<typeof compare>>;

function print(title: string, figures: Figures): void {
  const base = figures[0]?.perSecond ?? Number.NaN;
  console.log(`\n### ${title}\n`);
  console.log(
    table([
      ['', 'n', 'per second', '× first', 'p50 ms', 'p95 ms'],
      ...figures.map(({ name, n, perSecond, p50, p95 }) => [
        name,
        n.toLocaleString('en'),
        Math.round(perSecond).toLocaleString('en'),
        format(perSecond / base, 2),
        format(p50, 4),
        format(p95, 4),
      ]),
    ]),
  );
}

const of = (figures: Figures, name: string) => figures.find((one) => one.name === name);

async function sessionReads(databaseUrl: string, redisUrl: string): Promise<readonly Budget[]> {
  const { config } = await loadConfig({});
  await using store = await openStore({ ...config.store, databaseUrl, logger, now: Date.now });
  await using cache = new Cache({ redisUrl, prefix: 'bench-reads', deadlineMs: 1_000 });
  await cache.whenConnected(10_000);
  const inMemory = cache.space<Session>({ name: 'sessions', ttlMs: 1_800_000 });
  // Room for one entry, so that almost every read asks Redis.
  const inRedis = cache.space<Session>({ name: 'sessions-l2', ttlMs: 1_800_000, maxEntries: 1 });
  const through = (space: typeof inMemory) =>
    new SessionCache({ store: async () => store, space: async () => space, now: Date.now });
  const key = (n: number) => ({ owner: OWNER, id: `s${n % SESSIONS}` });
  for (let n = 0; n < SESSIONS; n++) {
    const data = { context: { mode: 'chat', code_language: 'typescript' }, notes: 'A line of notes. '.repeat(20), n };
    await store.sessions.set({ ...key(n), data, ttlSeconds: 3_600, maxSessions: 1_000 }, Date.now());
  }
  const [l1, l2] = [through(inMemory), through(inRedis)];
  const arms = [
    {
      name: 'PostgreSQL through the pool (L3)',
      calls: 2_000,
      call: (n: number) => store.sessions.get(key(n), Date.now()),
    },
    { name: 'Redis (L2)', calls: 5_000, call: (n: number) => l2.get(key(n)) },
    { name: 'memory (L1)', calls: 100_000, call: (n: number) => l1.get(key(n)) },
  ];
  const figures = await compare(arms);
  print(`Reads of a session, ${CALLERS} callers`, figures);
  const calm = await compare(arms, CALLERS_FOR_LATENCY);
  print(`Reads of a session, ${CALLERS_FOR_LATENCY} callers`, calm);
  const [l3Figures, , l1Figures] = figures;
  const [l3Calm, l2Calm, l1Calm] = calm;
  const nan = Number.NaN;
  const { l2Hits, l1Hits } = inRedis.counters;
  return [
    atLeast(
      'throughput of L1 against PostgreSQL',
      (l1Figures?.perSecond ?? nan) / (l3Figures?.perSecond ?? nan),
      20,
      1,
    ),
    atMost('ms of a read from L1, p95', l1Calm?.p95 ?? nan, 1, 4),
    atMost('ms of a read from L2, p95', l2Calm?.p95 ?? nan, 10),
    atMost('ms of a read from L3, p95', l3Calm?.p95 ?? nan, 50),
    atLeast(
      'share of the reads called L2 that Redis answered',
      l2Hits / (l2Hits + l1Hits + inRedis.counters.loads),
      0.9,
    ),
  ];
}

/** What the cache spares the service, and what it costs when nothing is asked twice. */
async function improvements(databaseUrl: string, redisUrl: string): Promise<void> {
  const { config } = await loadConfig({});
  const appWith = (levels: 'all' | 'off') =>
    createApp({
      config: {
        ...config,
        store: { ...config.store, databaseUrl, record: 'off' },
        cache: { ...config.cache, redisUrl, levels },
      },
      version: 'bench',
      logger,
    });
  await using cached = appWith('all');
  await using bare = appWith('off');
  const prompts = Array.from({ length: SESSIONS }, (_, n) => `Case ${n}: ${promptOf(1_000)}`);
  let fresh = 0;
  const ask = ({ services }: typeof bare, prompt: string) =>
    services.improvements.improve({ owner: OWNER }, { prompt });
  const hot = (n: number) => prompts[n % SESSIONS] ?? '';
  const figures = await compare([
    { name: 'asked again, cache off', calls: 400, call: (n) => ask(bare, hot(n)) },
    { name: 'asked again, cache on', calls: 10_000, call: (n) => ask(cached, hot(n)) },
    { name: 'never asked before, cache off', calls: 400, call: () => ask(bare, `${fresh++} ${hot(0)}`) },
    { name: 'never asked before, cache on', calls: 400, call: () => ask(cached, `${fresh++} ${hot(0)}`) },
  ]);
  print('improve() of the service, 1,000 characters, nothing stored', figures);
  const { cache } = await cached.services.status.status();
  const own = cache.spaces.find(({ name }) => name === 'improvements');
  console.log(
    `\nRedis was ${own?.redis} for improvements at the end: ${format(own?.redisMedianMs ?? Number.NaN, 2)} ms against ${format(own?.loadMedianMs ?? Number.NaN, 2)} ms to compute, waiting for the event loop included; ${own?.l2Hits} hits there.`,
  );
  const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
  const start = (levels: string) =>
    Replica.start({ databaseUrl, redisUrl, bin, env: { PROMPT_IMPROVER_CACHE_LEVELS: levels } }, levels === 'off');
  await using on = await start('all');
  await using off = await start('off');
  const over = (replica: Replica, prompt: string) => replica.ok('improve_prompt', { prompt });
  const ends = await compare([
    { name: 'asked again, cache off', calls: 300, call: (n) => over(off, hot(n)) },
    { name: 'asked again, cache on', calls: 300, call: (n) => over(on, hot(n)) },
    { name: 'never asked before, cache off', calls: 300, call: () => over(off, `${fresh++} ${hot(0)}`) },
    { name: 'never asked before, cache on', calls: 300, call: () => over(on, `${fresh++} ${hot(0)}`) },
  ]);
  print('improve_prompt over HTTP, 1,000 characters, stored in PostgreSQL', ends);
  const again =
    (of(ends, 'asked again, cache on')?.perSecond ?? 0) / (of(ends, 'asked again, cache off')?.perSecond ?? 1);
  console.log(`\nWorth of the cache to a client over HTTP who asks again: ${format(again, 2)} times the throughput.`);
}

console.log(`${environment()}. PostgreSQL and Redis on loopback. Medians of ${ROUNDS} interleaved rounds.`);
await using postgres = await startPostgres({ bin: await findPostgres() });
await using redis = await startRedis(await findRedis());
const budgets = await sessionReads(postgres.url, redis.url);
await improvements(postgres.url, redis.url);
judge(budgets);
