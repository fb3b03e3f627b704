import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SieveMap, type SieveEntry } from './sieve.ts';

interface Entry extends SieveEntry {
  newer: Entry | undefined;
  older: Entry | undefined;
}

function entry(key: string, bytes = 1, tags: readonly string[] = []): Entry {
  return { key, bytes, tags, wasRead: false, newer: undefined, older: undefined };
}

function mapOf(maxEntries: number, maxBytes = 1_000_000) {
  let evictions = 0;
  const map = new SieveMap<Entry>({ maxEntries, maxBytes }, () => (evictions += 1));
  return { map, evictions: () => evictions };
}

test('what was read since the hand came by stays, the oldest that was not goes', () => {
  const { map, evictions } = mapOf(3);
  for (const key of ['a', 'b', 'c']) map.set(entry(key));
  map.get('a');
  map.set(entry('d'));
  expect(['a', 'b', 'c', 'd'].map((key) => map.peek(key) !== undefined)).toEqual([true, false, true, true]);
  expect(evictions()).toBe(1);
});

test('one pass over many keys leaves what is read often', () => {
  const { map } = mapOf(100);
  for (let i = 0; i < 50; i++) map.set(entry(`hot-${i}`));
  for (let i = 0; i < 1_000; i++) {
    map.get(`hot-${i % 50}`);
    map.set(entry(`cold-${i}`));
  }
  const kept = Array.from({ length: 50 }, (_, i) => map.peek(`hot-${i}`)).filter((found) => found !== undefined);
  expect(kept.length).toBe(50);
});

test('a peek does not count as a read', () => {
  const { map } = mapOf(2);
  map.set(entry('a'));
  map.set(entry('b'));
  map.peek('a');
  map.set(entry('c'));
  expect(map.peek('a')).toBeUndefined();
});

test('an entry over an eighth of the bytes is not kept, and what it replaces goes', () => {
  const { map } = mapOf(10, 80);
  map.set(entry('a', 5));
  expect(map.set(entry('a', 11))).toBe(false);
  expect(map.peek('a')).toBeUndefined();
  expect(map.bytes).toBe(0);
});

describe('a tag', () => {
  test('drops its entries and no others', () => {
    const { map } = mapOf(10);
    map.set(entry('a', 1, ['x', 'y']));
    map.set(entry('b', 1, ['x']));
    map.set(entry('c', 1, ['y']));
    map.deleteTag('x');
    expect(['a', 'b', 'c'].map((key) => map.peek(key) !== undefined)).toEqual([false, false, true]);
    expect(map.tags).toBe(1);
  });

  test('is forgotten with its last entry', () => {
    const { map } = mapOf(2);
    for (let i = 0; i < 100; i++) map.set(entry(`${i}`, 1, [`tag-${i}`]));
    expect(map.tags).toBe(2);
  });
});

test('whatever is done, both bounds hold and the books are right', () => {
  const key = fc.integer({ min: 0, max: 12 }).map(String);
  const step = fc.oneof(
    fc.record({
      do: fc.constant('set' as const),
      key,
      bytes: fc.integer({ min: 1, max: 12 }),
      tag: fc.constantFrom('x', 'y', 'z'),
    }),
    fc.record({ do: fc.constant('get' as const), key }),
    fc.record({ do: fc.constant('delete' as const), key }),
    fc.record({ do: fc.constant('deleteTag' as const), tag: fc.constantFrom('x', 'y', 'z') }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const { map } = mapOf(7, 80);
      for (const one of steps) {
        if (one.do === 'set') map.set(entry(one.key, one.bytes, [one.tag]));
        else if (one.do === 'get') map.get(one.key);
        else if (one.do === 'delete') map.delete(one.key);
        else map.deleteTag(one.tag);
        const kept = Array.from({ length: 13 }, (_, i) => map.peek(String(i))).filter((found) => found !== undefined);
        expect(kept.length).toBe(map.size);
        expect(map.size).toBeLessThanOrEqual(7);
        expect(kept.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(map.bytes);
        expect(map.bytes).toBeLessThanOrEqual(80);
        expect(map.tags).toBe(new Set(kept.flatMap(({ tags }) => tags)).size);
      }
    }),
  );
});
