/** What a caller notices of each way in which Redis fails: nothing but time, and not much of it. */
import { createClient } from '@redis/client';
import { describe, expect, inject, it } from 'vitest';
import { Cache, type CacheEvent, type CacheOptions, type CacheSpace } from '../../src/cache/index.ts';
import { startRedis, type RedisServer } from '../services/redis.ts';
import { TcpProxy } from '../store/tcp-proxy.ts';

const binaries = inject('redisBinaries');
const DEADLINE_MS = 10;
/** For what is not about time: the machine that runs the tests may be slow. */
const PATIENT: CacheOptions = { deadlineMs: 2_000 };
/** It takes a second or less; the machine may be busy. */
const RECOVERY_MS = 10_000;

interface Rig {
  readonly server: RedisServer;
  readonly cache: Cache;
  readonly space: CacheSpace<{ readonly n: number }>;
}

async function withRig(use: (rig: Rig) => Promise<void>, options: CacheOptions = {}): Promise<void> {
  if (binaries === undefined) return;
  await using server = await startRedis(binaries);
  await using cache = new Cache({ redisUrl: server.url, deadlineMs: DEADLINE_MS, ...options });
  expect(await cache.whenConnected(RECOVERY_MS)).toBe(true);
  // L1 has room for nothing: every read asks L2.
  const space = cache.space<{ readonly n: number }>({ name: 'faults', ttlMs: 60_000, maxEntries: 1, maxBytes: 1_024 });
  await use({ server, cache, space });
}

/** @returns the longest a read took */
async function readMany({ space }: Rig, reads: number): Promise<number> {
  let longestMs = 0;
  for (let i = 0; i < reads; i++) {
    const startedMs = performance.now();
    const { value } = await space.get(space.key('ada', i), () => ({ n: i }));
    longestMs = Math.max(longestMs, performance.now() - startedMs);
    expect(value).toEqual({ n: i });
  }
  return longestMs;
}

async function expectHitsAgain({ space }: Rig): Promise<void> {
  const key = space.key('ada', 'again');
  await expect
    .poll(async () => (await space.get(key, () => ({ n: 1 }))).level, { timeout: RECOVERY_MS, interval: 20 })
    .toBe('l2');
}

describe.skipIf(!binaries)('reads go on, and hits return, when Redis', () => {
  it('is killed and comes back empty', () =>
    withRig(async (rig) => {
      await readMany(rig, 10);
      await rig.server.crash();
      expect(await readMany(rig, 50)).toBeLessThan(1_000);
      await expect.poll(() => rig.cache.info().shared?.isConnected).toBe(false);
      await rig.server.start();
      await expectHitsAgain(rig);
    }));

  it('is paused: a few reads pay the deadline, the others nothing', () =>
    withRig(async (rig) => {
      await readMany(rig, 10);
      // A busy machine may have been too slow for some of those.
      const before = { ...rig.space.counters };
      rig.server.pause();
      await readMany(rig, 200);
      // Each that paid is counted; the breaker keeps the others from it.
      expect(rig.space.counters.l2Errors - before.l2Errors).toBeLessThanOrEqual(10);
      expect(rig.space.counters.l2Unavailable - before.l2Unavailable).toBeGreaterThanOrEqual(190);
      expect(rig.cache.info().shared?.breaker).toBe('open');
      rig.server.resume();
      await expectHitsAgain(rig);
    }));

  it('is slow: the breaker opens, and closes when it is quick again', async () => {
    if (binaries === undefined) return;
    await using server = await startRedis(binaries);
    await using proxy = await TcpProxy.to('127.0.0.1', server.port);
    await withRig(
      async (rig) => {
        await readMany(rig, 10);
        proxy.delayMs = 200;
        await readMany(rig, 100);
        expect(rig.cache.info().shared?.breaker).toBe('open');
        // Slow, but there: a writer can still tell the others.
        expect(await rig.space.invalidate(rig.space.key('ada', 1))).toBe('everywhere');
        proxy.delayMs = 0;
        await expectHitsAgain(rig);
      },
      { redisUrl: `redis://127.0.0.1:${proxy.port}` },
    );
  });

  it('is cut off without a word', async () => {
    if (binaries === undefined) return;
    await using server = await startRedis(binaries);
    await using proxy = await TcpProxy.to('127.0.0.1', server.port);
    await withRig(
      async (rig) => {
        await readMany(rig, 10);
        proxy.isSwallowing = true;
        await readMany(rig, 100);
        // Noticed by the heartbeat: no word of other replicas comes through.
        await expect.poll(() => rig.cache.info().shared?.isConnected).toBe(false);
        // The breaker goes on probing what is not there.
        await new Promise((resolve) => setTimeout(resolve, 600));
        await readMany(rig, 10);
        proxy.isSwallowing = false;
        await expectHitsAgain(rig);
        proxy.cut();
        await expectHitsAgain(rig);
      },
      { redisUrl: `redis://127.0.0.1:${proxy.port}` },
    );
  });

  it('is full: what is there is read, what cannot be written is counted, invalidations arrive', () =>
    withRig(async (rig) => {
      const { space, server } = rig;
      const key = space.key('ada', 'kept');
      const tagged = space.key('ada', 'tagged');
      await space.get(key, () => ({ n: 1 }));
      await space.get(tagged, () => ({ n: 1 }), { tags: ['t'] });
      await expect.poll(() => space.counters.l2Writes).toBe(2);
      const admin = createClient({ url: server.url });
      await admin.connect();
      await admin.sendCommand(['CONFIG', 'SET', 'maxmemory', '1']);
      expect(await space.get(key, () => ({ n: 2 }))).toMatchObject({ value: { n: 1 }, level: 'l2' });
      await readMany(rig, 20);
      await expect.poll(() => space.counters.l2WriteErrors).toBe(20);
      for (let i = 0; i < 10; i++) await space.get(space.key('ada', i), () => ({ n: i }), { tags: [`new-${i}`] });
      expect(space.counters.l2Errors).toBe(0);
      expect(rig.cache.info().shared?.breaker).toBe('closed');
      expect(await space.invalidate(key)).toBe('everywhere');
      expect(await space.invalidateTag('t')).toBe('everywhere');
      expect(await space.get(key, () => ({ n: 3 }))).toMatchObject({ value: { n: 3 }, level: 'l3' });
      await admin.sendCommand(['CONFIG', 'SET', 'maxmemory', '0']);
      admin.destroy();
      expect(await space.get(tagged, () => ({ n: 3 }), { tags: ['t'] })).toMatchObject({
        value: { n: 3 },
        level: 'l3',
      });
    }, PATIENT));
});

describe.skipIf(!binaries)('a Redis that takes no writes', () => {
  const OF_A_COPY = ['REPLICAOF', '127.0.0.1', '1'];
  it.each([
    ['is a copy of another', OF_A_COPY, ['REPLICAOF', 'NO', 'ONE']],
    [
      'has too few copies',
      ['CONFIG', 'SET', 'min-replicas-to-write', '1'],
      ['CONFIG', 'SET', 'min-replicas-to-write', '0'],
    ],
  ])('since it %s: no replica serves an old value, and all heals', (_why, begin, end) =>
    withRig(async ({ server, cache }) => {
      await using other = new Cache({ redisUrl: server.url, ...PATIENT });
      expect(await other.whenConnected(RECOVERY_MS)).toBe(true);
      const [mine, theirs] = [cache, other].map((one) => one.space<number>({ name: 'values', ttlMs: 60_000 }));
      if (mine === undefined || theirs === undefined) throw new Error('there are two');
      const key = mine.key('ada');
      await mine.get(key, () => 1);
      await expect.poll(() => mine.counters.l2Writes).toBe(1);
      await theirs.get(key, () => 1);
      const admin = createClient({ url: server.url });
      await admin.connect();
      await admin.sendCommand(begin);
      expect(await mine.invalidate(key)).toBe('pending');
      for (const space of [mine, theirs]) {
        expect(space.peek(key)).toBeUndefined();
        expect(await space.get(key, () => 2)).toMatchObject({ value: 2, level: 'l3' });
      }
      await admin.sendCommand(end);
      admin.destroy();
      for (const one of [cache, other]) {
        await expect.poll(() => one.info().shared?.pendingInvalidations, { timeout: RECOVERY_MS }).toBe(0);
      }
      expect(await theirs.get(key, () => 3)).toMatchObject({ value: 3, level: 'l3' });
    }, PATIENT),
  );

  it('is not connected to, and the event says why', () =>
    withRig(async ({ server }) => {
      const admin = createClient({ url: server.url });
      await admin.connect();
      await admin.sendCommand(OF_A_COPY);
      admin.destroy();
      const reasons: string[] = [];
      await using late = new Cache({
        redisUrl: server.url,
        onEvent: (event) => event.type === 'connection-error' && reasons.push(String(event.error)),
      });
      await expect.poll(() => reasons[0]).toContain('READONLY');
      expect(await late.whenConnected(0)).toBe(false);
    }));
});

describe.skipIf(!binaries)('with real connections', () => {
  it('memory is set aside when the connection is lost, and a value written meanwhile is seen', () =>
    withRig(async ({ server, cache }) => {
      const values = cache.space<number>({ name: 'values', ttlMs: 60_000 });
      const key = values.key('ada');
      await values.get(key, () => 1);
      expect(values.peek(key)).toBeDefined();
      await server.crash();
      await expect.poll(() => values.peek(key)).toBeUndefined();
    }));

  it('a loss comes with its reason, and closing is none', () =>
    withRig(async ({ server }) => {
      const heard = (events: CacheEvent[]) =>
        events.map((event) => (event.type === 'connection' ? event.state : event.type));
      const [lost, closed]: [CacheEvent[], CacheEvent[]] = [[], []];
      await using cache = new Cache({ redisUrl: server.url, onEvent: (event) => lost.push(event) });
      const other = new Cache({ redisUrl: server.url, onEvent: (event) => closed.push(event) });
      for (const one of [cache, other]) expect(await one.whenConnected(RECOVERY_MS)).toBe(true);
      await other.close();
      expect(heard(closed)).toEqual(['up']);
      await server.crash();
      await expect.poll(() => heard(lost).slice(0, 3)).toEqual(['up', 'connection-error', 'down']);
    }));

  it('an invalidation while Redis is gone is told when it is back', () =>
    withRig(async ({ server, cache }) => {
      const values = cache.space<number>({ name: 'values', ttlMs: 60_000 });
      await using other = new Cache({ redisUrl: server.url });
      const theirs = other.space<number>({ name: 'values', ttlMs: 60_000 });
      await server.crash();
      await expect.poll(() => cache.info().shared?.isConnected).toBe(false);
      const key = values.key('ada');
      expect(await values.invalidate(key)).toBe('pending');
      await server.start();
      await expect.poll(() => cache.info().shared?.pendingInvalidations, { timeout: RECOVERY_MS }).toBe(0);
      await expect.poll(() => theirs.counters.setAside, { timeout: RECOVERY_MS }).toBeGreaterThan(0);
    }));

  it('what Redis brings back from its disk is not older than what was changed since', () =>
    withRig(async ({ server, cache, space }) => {
      const other = cache.space<number>({ name: 'own-key', ttlMs: 60_000, maxEntries: 1, isCoherent: false });
      const [key, kept] = [space.key('ada'), other.key('ada')];
      await space.get(key, () => ({ n: 1 }));
      await other.get(kept, () => 1);
      await expect.poll(() => space.counters.l2Writes + other.counters.l2Writes).toBe(2);
      const admin = createClient({ url: server.url });
      await admin.connect();
      await admin.sendCommand(['SAVE']);
      admin.destroy();
      expect(await space.invalidate(key)).toBe('everywhere');
      await server.crash();
      await expect.poll(() => cache.info().shared?.isConnected).toBe(false);
      await server.start();
      expect(await cache.whenConnected(RECOVERY_MS)).toBe(true);
      expect(await space.get(key, () => ({ n: 2 }))).toMatchObject({ value: { n: 2 }, level: 'l3' });
      await other.get(other.key('grace'), () => 1);
      // It did come back with what it had saved.
      expect(await other.get(kept, () => 1)).toMatchObject({ level: 'l2' });
    }, PATIENT));

  it('foreign and damaged entries are misses with an event, and are overwritten', () =>
    withRig(async ({ server, space, cache }) => {
      const key = space.key('ada');
      await space.get(key, () => ({ n: 1 }));
      await expect.poll(() => space.counters.l2Writes).toBe(1);
      const admin = createClient({ url: server.url });
      await admin.connect();
      const [name = ''] = await admin.keys('*faults*');
      await admin.set(name, 'something else');
      expect(await space.get(key, () => ({ n: 2 }))).toMatchObject({ value: { n: 2 }, level: 'l3' });
      await expect.poll(() => space.counters.l2Writes).toBe(2);
      expect(await space.get(key, () => ({ n: 3 }))).toMatchObject({ value: { n: 2 }, level: 'l2' });
      await admin.del(name);
      await admin.sendCommand(['LPUSH', name, 'a list']);
      for (let i = 0; i < 10; i++) await space.get(key, () => ({ n: 4 }));
      expect(cache.info().shared?.breaker).toBe('closed');
      expect(space.counters.l2Corrupt).toBe(1);
      admin.destroy();
    }, PATIENT));

  it('nothing a caller sent stands in a name', () =>
    withRig(async ({ server, space }) => {
      await space.get(space.key('ada', 'my password is hunter2'), () => ({ n: 1 }), { tags: ['hunter2'] });
      await expect.poll(() => space.counters.l2Writes).toBe(1);
      const admin = createClient({ url: server.url });
      await admin.connect();
      expect((await admin.keys('*')).join()).not.toMatch(/hunter2|ada/);
      admin.destroy();
    }, PATIENT));
});
