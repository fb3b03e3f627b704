import { expect, test } from 'vitest';
import { PendingInvalidations, type PendingInvalidation } from './pending.ts';

const space = {
  name: 'values',
  schemaVersion: 1,
  codec: 'json',
  usesL2: true,
  isCoherent: true,
  byTag: 'drop',
  lifeMs: 1_000,
  fenceMs: 1_000,
} as const;
const entry = (name: string): PendingInvalidation => ({ space, by: 'key', name, message: '', id: name });

test('a name is pending until its own invalidation is confirmed, not an earlier one of the same name', () => {
  const pending = new PendingInvalidations(10);
  const [first, second] = [entry('a'), entry('a')];
  pending.add(first, 0);
  pending.add(second, 0);
  pending.confirm(first);
  expect(pending.has('values', 'key', 'a')).toBe(true);
  pending.confirm(second);
  expect(pending.has('values', 'key', 'a')).toBe(false);
});

test('a key and a tag of one name are two', () => {
  const pending = new PendingInvalidations(10);
  pending.add(entry('a'), 0);
  expect(pending.has('values', 'tag', 'a')).toBe(false);
  expect(pending.has('others', 'key', 'a')).toBe(false);
});

test('what there is no room for is counted, and the space mistrusts L2 until all of it has expired', () => {
  const pending = new PendingInvalidations(1);
  pending.add(entry('a'), 5_000);
  expect(pending.hasOverflowed('values', 0)).toBe(false);
  pending.add(entry('b'), 5_000);
  expect(pending).toMatchObject({ size: 1, lost: 1 });
  expect(pending.hasOverflowed('values', 4_999)).toBe(true);
  expect(pending.hasOverflowed('values', 5_000)).toBe(false);
});
