/** Several server processes on one PostgreSQL and one Redis: what each sees of what the others do, and of Redis failing. */
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from '@redis/client';
import { describe, expect, inject, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { runCli } from '../cli/cli.ts';
import { type RedisServer, startRedis } from '../services/redis.ts';
import { createTestDatabase } from '../services/test-database.ts';
import { TcpProxy } from '../store/tcp-proxy.ts';
import { checkOwnWrites } from './own-writes.ts';
import { Replica } from './server.ts';
import { closedAfterEach } from '../services/opened.ts';

const binaries = inject('redisBinaries');
/** It takes a second or less; the machine may be busy. */
const RECOVERY_MS = 10_000;
/** Q02 asks about it, and no other rule does. */
const PROMPT = 'Continue.';

const open = closedAfterEach();

interface Rig {
  readonly redis: RedisServer;
  /** The way of the last replica to Redis; the others go straight. */
  readonly proxy: TcpProxy;
  readonly databaseUrl: string;
  readonly replicas: readonly Replica[];
}

async function startRig(count: number): Promise<Rig> {
  if (binaries === undefined) throw new Error('there is no Redis');
  const redis = open(await startRedis(binaries));
  const proxy = open(await TcpProxy.to('127.0.0.1', redis.port));
  const { url: databaseUrl } = open(await createTestDatabase());
  const start = (index: number) =>
    Replica.start({
      databaseUrl,
      redisUrl: index === count - 1 ? `redis://127.0.0.1:${proxy.port}` : redis.url,
      // The machine that runs the tests may be slow; what is tested here is not the deadline.
      env: { PROMPT_IMPROVER_CACHE_DEADLINE_MS: '100' },
    });
  const replicas = await Promise.all(Array.from({ length: count }, (_, index) => start(index)));
  for (const replica of replicas) open(replica);
  return { redis, proxy, databaseUrl, replicas };
}

const asks = async (replica: Replica | undefined) => {
  const { questions } = (await replica?.ok('analyze_prompt', { prompt: PROMPT })) ?? {};
  return Array.isArray(questions) && questions.length > 0;
};

/** Each tool that can meet Redis, on each replica, until it is told to stop. Rejects with the first error. */
async function callSteadily(replicas: readonly Replica[], signal: AbortSignal): Promise<number> {
  let calls = 0;
  const caller = async (replica: Replica, index: number) => {
    // On a busy machine a second is over before much has been called.
    for (let n = 0; n < 2 || !signal.aborted; n++) {
      const session = { session_id: `steady-${index}` };
      await replica.ok('set_session', { ...session, data: { n } });
      expect((await replica.ok('get_session', session))['data']).toEqual({ n });
      await replica.ok('improve_prompt', { prompt: `Say ${n % 5} words about ships.`, ...session });
      calls += 3;
      await delay(2);
    }
  };
  await Promise.all(replicas.map(caller));
  return calls;
}

async function expectNoErrorWhile({ replicas }: Rig, work: () => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const calling = callSteadily(replicas, stop.signal);
  await work().finally(() => stop.abort());
  expect(await calling).toBeGreaterThan(10);
}

async function expectRedisBack({ replicas }: Rig): Promise<void> {
  for (const replica of replicas) {
    const isBack = async () => {
      const redis = await replica.redis();
      return redis?.['connected'] === true && redis['breaker'] === 'closed' && redis['pending_invalidations'] === 0;
    };
    await expect.poll(isBack, { timeout: RECOVERY_MS }).toBe(true);
  }
}

describe.skipIf(!binaries || !inject('postgres'))('of several replicas', () => {
  it('each sees its own writes at once, and those of the others', async () => {
    const { replicas } = await startRig(3);
    const options = { operations: 1_000, writers: 6, boundMs: 1_000, random: seededRandom(7) };
    const checked = await checkOwnWrites(replicas, options);
    expect(checked.violations).toEqual([]);
    expect(checked.readsElsewhere).toBeGreaterThan(200);
    // Whichever replica is asked next: each has confirmed the change before the write was acknowledged.
    const unheard = await Promise.all(
      replicas.map(async (replica) => Number((await replica.redis())?.['unheard_invalidations'])),
    );
    expect(checked.lateReads).toBeLessThanOrEqual(unheard.reduce((sum, count) => sum + count, 0));
    const hits = await Promise.all(
      replicas.map(async (replica) => Number((await replica.space('sessions'))['l1_hits'])),
    );
    // It was the cache that was checked, not the store.
    expect(Math.min(...hits)).toBeGreaterThan(20);
  });

  it('a touched, a changed and a deleted session is so everywhere; versions are checked by the store', async () => {
    const { replicas } = await startRig(2);
    const [one, other] = replicas;
    const session = { session_id: 'work' };
    await one?.ok('set_session', { ...session, data: { step: 1 } });
    for (const replica of replicas) await replica.ok('get_session', session);
    await other?.ok('touch_session', { ...session, ttl_seconds: 77 });
    await expect.poll(async () => (await one?.ok('get_session', session))?.['ttl_seconds']).toBe(77);
    await other?.ok('set_session', { ...session, data: { step: 2 }, expected_version: 1 });
    const late = await one?.call('set_session', { ...session, data: { step: 3 }, expected_version: 1 });
    expect(late?.text).toContain('SESSION_CONFLICT');
    expect(await one?.ok('get_session', session)).toMatchObject({ data: { step: 2 }, version: 2 });
    await other?.ok('touch_session', { ...session, ttl_seconds: 1 });
    await expect.poll(async () => (await one?.ok('get_session', session))?.['ttl_seconds']).toBe(1);
    await delay(1_100);
    // It was cached for half an hour, and lived for a second.
    expect((await one?.call('get_session', session))?.text).toContain('SESSION_NOT_FOUND');
    await one?.ok('set_session', { ...session, data: { step: 4 } });
    for (const replica of replicas) await replica.ok('get_session', session);
    await other?.ok('delete_session', session);
    await expect.poll(async () => (await one?.call('get_session', session))?.isError).toBe(true);
  });

  it('a rule that a command switches off is off in all of them at once', async () => {
    const { replicas, redis, databaseUrl } = await startRig(2);
    for (const replica of replicas) expect(await asks(replica)).toBe(true);
    const env = { DATABASE_URL: databaseUrl, REDIS_URL: redis.url };
    expect(await runCli(['rules', 'disable', 'Q02'], { env })).toMatchObject({ code: 0, stderr: '' });
    // A minute is what it takes without word.
    for (const replica of replicas) await expect.poll(() => asks(replica)).toBe(false);
    expect(await runCli(['rules', 'enable', 'Q02'], { env })).toMatchObject({ code: 0, stderr: '' });
    for (const replica of replicas) await expect.poll(() => asks(replica)).toBe(true);
  });
});

describe.skipIf(!binaries || !inject('postgres'))('no caller gets an error when Redis', () => {
  it('is killed and comes back empty', async () => {
    const rig = await startRig(2);
    const timesAway = () => rig.replicas.map(({ stderr }) => stderr.split('Redis is away').length - 1);
    // A machine that is busy may have been too slow for the first connection.
    const before = timesAway();
    await expectNoErrorWhile(rig, async () => {
      await delay(300);
      await rig.redis.crash();
      await delay(1_000);
      await rig.redis.start();
      await expectRedisBack(rig);
    });
    expect(timesAway()).toEqual(before.map((times) => times + 1));
  });

  it('is paused', async () => {
    const rig = await startRig(2);
    await expectNoErrorWhile(rig, async () => {
      rig.redis.pause();
      await delay(1_500);
      rig.redis.resume();
      await expectRedisBack(rig);
    });
  });

  it('is slow, and then cut off from one replica only', async () => {
    const rig = await startRig(2);
    const [near, far] = rig.replicas;
    await expectNoErrorWhile(rig, async () => {
      rig.proxy.delayMs = 200;
      await delay(1_000);
      rig.proxy.delayMs = 0;
      await expectRedisBack(rig);
    });
    const session = { session_id: 'shared' };
    await near?.ok('set_session', { ...session, data: { n: 1 } });
    await far?.ok('get_session', session);
    rig.proxy.isSwallowing = true;
    await near?.ok('set_session', { ...session, data: { n: 2 } });
    // It reads its own writes all the same.
    await far?.ok('set_session', { session_id: 'far', data: { n: 1 } });
    expect(await far?.ok('get_session', { session_id: 'far' })).toMatchObject({ data: { n: 1 } });
    // Of the other's it knows within 3 s, when it notices; without that it would be half an hour.
    await expect.poll(async () => (await far?.ok('get_session', session))?.['data']).toEqual({ n: 2 });
    await near?.ok('set_session', { ...session, data: { n: 3 } });
    expect(await far?.ok('get_session', session)).toMatchObject({ data: { n: 3 } });
    rig.proxy.isSwallowing = false;
    rig.proxy.cut();
    await expectRedisBack(rig);
  });

  it('is full', async () => {
    const rig = await startRig(2);
    const admin = createClient({ url: rig.redis.url });
    // When the test fails Redis ends before it.
    admin.on('error', () => {});
    await admin.connect();
    await admin.sendCommand(['CONFIG', 'SET', 'maxmemory', '1']);
    await expectNoErrorWhile(rig, () => delay(700));
    await admin.sendCommand(['CONFIG', 'SET', 'maxmemory', '0']);
    admin.destroy();
    await expectRedisBack(rig);
  });
});

const postgres = inject('postgres');

describe.skipIf(!binaries || !postgres)('with the database gone', () => {
  it('cached sessions are read, and what would be written is refused as worth trying again', async () => {
    const { replicas, databaseUrl, redis } = await startRig(1);
    const { hostname, port } = new URL(databaseUrl);
    const way = await TcpProxy.to(hostname, Number(port));
    const url = new URL(databaseUrl);
    url.host = `127.0.0.1:${way.port}`;
    const cutOff = open(await Replica.start({ databaseUrl: url.href, redisUrl: redis.url }));
    const session = { session_id: 'work' };
    await cutOff.ok('set_session', { ...session, data: { step: 1 } });
    await cutOff.ok('get_session', session);
    await way[Symbol.asyncDispose]();
    expect(await cutOff.ok('get_session', session)).toMatchObject({ data: { step: 1 } });
    expect(await cutOff.ok('improve_prompt', { prompt: PROMPT, ...session })).toMatchObject({ stored: false });
    const refused = await cutOff.call('set_session', { session_id: 'other', data: {} });
    expect(refused).toMatchObject({ isError: true, text: expect.stringContaining('STORE_UNAVAILABLE') });
    expect(refused.text).toContain('Try again');
    // Somebody else who still reaches the database changes the session: the old one is not shown any more.
    await replicas[0]?.ok('set_session', { ...session, data: { step: 2 } });
    await expect.poll(async () => (await cutOff.call('get_session', session)).text).toContain('STORE_UNAVAILABLE');
  });
});
