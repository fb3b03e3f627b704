/** From an invalidation in one process until the value is gone from the memory of two others. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Cache } from '../../src/cache/index.ts';
import { format, summarise, table } from '../samples.ts';
import { atMost, type Budget } from '../budget.ts';

const OTHERS = 2;
const ROUNDS = 400;
const PREFIX = 'bench-coherence';

function startReplica(redisUrl: string) {
  const file = fileURLToPath(new URL('replica.ts', import.meta.url));
  const child = spawn(process.execPath, [file, redisUrl, PREFIX], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const expectLine = async (start: string): Promise<string> => {
    const { value = '' } = await lines.next();
    if (!value.startsWith(start)) throw new Error(`the replica said "${value}", not "${start}"`);
    return value;
  };
  return { hold: () => child.stdin.write('hold\n'), stop: () => child.stdin.end(), expectLine };
}

export async function coherence(redisUrl: string): Promise<readonly Budget[]> {
  await using cache = new Cache({ redisUrl, prefix: PREFIX });
  await cache.whenConnected(5_000);
  const space = cache.space<number>({ name: 'values', ttlMs: 3_600_000 });
  const key = space.key('local', 'value');
  const others = Array.from({ length: OTHERS }, () => startReplica(redisUrl));
  for (const { expectLine } of others) await expectLine('ready');
  const delays: number[] = [];
  const acknowledged: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const { hold } of others) hold();
    for (const { expectLine } of others) await expectLine('held');
    const startedMs = performance.timeOrigin + performance.now();
    await space.invalidate(key);
    acknowledged.push(performance.timeOrigin + performance.now() - startedMs);
    for (const { expectLine } of others) delays.push(Number((await expectLine('gone')).slice(5)) - startedMs);
  }
  for (const { stop } of others) stop();
  const [ours, ack] = [summarise(delays), summarise(acknowledged)];
  const row = (name: string, { n, p50, p99 }: typeof ours) => [name, String(n), format(p50, 2), format(p99, 2)];
  console.log(
    `\n### Word between replicas\n\n${OTHERS + 1} processes on loopback, one value, ${ROUNDS} invalidations one after the other, ms.\n`,
  );
  console.log(
    table([
      ['', 'n', 'p50', 'p99'],
      row('until it is gone from another replica', ours),
      row('until the writer knows that Redis has passed it on', ack),
    ]),
  );
  return [atMost('ms until an invalidation has reached another replica, p99', ours.p99, 50, 1)];
}
