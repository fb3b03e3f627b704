/** What a read costs while Redis is dead or paused, and how soon hits return. */
import { Cache, type CacheSpace } from '../../src/cache/index.ts';
import type { RedisServer } from '../../test/services/redis.ts';
import { format, summarise, table } from '../samples.ts';
import { atMost, type Budget } from '../budget.ts';

const READS = 600;
const EVERY_MS = 2;

type Space = CacheSpace<{ readonly n: number }>;
let next = 0;

/** Milliseconds of each read; open loop, one every `EVERY_MS`, a new key each, so that each would ask Redis. */
async function readSteadily(space: Space): Promise<readonly number[]> {
  const startedMs = performance.now();
  return Promise.all(
    Array.from({ length: READS }, async (_, i) => {
      const dueMs = startedMs + i * EVERY_MS;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueMs - performance.now())));
      const beganMs = performance.now();
      const n = next++;
      await space.get(space.key('local', n), () => ({ n }));
      return performance.now() - beganMs;
    }),
  );
}

async function timeToHit(space: Space): Promise<number> {
  const startedMs = performance.now();
  const key = space.key('local', `again-${next++}`);
  while ((await space.get(key, () => ({ n: 0 }))).level !== 'l2') {
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (performance.now() - startedMs > 30_000) return Number.NaN;
  }
  return performance.now() - startedMs;
}

export async function faults(server: RedisServer): Promise<readonly Budget[]> {
  await using cache = new Cache({ redisUrl: server.url, prefix: 'bench-faults' });
  await cache.whenConnected(5_000);
  const space: Space = cache.space({ name: 'faults', ttlMs: 3_600_000, maxEntries: 1, maxBytes: 1_024 });
  await readSteadily(space);
  const well = summarise(await readSteadily(space));
  const answered = space.counters.l2Misses / space.counters.l1Misses;
  server.pause();
  const paused = summarise(await readSteadily(space));
  server.resume();
  const afterPause = await timeToHit(space);
  await server.crash();
  const dead = summarise(await readSteadily(space));
  await server.start();
  const afterDeath = await timeToHit(space);
  console.log(
    `\n### Redis failing\n\nReads that all miss L1, one every ${EVERY_MS} ms, ${READS} in each state, ms. The load itself takes no time. While it was well, Redis answered ${format(100 * answered, 0)} % of the reads.\n`,
  );
  console.log(
    table([
      ['', 'p50', 'p99', 'back to hits after'],
      ['Redis well', format(well.p50, 2), format(well.p99, 2), ''],
      ['paused (SIGSTOP)', format(paused.p50, 2), format(paused.p99, 2), format(afterPause, 0)],
      ['killed', format(dead.p50, 2), format(dead.p99, 2), format(afterDeath, 0)],
    ]),
  );
  return [
    atMost('ms added to the p99 of a read by a paused Redis', paused.p99 - well.p99, 10, 1),
    atMost('ms added to the p99 of a read by a dead Redis', dead.p99 - well.p99, 10, 1),
    atMost('ms until hits return after a pause', afterPause, 5_000, 0),
    atMost('ms until hits return after a restart', afterDeath, 5_000, 0),
  ];
}
