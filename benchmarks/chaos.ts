/**
 * Three server processes on one PostgreSQL and one Redis while faults of both, of the ways to them and of the processes
 * themselves come and go, two at once at times, in an order that a seed decides. Callers write and read sessions, improve and
 * give feedback all along. Whatever was acknowledged must be there in the end, no read may be older than allowed, and
 * `improve_prompt` may never fail. `--seconds` and `--seed` change how long and which faults.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Replica } from '../test/replicas/server.ts';
import { startPostgres, withClient } from '../test/services/postgres.ts';
import { findPostgres } from '../test/services/postgres-binaries.ts';
import { findRedis } from '../test/services/redis-binaries.ts';
import { startRedis } from '../test/services/redis.ts';
import { TcpProxy } from '../test/store/tcp-proxy.ts';
import { seededRandom } from '../test/random.ts';
import { atMost, judge } from './budget.ts';
import { Callers, type NamedReplica } from './chaos/callers.ts';
import { type Fault, FAULTS, type World } from './chaos/faults.ts';
import { environment, format, summarise, table } from './samples.ts';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '120' }, seed: { type: 'string', default: '1' } },
});
const SECONDS = Number(values.seconds);
const random = seededRandom(Number(values.seed));
const REPLICAS = 3;
const CALLERS = 12;
/** A replica that Redis no longer reaches notices that within 3 s, and shows no cached session from then on. */
const BOUND_MS = 4_000;
/** A statement that was given up is ended by the server within 5 s, and what it may have changed is dropped after 10. */
const SETTLE_MS = 12_000;
/** After the load has ended, too: reads that wait for a busy processor can look like a Redis that is slow. */
const HEALED_WITHIN_MS = 5_000;
const isWell = (state: Awaited<ReturnType<Replica['redis']>>) =>
  state?.['connected'] === true && state['breaker'] === 'closed' && state['pending_invalidations'] === 0;
const between = (from: number, to: number) => from + random() * (to - from);

console.log(`${environment()}. PostgreSQL and Redis on loopback, seed ${values.seed}, ${SECONDS} s.`);
await using postgres = await startPostgres({ bin: await findPostgres() });
await using redis = await startRedis(await findRedis());
await using toPostgres = await TcpProxy.to('127.0.0.1', Number(new URL(postgres.url).port));
await using toRedis = await TcpProxy.to('127.0.0.1', redis.port);
const databaseUrl = Object.assign(new URL(postgres.url), { port: String(toPostgres.port) }).href;
const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
let started = 0;
const replicas: NamedReplica[] = [];

async function addReplica(isRedisAway: boolean): Promise<void> {
  const redisUrl = `redis://127.0.0.1:${toRedis.port}`;
  const replica = await Replica.start({ databaseUrl, redisUrl, bin }, isRedisAway);
  replicas.push({ name: `replica ${(started += 1)}`, replica });
}

const world: World = {
  postgres,
  redis,
  toPostgres,
  toRedis,
  async replaceReplica() {
    const [gone] = replicas.splice(Math.floor(random() * replicas.length), 1);
    await gone?.replica[Symbol.asyncDispose]();
    await addReplica(true);
  },
};

const counts = new Map<string, number>();

/** One fault of a part after the other, for as long as there is time. */
async function faultsOf(part: Fault['part'], untilMs: number): Promise<void> {
  const faults = FAULTS.filter((fault) => fault.part === part);
  for (;;) {
    await delay(between(500, part === 'replica' ? 20_000 : 8_000));
    const fault = faults[Math.floor(random() * faults.length)];
    if (fault === undefined || performance.now() > untilMs) return;
    const what = `${part} ${fault.name}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
    await fault.begin(world);
    await delay(between(100, 4_000));
    await fault.end(world);
  }
}

try {
  for (let n = 0; n < REPLICAS; n++) await addReplica(false);
  const callers = new Callers(CALLERS, { replicas: () => replicas, boundMs: BOUND_MS, random });
  const untilMs = performance.now() + SECONDS * 1_000;
  await Promise.all((['PostgreSQL', 'Redis', 'replica'] as const).map((part) => faultsOf(part, untilMs)));
  await delay(SETTLE_MS);
  await callers.stop();
  const violations = [...callers.violations];
  for (const ledger of callers.ledgers) {
    for (const { name, replica } of replicas) {
      const answer = await replica.call('get_session', { session_id: ledger.sessionId });
      // As the callers have made it.
      const data = answer.result['data'] as { readonly n: number } | undefined;
      ledger.settled(data?.n, name);
    }
    violations.push(...ledger.violations);
  }
  const stored = (ids: readonly string[], of: string) =>
    withClient(postgres.url, async (client) => {
      const { rows } = await client.query<{ readonly id: string }>(
        `SELECT id FROM unnest($1::text[]) AS id WHERE id NOT IN (SELECT id FROM ${of})`,
        [ids],
      );
      return rows.map(({ id }) => `${of} ${id} was acknowledged and is lost`);
    });
  violations.push(...(await stored(callers.improvements, 'improvements')));
  violations.push(...(await stored(callers.feedback, 'feedback')));
  for (const { name, replica } of replicas) {
    const untilHealedMs = performance.now() + HEALED_WITHIN_MS;
    for (let state = await replica.redis(); !isWell(state); state = await replica.redis()) {
      if (performance.now() > untilHealedMs) {
        violations.push(`${name} in the end: ${JSON.stringify(state)}`);
        break;
      }
      await delay(50);
    }
  }
  const sum = (of: (ledger: (typeof callers.ledgers)[number]) => number) =>
    callers.ledgers.reduce((total, ledger) => total + of(ledger), 0);
  const { n, p50, p99 } = summarise(callers.improveMs);
  console.log(`\n${table([['fault', 'times'], ...[...counts].map(([what, times]) => [what, String(times)])])}\n`);
  console.log(
    `${sum(({ acknowledged }) => acknowledged)} writes of sessions, ${callers.improvements.length} improvements of ${callers.improved} and ${callers.feedback.length} ratings were acknowledged; ` +
      `${callers.cutOff} calls were cut off with their replica. improve_prompt: p50 ${format(p50, 1)} ms, p99 ${format(p99, 0)} ms, most ${format(Math.max(...callers.improveMs), 0)} ms (n = ${n}). ` +
      `Reads older than what another replica had acknowledged: ${sum(({ late }) => late)}, by ${format(Math.max(...callers.ledgers.map(({ latestMs }) => latestMs)), 0)} ms at most.\n`,
  );
  for (const violation of violations.slice(0, 20)) console.log(`- ${violation}`);
  judge([atMost('Never allowed', violations.length, 0, 0)]);
} finally {
  for (const { replica } of replicas) await replica[Symbol.asyncDispose]();
}
