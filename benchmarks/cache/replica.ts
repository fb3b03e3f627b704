/**
 * One replica in a process of its own: holds a value in memory, and says when it is gone. Told over standard input:
 * `hold` loads the value, answered with `held`; when the value is dropped it prints the time at once.
 */
import { createInterface } from 'node:readline';
import { Cache } from '../../src/cache/index.ts';

const [redisUrl = '', prefix = ''] = process.argv.slice(2);
/** Comparable between the processes of one machine, unlike `performance.now()`. */
const nowMs = () => performance.timeOrigin + performance.now();

const cache = new Cache({
  redisUrl,
  prefix,
  onEvent: (event) => {
    if (event.type === 'invalidation' && event.origin === 'elsewhere') console.log(`gone ${nowMs()}`);
  },
});
const space = cache.space<number>({ name: 'values', ttlMs: 3_600_000 });
const key = space.key('local', 'value');
await cache.whenConnected(10_000);
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  if (line !== 'hold') continue;
  await space.get(key, () => 1);
  console.log(space.peek(key) === undefined ? 'empty' : 'held');
}
await cache.close();
