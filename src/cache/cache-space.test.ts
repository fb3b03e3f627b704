import { describe, expect, test } from 'vitest';
import { MemoryHub } from '../../test/cache/doubles.ts';
import { heldLoader, replicaOf, settled } from '../../test/cache/replica.ts';
import { Cache, type CacheOptions, type SpaceOptions } from './index.ts';

const fail = () => {
  throw new Error('must not be loaded');
};

test('the second read is answered at once, without a promise', async () => {
  await using one = replicaOf(new MemoryHub());
  const key = one.space.key('ada', 1);
  expect(await one.space.get(key, () => ({ n: 1 }))).toMatchObject({
    value: { n: 1 },
    level: 'l3',
    freshness: 'fresh',
  });
  expect(one.space.get(key, fail)).toMatchObject({
    value: { n: 1 },
    level: 'l1',
    freshness: 'fresh',
    isFallback: false,
  });
  expect(one.space.info()).toMatchObject({
    l1HitRate: 0.5,
    entries: 1,
    counters: { l1Hits: 1, l1Misses: 1, loads: 1 },
  });
});

test('another replica reads from L2 what the first has loaded', async () => {
  const hub = new MemoryHub();
  await using one = replicaOf(hub);
  await using two = replicaOf(hub);
  const key = one.space.key('ada', 1);
  await one.space.get(key, () => ({ n: 1 }));
  await settled();
  expect(await two.space.get(key, fail)).toMatchObject({ value: { n: 1 }, level: 'l2', freshness: 'fresh' });
  expect(two.space.get(key, fail)).toMatchObject({ level: 'l1' });
});

test('what comes from a replica whose clock is ahead is kept no longer in memory than what is loaded here', async () => {
  const hub = new MemoryHub();
  await using ahead = replicaOf(hub);
  await using two = replicaOf(hub);
  const [key, absent] = [two.space.key('ada'), two.space.key('absent')];
  ahead.pass(3_600_000);
  await ahead.space.get(key, () => ({ n: 1 }));
  await ahead.space.get(absent, () => undefined);
  await settled();
  expect(await two.space.get(key, fail)).toMatchObject({ value: { n: 1 }, level: 'l2', freshness: 'fresh' });
  expect(await two.space.get(absent, fail)).toMatchObject({ value: undefined, level: 'l2' });
  expect(two.space.peek(key)).toBeDefined();
  expect(two.space.peek(absent)).toBeDefined();
  two.pass(101);
  expect(two.space.peek(absent)).toBeUndefined();
  two.pass(900);
  expect(two.space.peek(key)).toBeUndefined();
});

test('a space of text hands on through L2 what is no JSON', async () => {
  const hub = new MemoryHub();
  await using one = replicaOf(hub);
  await using two = replicaOf(hub);
  const options = { name: 'text', ttlMs: 1_000, codec: 'text' } as const;
  const [theirs, ours] = [one.cache.space<string>(options), two.cache.space<string>(options)];
  const key = ours.key('ada');
  await theirs.get(key, () => '{"open": ');
  await settled();
  expect(await ours.get(key, fail)).toMatchObject({ value: '{"open": ', level: 'l2' });
});

test('values of one owner are not those of another', async () => {
  await using one = replicaOf(new MemoryHub());
  await one.space.get(one.space.key('ada', 'x'), () => ({ n: 1 }));
  expect(one.space.peek(one.space.key('bob', 'x'))).toBeUndefined();
});

test('what callers share they cannot change', async () => {
  await using one = replicaOf(new MemoryHub());
  const { value } = await one.space.get(one.space.key('ada'), () => ({ n: 1 }));
  expect(Object.isFrozen(value)).toBe(true);
});

test('without a shared level everything else works', async () => {
  await using cache = new Cache();
  const space = cache.space<number>({ name: 'alone', ttlMs: 1_000 });
  const key = space.key('ada');
  await space.get(key, () => 1);
  expect(space.get(key, fail)).toMatchObject({ value: 1, level: 'l1' });
  expect(await space.invalidate(key)).toBe('everywhere');
  expect(await space.get(key, () => 2)).toMatchObject({ value: 2, level: 'l3' });
  expect(cache.info().shared).toBeUndefined();
  expect(await cache.whenConnected(1)).toBe(false);
});

test('switched off, every read is a load and nothing is kept', async () => {
  await using cache = new Cache({ levels: 'off' });
  const space = cache.space<number>({ name: 'off', ttlMs: 1_000 });
  const key = space.key('ada');
  expect(await space.get(key, () => 1)).toMatchObject({ value: 1, level: 'l3' });
  expect(await space.get(key, () => 2)).toMatchObject({ value: 2, level: 'l3' });
});

describe('callers at the same time', () => {
  test('share one load', async () => {
    await using one = replicaOf(new MemoryHub());
    const key = one.space.key('ada');
    const loader = heldLoader();
    const all = Array.from({ length: 1_000 }, () => one.space.get(key, loader.load));
    await settled();
    loader.answer(1);
    expect(new Set((await Promise.all(all)).map(({ value }) => value?.n))).toEqual(new Set([1]));
    expect(loader.calls()).toBe(1);
    expect(one.space.counters.coalesced).toBe(999);
  });

  test('a failure reaches all who waited, and the next call loads anew', async () => {
    await using one = replicaOf(new MemoryHub());
    const key = one.space.key('ada');
    const loader = heldLoader();
    const all = [one.space.get(key, loader.load), one.space.get(key, loader.load)].map(async (found) => found);
    await settled();
    loader.fail(new Error('down'));
    for (const found of await Promise.allSettled(all)) expect(found).toMatchObject({ reason: new Error('down') });
    expect(await one.space.get(key, () => ({ n: 2 }))).toMatchObject({ value: { n: 2 } });
  });

  test('one that gives up leaves the others waiting, the last one ends the load', async () => {
    await using one = replicaOf(new MemoryHub());
    const key = one.space.key('ada');
    const loader = heldLoader();
    const [first, second] = [new AbortController(), new AbortController()];
    const all = [first, second].map(async ({ signal }) => one.space.get(key, loader.load, { signal }));
    await settled();
    first.abort(new Error('gave up'));
    await expect(all[0]).rejects.toThrow('gave up');
    expect(loader.signal()?.aborted).toBe(false);
    second.abort(new Error('me too'));
    await expect(all[1]).rejects.toThrow('me too');
    expect(loader.signal()?.aborted).toBe(true);
    const again = one.space.get(key, () => ({ n: 3 }));
    expect(await again).toMatchObject({ value: { n: 3 } });
  });

  test('over the bound of shared loads a caller loads for itself, and nothing is kept', async () => {
    await using one = replicaOf(new MemoryHub(), { maxFlights: 1 });
    const loader = heldLoader();
    const held = one.space.get(one.space.key('ada', 1), loader.load);
    const over = one.space.key('ada', 2);
    expect(await one.space.get(over, () => ({ n: 2 }))).toMatchObject({ value: { n: 2 }, level: 'l3' });
    expect(one.space.peek(over)).toBeUndefined();
    expect(one.space.counters.unshared).toBe(1);
    await settled();
    loader.answer(1);
    await held;
  });
});

test('set aside and with a loader that fails, the last value known is a fallback, not a hit', async () => {
  await using one = replicaOf(new MemoryHub());
  const key = one.space.key('ada');
  await one.space.get(key, () => ({ n: 1 }));
  one.memory.disconnect();
  const failing = () => Promise.reject(new Error('down'));
  expect(await one.space.get(key, failing)).toMatchObject({ value: { n: 1 }, freshness: 'stale', isFallback: true });
  expect(one.space.counters).toMatchObject({ fallbacks: 1, l1Hits: 0, l1StaleHits: 0, loadErrors: 1 });
  one.pass(2_000);
  await expect(one.space.get(key, failing)).rejects.toThrow('down');
});

test('that there is no value is remembered for its own time', async () => {
  const hub = new MemoryHub();
  await using one = replicaOf(hub);
  await using two = replicaOf(hub);
  const key = one.space.key('ada');
  await one.space.get(key, () => undefined);
  await settled();
  expect(one.space.get(key, fail)).toMatchObject({ value: undefined, level: 'l1' });
  expect(await two.space.get(key, fail)).toMatchObject({ value: undefined, level: 'l2' });
  one.pass(101);
  expect(await one.space.get(key, () => ({ n: 1 }))).toMatchObject({ value: { n: 1 } });
});

test('a time to live is shortened at random, by the share that was asked for', async () => {
  let nowMs = 0;
  await using cache = new Cache({ monotonic: () => nowMs, random: () => 1 });
  const space = cache.space<number>({ name: 'jitter', ttlMs: 1_000, jitter: 0.5 });
  const key = space.key('ada');
  await space.get(key, () => 1);
  nowMs = 499;
  expect(space.peek(key)).toBeDefined();
  nowMs = 501;
  expect(space.peek(key)).toBeUndefined();
});

test('a load that takes too long fails for its caller with a retryable error and is told to stop', async () => {
  await using one = replicaOf(new MemoryHub(), { loadTimeoutMs: 5 });
  const loader = heldLoader();
  const found = (async () => one.space.get(one.space.key('ada'), loader.load))();
  await expect(found).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
  expect(loader.signal()?.aborted).toBe(true);
});

test('a value that is not JSON is kept in memory, and the failed write to L2 is counted', async () => {
  await using one = replicaOf(new MemoryHub());
  const key = one.space.key('ada');
  const odd: { readonly n: number } = Object.assign({ n: 1 }, { big: 1n });
  await one.space.get(key, () => odd);
  await settled();
  expect(one.space.peek(key)).toBeDefined();
  expect(one.space.counters.l2WriteErrors).toBe(1);
});

test('more tags than allowed are refused by name and number', async () => {
  await using one = replicaOf(new MemoryHub());
  const tags = Array.from({ length: 17 }, String);
  const found = (async () => one.space.get(one.space.key('ada'), fail, { tags }))();
  await expect(found).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', field: 'tags', limit: 16 });
});

test.each([
  [{ name: 'Upper' }, 'name'],
  [{ ttlMs: 0 }, 'ttlMs'],
  [{ jitter: 0.9 }, 'jitter'],
  [{ maxBytes: Number.NaN }, 'maxBytes'],
  [{ ttlMs: '60' }, 'ttlMs'],
  [{ schemaVersion: 1.5 }, 'schemaVersion'],
  [{ uncoordinatedTtlMs: Number.NaN }, 'uncoordinatedTtlMs'],
  [{ codec: 'xml' }, 'codec'],
  [{ l2: 'never' }, 'l2'],
  [{ byTag: 'keep' }, 'byTag'],
  [{ isCoherent: 'no' }, 'isCoherent'],
])('a space with %j is refused by field', (wrong, field) => {
  // As a program in JavaScript may give them.
  const options = { name: 'ok', ttlMs: 1, ...wrong } as SpaceOptions;
  expect(() => new Cache().space(options)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT', field }));
});

test.each([
  [{ deadlineMs: Number.POSITIVE_INFINITY }, 'deadlineMs'],
  [{ deadlineMs: 0 }, 'deadlineMs'],
  [{ writeTimeoutMs: Number.NaN }, 'writeTimeoutMs'],
  [{ compressFromBytes: -1 }, 'compressFromBytes'],
  [{ uncoordinatedTtlMs: -1 }, 'uncoordinatedTtlMs'],
  [{ levels: 'none' }, 'levels'],
  [{ prefix: '' }, 'prefix'],
])('a cache with %j is refused by field', (wrong, field) => {
  const options = wrong as CacheOptions;
  expect(() => new Cache(options)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT', field }));
});

test('an option that is undefined has its default: such a space is coherent, and drops by tag', async () => {
  // As a program without exactOptionalPropertyTypes may give them.
  const undefinedOnes = { isCoherent: undefined, byTag: undefined, codec: undefined } as unknown as object;
  await using one = replicaOf(new MemoryHub(), undefinedOnes);
  const key = one.space.key('ada');
  await one.space.get(key, () => ({ n: 1 }), { tags: ['t'] });
  await one.space.invalidateTag('t');
  expect(await one.space.get(key, () => ({ n: 2 }), { tags: ['t'] })).toMatchObject({ value: { n: 2 }, level: 'l3' });
  one.memory.disconnect();
  expect(one.space.peek(key)).toBeUndefined();
});

test('of two spaces of one name the second is refused', () => {
  const cache = new Cache();
  cache.space({ name: 'one', ttlMs: 1 });
  expect(() => cache.space({ name: 'one', ttlMs: 1 })).toThrow(expect.objectContaining({ field: 'name' }));
});

test('a listener that throws is counted and harms nobody', async () => {
  await using cache = new Cache({
    onEvent: () => {
      throw new Error('listener');
    },
  });
  const space = cache.space<number>({ name: 'loud', ttlMs: 1_000 });
  expect(await space.get(space.key('ada'), () => 1)).toMatchObject({ value: 1 });
  expect(cache.info().listenerErrors).toBeGreaterThan(0);
});
