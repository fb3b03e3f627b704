/**
 * Three server processes on one PostgreSQL and one Redis: whether reads see what was written, how soon a rule that is switched
 * reaches the others, and what callers of `improve_prompt` notice while Redis fails. Servers of their own are started.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createApp } from '../src/app.ts';
import { loadConfig } from '../src/config/load.ts';
import { createLogger } from '../src/log/logger.ts';
import { checkOwnWrites } from '../test/replicas/own-writes.ts';
import { Replica } from '../test/replicas/server.ts';
import { startPostgres } from '../test/services/postgres.ts';
import { findPostgres } from '../test/services/postgres-binaries.ts';
import { findRedis } from '../test/services/redis-binaries.ts';
import { startRedis, type RedisServer } from '../test/services/redis.ts';
import { TcpProxy } from '../test/store/tcp-proxy.ts';
import { riseOf, type Pair } from './cache/paired.ts';
import { seededRandom } from '../test/random.ts';
import { atMost, type Budget, judge } from './budget.ts';
import { environment, format, summarise, table } from './samples.ts';

const REPLICAS = 3;
const OPERATIONS = 10_000;
const BOUND_MS = 250;
const SWITCHES = 20;
/** Open loop: a call is due every so often, whether the one before was answered or not. */
const EVERY_MS = 15;
const CALLS = 60;
const ROUNDS = 20;
const RECOVERY_MS = 5_000;

async function ownWrites(replicas: readonly Replica[]): Promise<readonly Budget[]> {
  const options = { operations: OPERATIONS, writers: 8, boundMs: BOUND_MS, random: seededRandom(11) };
  const { writes, reads, readsElsewhere, lateReads, latestMs, violations } = await checkOwnWrites(replicas, options);
  const redis = await Promise.all(replicas.map((replica) => replica.redis()));
  const unheard = redis.reduce((sum, one) => sum + Number(one?.['unheard_invalidations']), 0);
  console.log(
    `\n### Reads of what was written\n\n${REPLICAS} processes, 8 writers at once: ${writes} writes and ${reads} reads, ` +
      `${readsElsewhere} of them through another process than the last write. Older than what was acknowledged: ` +
      `${lateReads}, at most ${format(latestMs, 1)} ms after the acknowledgement. Never allowed: ${violations.length}. ` +
      `${unheard} writes were acknowledged before all had confirmed them.`,
  );
  for (const violation of violations.slice(0, 10)) console.log(`- ${violation}`);
  return [
    atMost('reads older than their own write, or than the bound', violations.length, 0, 0),
    atMost('reads older than a write that every process had confirmed', lateReads, unheard, 0),
  ];
}

/** From the end of `rules.update` in this process until another one asks by the new rules. */
async function ruleSwitches(replica: Replica, databaseUrl: string, redisUrl: string): Promise<readonly Budget[]> {
  const { config } = await loadConfig({});
  await using app = createApp({
    config: { ...config, store: { ...config.store, databaseUrl }, cache: { ...config.cache, redisUrl } },
    version: 'bench',
    logger: createLogger(
      'silent',
      () => {},
      () => 0,
    ),
  });
  const delays: number[] = [];
  for (let round = 0; round < SWITCHES; round++) {
    const isOn = round % 2 === 1;
    await app.services.rules.update('Q02', { enabled: isOn });
    const startedMs = performance.now();
    for (;;) {
      const { questions } = await replica.ok('analyze_prompt', { prompt: 'Continue.' });
      if ((Array.isArray(questions) && questions.length > 0) === isOn) break;
    }
    // The first connects to Redis.
    if (round > 0) delays.push(performance.now() - startedMs);
  }
  const { n, p50 } = summarise(delays);
  console.log(
    `\n### A rule switched in another process\n\nUntil an answer by the new rules was here, call included, ms: p50 ${format(p50, 1)}, at most ${format(Math.max(...delays), 1)} (n = ${n}).`,
  );
  return [atMost('ms until a rule that was switched holds in another process, most', Math.max(...delays), 1_000, 0)];
}

async function improveSteadily(replicas: readonly Replica[]): Promise<readonly number[]> {
  const startedMs = performance.now();
  return Promise.all(
    Array.from({ length: CALLS }, async (_, n) => {
      const dueMs = startedMs + n * EVERY_MS;
      await delay(Math.max(0, dueMs - performance.now()));
      // Half of them were asked before.
      const prompt = `Say ${n % 2 === 0 ? n % 20 : n + Math.random()} words about ships.`;
      await replicas[n % replicas.length]?.ok('improve_prompt', { prompt, session_id: 'steady' });
      return performance.now() - dueMs;
    }),
  );
}

async function timeToHits(replicas: readonly Replica[]): Promise<number> {
  const startedMs = performance.now();
  for (const replica of replicas) {
    for (;;) {
      const redis = await replica.redis();
      if (redis?.['connected'] === true && redis['breaker'] === 'closed') break;
      if (performance.now() - startedMs > 4 * RECOVERY_MS) return Number.NaN;
      await delay(10);
    }
  }
  return performance.now() - startedMs;
}

/** Reads of Redis, of all caches and replicas, that waited for their deadline or ended with an error. */
async function waitsInVain(replicas: readonly Replica[]): Promise<number> {
  const spaces = await Promise.all(
    replicas.flatMap((replica) => ['sessions', 'improvements', 'rules'].map((name) => replica.space(name))),
  );
  return spaces.reduce((sum, space) => sum + Number(space['redis_errors'] ?? 0), 0);
}

async function faults(redis: RedisServer, proxy: TcpProxy, replicas: readonly Replica[]): Promise<readonly Budget[]> {
  await replicas[0]?.ok('set_session', { session_id: 'steady', data: { context: { mode: 'chat' } } });
  const states: readonly (readonly [string, () => unknown, () => unknown])[] = [
    ['paused (SIGSTOP)', () => redis.pause(), () => redis.resume()],
    ['slow (200 ms)', () => (proxy.delayMs = 200), () => (proxy.delayMs = 0)],
    ['killed, then restarted empty', () => redis.crash(), () => redis.start()],
  ];
  const budgets: Budget[] = [];
  const rows: string[][] = [];
  const random = seededRandom(3);
  await improveSteadily(replicas);
  for (const [name, fail, mend] of states) {
    const pairs: Pair[] = [];
    const backMs: number[] = [];
    let inVain = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const before = await improveSteadily(replicas);
      const waitedBefore = await waitsInVain(replicas);
      await fail();
      const during = await improveSteadily(replicas);
      inVain += (await waitsInVain(replicas)) - waitedBefore;
      await mend();
      pairs.push({ before, during });
      backMs.push(await timeToHits(replicas));
    }
    const before = summarise(pairs.flatMap((pair) => pair.before));
    const during = summarise(pairs.flatMap((pair) => pair.during));
    const { rise, low, high } = riseOf(pairs, 0.99, random);
    const slowest = Math.max(...backMs);
    rows.push([
      name,
      ...[before.p50, before.p99, during.p50, during.p99].map((ms) => format(ms, 1)),
      `${format(rise, 1)} (${format(low, 1)} to ${format(high, 1)})`,
      `${inVain} of ${during.n}`,
      format(slowest, 0),
    ]);
    // Its whole interval: a difference that could as well be noise is no proof.
    budgets.push(
      atMost(`ms added to the p99 of improve_prompt by a Redis that is ${name}, upper end`, high, 10, 1),
      atMost(`ms until hits return from a Redis that was ${name}, most`, slowest, RECOVERY_MS, 0),
    );
  }
  console.log(
    `\n### Redis failing\n\nimprove_prompt with a session over HTTP, one call every ${EVERY_MS} ms, ${ROUNDS} rounds of ${CALLS} before and ${CALLS} during each fault in turn, ms from when the call was due. The rise of the p99 with its 95 % interval (bootstrap over the rounds). No call failed.\n`,
  );
  console.log(
    table([
      [
        'Redis',
        'before p50',
        'before p99',
        'during p50',
        'during p99',
        'rise of p99',
        'reads that waited in vain, 5 ms at most each, of calls',
        'connected again after',
      ],
      ...rows,
    ]),
  );
  return budgets;
}

const wanted = process.argv[2];
const PARTS = ['own-writes', 'rules', 'faults'];
if (wanted !== undefined && !PARTS.includes(wanted)) {
  console.error(`There is no part "${wanted}". There are: ${PARTS.join(', ')}.`);
  process.exit(2);
}
const isWanted = (part: string) => wanted === undefined || part === wanted;

console.log(`${environment()}. PostgreSQL and Redis on loopback.`);
await using postgres = await startPostgres({ bin: await findPostgres() });
await using redis = await startRedis(await findRedis());
await using proxy = await TcpProxy.to('127.0.0.1', redis.port);
const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
const startAll = (redisUrl: string) =>
  Promise.all(Array.from({ length: REPLICAS }, () => Replica.start({ databaseUrl: postgres.url, redisUrl, bin })));
const budgets: Budget[] = [];
if (isWanted('own-writes') || isWanted('rules')) {
  const replicas = await startAll(redis.url);
  try {
    const [first] = replicas;
    if (isWanted('own-writes')) budgets.push(...(await ownWrites(replicas)));
    if (isWanted('rules') && first !== undefined) budgets.push(...(await ruleSwitches(first, postgres.url, redis.url)));
  } finally {
    for (const replica of replicas) await replica[Symbol.asyncDispose]();
  }
}
if (isWanted('faults')) {
  // Through a proxy that can be slow, and that runs in this process.
  const replicas = await startAll(`redis://127.0.0.1:${proxy.port}`);
  try {
    budgets.push(...(await faults(redis, proxy, replicas)));
  } finally {
    for (const replica of replicas) await replica[Symbol.asyncDispose]();
  }
}
judge(budgets);
