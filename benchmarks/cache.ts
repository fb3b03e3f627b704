/** The cache beside a bare map, a bare client, and other cache libraries; what it does under a stated workload and under faults. */
import { findRedis } from '../test/services/redis-binaries.ts';
import { startRedis } from '../test/services/redis.ts';
import { coherence } from './cache/coherence.ts';
import { compression } from './cache/compression.ts';
import { faults } from './cache/faults.ts';
import { memoryHits } from './cache/memory-hits.ts';
import { redisHits } from './cache/redis-hits.ts';
import { type Budget, judge } from './budget.ts';
import { workload } from './cache/workload.ts';
import { environment } from './samples.ts';

const binaries = await findRedis();
await using redis = await startRedis(binaries);

const PARTS: Readonly<Record<string, () => Promise<readonly Budget[]>>> = {
  memory: memoryHits,
  redis: () => redisHits(redis.url),
  compression: () => compression(redis),
  workload: () => workload(redis.url),
  coherence: () => coherence(redis.url),
  // Last: it kills the server.
  faults: () => faults(redis),
};

const wanted = process.argv[2];
const parts = Object.entries(PARTS).filter(([name]) => wanted === undefined || name === wanted);
if (parts.length === 0) {
  console.error(`There is no part "${wanted}". There are: ${Object.keys(PARTS).join(', ')}.`);
  process.exit(2);
}
console.log(`${environment()}. Redis on loopback, nothing kept on disk.\n`);
const budgets: Budget[] = [];
for (const [, run] of parts) budgets.push(...(await run()));
judge(budgets);
