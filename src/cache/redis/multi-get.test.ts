import { expect, test } from 'vitest';
import { MultiGet } from './multi-get.ts';

function recorder(canShare = true) {
  const sent: (readonly string[])[] = [];
  const reads = new MultiGet(canShare, async (names) => {
    sent.push(names);
    return names.map((name) => (name.startsWith('none') ? null : Buffer.from(name)));
  });
  return { reads, sent };
}

test('names asked for in one turn go together, also those that an earlier promise of the turn asks for', async () => {
  const { reads, sent } = recorder();
  const later = (async () => {
    await Promise.resolve();
    return reads.get('c');
  })();
  const all = await Promise.all([reads.get('a'), reads.get('none'), later]);
  expect(all.map((bytes) => bytes && String(bytes))).toEqual(['a', null, 'c']);
  expect(sent).toEqual([['a', 'none', 'c']]);
  await reads.get('d');
  expect(sent).toHaveLength(2);
});

test('more than a command may hold become several, and each answer reaches its own', async () => {
  const { reads, sent } = recorder();
  const names = Array.from({ length: 130 }, (_, i) => `name-${i}`);
  const all = await Promise.all(names.map((name) => reads.get(name)));
  expect(all.map(String)).toEqual(names);
  expect(sent.map(({ length }) => length)).toEqual([64, 64, 2]);
});

test('where names may lie on different nodes each goes by itself', async () => {
  const { reads, sent } = recorder(false);
  await Promise.all([reads.get('a'), reads.get('b')]);
  expect(sent).toEqual([['a'], ['b']]);
});

test('a failure reaches all who asked, and the next turn asks anew', async () => {
  let isDown = true;
  const reads = new MultiGet(true, async () => {
    if (isDown) throw new Error('not connected');
    return [null];
  });
  const all = await Promise.allSettled([reads.get('a'), reads.get('b')]);
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  isDown = false;
  expect(await reads.get('a')).toBeNull();
});
