/** Values that are served although they are past their time to live, or their tag was invalidated. */
import { describe, expect, test } from 'vitest';
import { MemoryHub } from '../../test/cache/doubles.ts';
import { heldLoader, replicaOf, settled } from '../../test/cache/replica.ts';

const fail = () => {
  throw new Error('must not be loaded');
};

describe('a value past its time to live', () => {
  test('is served while one refresh runs', async () => {
    await using one = replicaOf(new MemoryHub());
    const key = one.space.key('ada');
    await one.space.get(key, () => ({ n: 1 }));
    await settled();
    one.pass(1_001);
    const loader = heldLoader();
    for (let i = 0; i < 10; i++) {
      expect(one.space.get(key, loader.load)).toMatchObject({ value: { n: 1 }, level: 'l1', freshness: 'stale' });
    }
    await settled();
    loader.answer(2);
    await settled();
    expect(loader.calls()).toBe(1);
    expect(one.space.get(key, fail)).toMatchObject({ value: { n: 2 }, freshness: 'fresh' });
    expect(one.space.counters).toMatchObject({ l1StaleHits: 10, l1Hits: 1, refreshes: 1, fallbacks: 0 });
  });

  test('is loaded again after its grace', async () => {
    await using one = replicaOf(new MemoryHub());
    const key = one.space.key('ada');
    await one.space.get(key, () => ({ n: 1 }));
    await settled();
    one.pass(1_501);
    expect(await one.space.get(key, () => ({ n: 2 }))).toMatchObject({ value: { n: 2 }, level: 'l3' });
  });

  test('stays in service when the refresh fails, and the next refresh waits', async () => {
    await using one = replicaOf(new MemoryHub(), { graceMs: 60_000 });
    const key = one.space.key('ada');
    await one.space.get(key, () => ({ n: 1 }));
    one.pass(1_001);
    let calls = 0;
    const failing = () => {
      calls += 1;
      throw new Error('down');
    };
    for (let i = 0; i < 5; i++) {
      expect(one.space.get(key, failing)).toMatchObject({ value: { n: 1 }, freshness: 'stale' });
      await settled();
    }
    expect(calls).toBe(1);
    one.pass(1_001);
    one.space.get(key, failing);
    await settled();
    expect(calls).toBe(2);
    expect(one.space.counters.loadErrors).toBe(2);
  });

  test('in L2 is served and refreshed too', async () => {
    const hub = new MemoryHub();
    await using one = replicaOf(hub);
    await using two = replicaOf(hub);
    const key = one.space.key('ada');
    await one.space.get(key, () => ({ n: 1 }));
    await settled();
    two.pass(1_001);
    const found = await two.space.get(key, () => ({ n: 2 }));
    expect(found).toMatchObject({ value: { n: 1 }, level: 'l2', freshness: 'stale' });
    await settled();
    expect(two.space.get(key, fail)).toMatchObject({ value: { n: 2 }, freshness: 'fresh' });
    expect(two.space.counters).toMatchObject({ l2StaleHits: 1, l2Hits: 0, l2Writes: 1 });
  });
});

test('a refresh that L2 answers is no read that anybody asked for: no more hits than reads', async () => {
  const hub = new MemoryHub();
  await using one = replicaOf(hub);
  await using two = replicaOf(hub);
  const key = one.space.key('ada');
  await one.space.get(key, () => ({ n: 1 }));
  await settled();
  await two.space.get(key, fail);
  for (const { pass } of [one, two]) pass(1_001);
  one.space.get(key, () => ({ n: 2 }));
  await settled();
  for (let i = 0; i < 9; i++) two.space.get(key, fail);
  await settled();
  expect(two.space.get(key, fail)).toMatchObject({ value: { n: 2 }, freshness: 'fresh' });
  const { counters, hitRate } = two.space.info();
  expect(counters).toMatchObject({ l1Hits: 1, l1StaleHits: 9, l1Misses: 1, l2Hits: 2, refreshes: 1, loads: 0 });
  expect(hitRate).toBe(1);
});

test('a hit of L2 that many share is one for each of them', async () => {
  const hub = new MemoryHub();
  await using one = replicaOf(hub);
  await using two = replicaOf(hub);
  const key = one.space.key('ada');
  await one.space.get(key, () => ({ n: 1 }));
  await settled();
  const found = await Promise.all(Array.from({ length: 10 }, () => two.space.get(key, fail)));
  expect(found.map(({ level }) => level)).toEqual(Array.from({ length: 10 }, () => 'l2'));
  expect(two.space.info()).toMatchObject({ counters: { l2Hits: 1, coalesced: 9 }, hitRate: 1 });
});

test('but one that a reader waits for is', async () => {
  const hub = new MemoryHub();
  await using one = replicaOf(hub);
  await using two = replicaOf(hub, { staleWaitMs: 5_000 });
  const key = one.space.key('ada');
  await one.space.get(key, () => ({ n: 1 }));
  await settled();
  await two.space.get(key, fail);
  for (const { pass } of [one, two]) pass(1_001);
  one.space.get(key, () => ({ n: 2 }));
  await settled();
  const found = await Promise.all([two.space.get(key, fail), two.space.get(key, fail)]);
  for (const each of found) expect(each).toMatchObject({ value: { n: 2 }, level: 'l2', freshness: 'fresh' });
  expect(two.space.info()).toMatchObject({ counters: { l1StaleHits: 0, l1Misses: 3, l2Hits: 2 }, hitRate: 1 });
});

describe('values that the invalidation of their tag makes stale', () => {
  const options = { byTag: 'stale', graceMs: 60_000 } as const;
  const tags = ['t'];

  test('are served once more while a refresh runs, here, elsewhere, and from L2', async () => {
    const hub = new MemoryHub();
    await using one = replicaOf(hub, options);
    await using two = replicaOf(hub, options);
    await using three = replicaOf(hub, options);
    const key = one.space.key('ada');
    await one.space.get(key, () => ({ n: 1 }), { tags });
    await settled();
    await two.space.get(key, fail, { tags });
    expect(await one.space.invalidateTag('t')).toBe('everywhere');
    const loader = heldLoader();
    for (const { space } of [one, two]) {
      expect(space.get(key, loader.load, { tags })).toMatchObject({ value: { n: 1 }, level: 'l1', freshness: 'stale' });
    }
    expect(await three.space.get(key, loader.load, { tags })).toMatchObject({ level: 'l2', freshness: 'stale' });
    await settled();
    expect(loader.calls()).toBe(3);
    loader.answer(2);
    await settled();
    for (const { space } of [one, two, three]) {
      expect(space.get(key, fail, { tags })).toMatchObject({ value: { n: 2 }, freshness: 'fresh' });
    }
  });

  test('stay in service while the loader fails, and are gone by key', async () => {
    await using one = replicaOf(new MemoryHub(), { ...options, staleWaitMs: 1_000 });
    const key = one.space.key('ada');
    await one.space.get(key, () => ({ n: 1 }), { tags });
    await one.space.invalidateTag('t');
    const failing = () => Promise.reject(new Error('down'));
    expect(await one.space.get(key, failing, { tags })).toMatchObject({ value: { n: 1 }, freshness: 'stale' });
    await one.space.invalidate(key);
    await expect(one.space.get(key, failing, { tags })).rejects.toThrow('down');
  });

  test('are not served where a reader may wait for the refresh and it comes in time', async () => {
    const hub = new MemoryHub();
    await using one = replicaOf(hub, { ...options, staleWaitMs: 60_000 });
    await using two = replicaOf(hub, { ...options, staleWaitMs: 60_000 });
    const key = one.space.key('ada');
    await one.space.get(key, () => ({ n: 1 }), { tags });
    await settled();
    await one.space.invalidateTag('t');
    const renewed = { value: { n: 2 }, level: 'l3', freshness: 'fresh' };
    expect(await two.space.get(key, () => ({ n: 2 }), { tags })).toMatchObject(renewed);
    expect(await one.space.get(key, async () => ({ n: 2 }), { tags })).toMatchObject({ value: { n: 2 } });
    expect(one.space.counters).toMatchObject({ l1StaleHits: 0, l1Misses: 2, refreshes: 1 });
  });

  test('are served after that wait', async () => {
    await using one = replicaOf(new MemoryHub(), { ...options, staleWaitMs: 5 });
    const key = one.space.key('ada');
    await one.space.get(key, () => ({ n: 1 }), { tags });
    await one.space.invalidateTag('t');
    const loader = heldLoader();
    expect(await one.space.get(key, loader.load, { tags })).toMatchObject({ value: { n: 1 }, freshness: 'stale' });
    loader.answer(2);
    await settled();
    expect(one.space.get(key, fail, { tags })).toMatchObject({ value: { n: 2 }, freshness: 'fresh' });
    expect(one.space.counters).toMatchObject({ l1StaleHits: 1, l1Misses: 1, l1Hits: 1 });
  });
});
