/** Interleavings, each forced: what was loaded before an invalidation must not come back after it, here or elsewhere. */
import { describe, expect, test } from 'vitest';
import { MemoryHub } from '../../test/cache/doubles.ts';
import { heldLoader, type Replica, replicaOf, settled } from '../../test/cache/replica.ts';

const fail = () => {
  throw new Error('must not be loaded');
};

test('an invalidation reaches memory, L2 and the other replicas', async () => {
  const hub = new MemoryHub();
  await using one = replicaOf(hub);
  await using two = replicaOf(hub);
  const key = one.space.key('ada');
  await one.space.get(key, () => ({ n: 1 }));
  await settled();
  await two.space.get(key, fail);
  expect(await one.space.invalidate(key)).toBe('everywhere');
  for (const { space } of [one, two]) expect(space.peek(key)).toBeUndefined();
  expect(await two.space.get(key, () => ({ n: 2 }))).toMatchObject({ value: { n: 2 }, level: 'l3' });
  expect(one.space.counters.remoteInvalidations).toBe(0);
  expect(two.space.counters.remoteInvalidations).toBe(1);
});

test('whoever is told that an invalidation is everywhere finds the old value nowhere', async () => {
  const hub = new MemoryHub();
  await using one = replicaOf(hub);
  await using slow = replicaOf(hub);
  const key = one.space.key('ada');
  await one.space.get(key, () => ({ n: 1 }));
  await settled();
  await slow.space.get(key, fail);
  // Its messages arrive late, as they do in a process that is busy.
  const arrived = slow.memory.holdMessages();
  const invalidating = one.space.invalidate(key);
  await settled();
  expect(slow.space.peek(key)).toBeDefined();
  let isOver = false;
  void invalidating.then(() => (isOver = true));
  await settled();
  expect(isOver).toBe(false);
  arrived();
  expect(await invalidating).toBe('everywhere');
  expect(slow.space.peek(key)).toBeUndefined();
  expect(one.cache.info().shared?.unheardInvalidations).toBe(0);
});

describe.each(['here', 'elsewhere'] as const)('a load that began before an invalidation from %s', (where) => {
  test.each(['key', 'tag'] as const)('by %s does not put the old value back', async (by) => {
    const hub = new MemoryHub();
    await using one = replicaOf(hub);
    await using two = replicaOf(hub);
    await using three = replicaOf(hub);
    const key = one.space.key('ada');
    const tags = ['t'];
    const loader = heldLoader();
    const old = one.space.get(key, loader.load, { tags });
    await settled();
    const writer = where === 'here' ? one : two;
    await (by === 'key' ? writer.space.invalidate(key) : writer.space.invalidateTag('t'));
    loader.answer(1);
    expect(await old).toMatchObject({ value: { n: 1 } });
    await settled();
    expect(one.space.peek(key)).toBeUndefined();
    for (const { space } of [three, one]) {
      expect((await space.get(key, () => ({ n: 2 }), { tags })).value).toEqual({ n: 2 });
    }
    expect(one.space.counters.detached).toBe(1);
  });
});

test('a replica that has not heard of an invalidation cannot put an old value into L2', async () => {
  const hub = new MemoryHub();
  await using deaf = replicaOf(hub);
  await using writer = replicaOf(hub);
  const key = deaf.space.key('ada');
  const loader = heldLoader();
  const old = deaf.space.get(key, loader.load);
  await settled();
  // The message is lost on its way, as it may be; only the stamp in L2 tells.
  hub.drivers.delete(deaf.memory);
  await writer.space.invalidate(key);
  loader.answer(1);
  await old;
  await settled();
  expect(deaf.space.counters.l2WritesOvertaken).toBe(1);
  expect(await writer.space.get(key, () => ({ n: 2 }))).toMatchObject({ value: { n: 2 }, level: 'l3' });
});

test('and a value stored with a tag that was invalidated meanwhile is not read', async () => {
  const hub = new MemoryHub();
  await using deaf = replicaOf(hub);
  await using writer = replicaOf(hub);
  const key = deaf.space.key('ada');
  const loader = heldLoader();
  const old = deaf.space.get(key, loader.load, { tags: ['t'] });
  await settled();
  hub.drivers.delete(deaf.memory);
  await writer.space.invalidateTag('t');
  loader.answer(1);
  await old;
  await settled();
  const found = await writer.space.get(key, () => ({ n: 2 }), { tags: ['t'] });
  expect(found).toMatchObject({ value: { n: 2 }, level: 'l3' });
});

test('a refresh under way does not bring back what was invalidated', async () => {
  await using one = replicaOf(new MemoryHub());
  const key = one.space.key('ada');
  await one.space.get(key, () => ({ n: 1 }));
  await settled();
  one.pass(1_001);
  const loader = heldLoader();
  one.space.get(key, loader.load);
  await settled();
  await one.space.invalidate(key);
  loader.answer(1);
  await settled();
  expect(await one.space.get(key, () => ({ n: 2 }))).toMatchObject({ value: { n: 2 }, level: 'l3' });
});

test('a tag whose version Redis has forgotten makes its values unreadable, not valid again', async () => {
  const hub = new MemoryHub();
  await using one = replicaOf(hub);
  await using two = replicaOf(hub);
  const key = one.space.key('ada');
  await one.space.get(key, () => ({ n: 1 }), { tags: ['t'] });
  await settled();
  for (const name of hub.entries.keys()) if (name.includes(':tag:')) hub.entries.delete(name);
  expect(await two.space.get(key, () => ({ n: 2 }), { tags: ['t'] })).toMatchObject({ value: { n: 2 }, level: 'l3' });
});

describe('when the connection is lost', () => {
  test('memory is set aside, because messages may have been missed', async () => {
    const hub = new MemoryHub();
    await using one = replicaOf(hub);
    await using two = replicaOf(hub);
    const key = one.space.key('ada');
    await one.space.get(key, () => ({ n: 1 }));
    one.memory.disconnect();
    await two.space.invalidate(key);
    expect(await one.space.get(key, () => ({ n: 2 }))).toMatchObject({ value: { n: 2 }, level: 'l3' });
    one.memory.connect();
    expect(one.space.peek(key)).toBeUndefined();
  });

  test('a load that spans the loss is not kept as fresh', async () => {
    await using one = replicaOf(new MemoryHub());
    const key = one.space.key('ada');
    const loader = heldLoader();
    const found = one.space.get(key, loader.load);
    await settled();
    one.memory.disconnect();
    one.memory.connect();
    loader.answer(1);
    await found;
    await settled();
    expect(one.space.peek(key)).toBeUndefined();
    expect(one.space.counters.l2WritesDropped).toBe(1);
  });

  test('nobody who asks afterwards is given what was being loaded before, however long that takes', async () => {
    const hub = new MemoryHub();
    await using one = replicaOf(hub);
    await using two = replicaOf(hub);
    const key = one.space.key('ada');
    const loader = heldLoader();
    const old = one.space.get(key, loader.load);
    await settled();
    one.memory.disconnect();
    expect(await two.space.invalidate(key)).toBe('everywhere');
    one.memory.connect();
    const found = one.space.get(key, () => ({ n: 2 }));
    await settled();
    loader.answer(1);
    expect(await old).toMatchObject({ value: { n: 1 } });
    expect(await found).toMatchObject({ value: { n: 2 }, level: 'l3' });
    await settled();
    expect(one.space.peek(key)).toMatchObject({ value: { n: 2 } });
    expect(one.space.counters.coalesced).toBe(0);
  });

  test('what is loaded meanwhile is kept for a short time only', async () => {
    await using one = replicaOf(new MemoryHub(), { ttlMs: 3_600_000 });
    const key = one.space.key('ada');
    one.memory.disconnect();
    await one.space.get(key, () => ({ n: 1 }));
    expect(one.space.peek(key)).toBeDefined();
    one.pass(10_001);
    expect(one.space.peek(key)).toBeUndefined();
  });

  test('and so it is when the cache is closed', async () => {
    await using one = replicaOf(new MemoryHub());
    const key = one.space.key('ada');
    await one.space.get(key, () => ({ n: 1 }));
    await one.cache.close();
    expect(await one.space.get(key, () => ({ n: 2 }))).toMatchObject({ value: { n: 2 }, level: 'l3' });
  });

  test('values that need no invalidation stay', async () => {
    await using one = replicaOf(new MemoryHub(), { isCoherent: false });
    const key = one.space.key('ada');
    await one.space.get(key, () => ({ n: 1 }));
    one.memory.disconnect();
    expect(one.space.peek(key)).toBeDefined();
  });

  test('an invalidation is pending, its own replica never reads the old value, and it is told on return', async () => {
    const hub = new MemoryHub();
    await using one = replicaOf(hub);
    await using two = replicaOf(hub);
    const key = one.space.key('ada');
    await one.space.get(key, () => ({ n: 1 }));
    await settled();
    await two.space.get(key, fail);
    one.chaos.alwaysThrow();
    expect(await one.space.invalidate(key)).toBe('pending');
    expect(one.cache.info().shared?.pendingInvalidations).toBe(1);
    one.chaos.behave();
    // Connected again, and Redis still has the old value.
    expect(await one.space.get(key, () => ({ n: 2 }))).toMatchObject({ value: { n: 2 }, level: 'l3' });
    expect(two.space.peek(key)).toMatchObject({ value: { n: 1 } });
    one.memory.disconnect();
    one.memory.connect();
    await settled();
    expect(one.cache.info().shared?.pendingInvalidations).toBe(0);
    expect(two.space.peek(key)).toBeUndefined();
  });
});

describe.each(['key', 'tag'] as const)('when Redis takes no writes, an invalidation by %s', (by) => {
  test('leaves the old value with no replica, and whoever can tell Redis first does', async () => {
    const hub = new MemoryHub();
    await using one = replicaOf(hub);
    await using two = replicaOf(hub);
    const [key, tags] = [one.space.key('ada'), ['t']];
    await one.space.get(key, () => ({ n: 1 }), { tags });
    await settled();
    await two.space.get(key, fail, { tags });
    for (const { chaos } of [one, two]) chaos.alwaysRefuse();
    expect(await (by === 'key' ? one.space.invalidate(key) : one.space.invalidateTag('t'))).toBe('pending');
    // Neither from memory nor from Redis, where it still is.
    expect(await two.space.get(key, () => ({ n: 2 }), { tags })).toMatchObject({ value: { n: 2 }, level: 'l3' });
    expect(two.cache.info().shared?.pendingInvalidations).toBe(1);

    one.memory.disconnect();
    two.chaos.behave();
    await expect.poll(() => two.cache.info().shared?.pendingInvalidations).toBe(0);
    await using three = replicaOf(hub);
    expect(await three.space.get(key, () => ({ n: 3 }), { tags })).toMatchObject({ value: { n: 3 }, level: 'l3' });
  });
});

describe('when Redis is back with what it had on disk', () => {
  const restart = async (hub: MemoryHub, replicas: readonly Replica[], entries: ReadonlyMap<string, Buffer>) => {
    for (const { memory } of replicas) memory.disconnect();
    hub.run = 'after';
    for (const [name, bytes] of entries) hub.entries.set(name, bytes);
    for (const { memory } of replicas) memory.connect();
    await settled();
  };

  test.each(['key', 'tag'] as const)('a value from before an invalidation by %s is not read again', async (by) => {
    const hub = new MemoryHub();
    hub.run = 'before';
    await using one = replicaOf(hub);
    await using two = replicaOf(hub);
    const [key, tags] = [one.space.key('ada'), ['t']];
    await one.space.get(key, () => ({ n: 1 }), { tags });
    await settled();
    expect(await two.space.get(key, fail, { tags })).toMatchObject({ level: 'l2' });
    const saved = new Map(hub.entries);
    await (by === 'key' ? one.space.invalidate(key) : one.space.invalidateTag('t'));
    await restart(hub, [one, two], saved);
    expect(await one.space.get(key, () => ({ n: 2 }), { tags })).toMatchObject({ value: { n: 2 }, level: 'l3' });
    await settled();
    // What is written from now on is read.
    expect(await two.space.get(key, fail, { tags })).toMatchObject({ value: { n: 2 }, level: 'l2' });
  });

  test('values that need no invalidation are read on', async () => {
    const hub = new MemoryHub();
    hub.run = 'before';
    await using one = replicaOf(hub, { isCoherent: false });
    await using two = replicaOf(hub, { isCoherent: false });
    await one.space.get(one.space.key('ada'), () => ({ n: 1 }));
    await settled();
    await restart(hub, [one, two], new Map());
    expect(await two.space.get(two.space.key('ada'), fail)).toMatchObject({ level: 'l2' });
  });
});

test('a message that cannot be read sets everything aside', async () => {
  await using one = replicaOf(new MemoryHub());
  const key = one.space.key('ada');
  await one.space.get(key, () => ({ n: 1 }));
  for (const text of ['', '[]', '[2,"x","values","key","k",0]', '{"a":1}']) one.memory.hear(text);
  expect(one.space.peek(key)).toBeUndefined();
  expect(one.cache.info().shared?.unknownMessages).toBe(4);
});
