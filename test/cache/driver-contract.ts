/** What every driver of L2 must do. Run on the one in memory, on its chaos double, and on Redis in each topology. */
import { describe, expect, it } from 'vitest';
import type { L2Driver } from '../../src/cache/l2/driver.ts';

export interface DriverPair {
  /** Two drivers over one store, connected. */
  readonly drivers: readonly [L2Driver, L2Driver];
  /** What each has heard, in order. */
  readonly heard: readonly [readonly string[], readonly string[]];
  readonly close: () => Promise<void>;
}

const NONE = Buffer.alloc(0);
let names = 0;
const newName = () => `contract:${process.pid}:${names++}`;

export function describeDriverContract(open: () => Promise<DriverPair>): void {
  const withPair = async (use: (pair: DriverPair) => Promise<void>) => {
    const pair = await open();
    try {
      await use(pair);
    } finally {
      await pair.close();
    }
  };

  describe('keeps the contract:', () => {
    it('what is not there is null, and bytes come back as they were', () =>
      withPair(async ({ drivers: [one, two] }) => {
        const name = newName();
        const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
        expect(await one.get(name)).toBeNull();
        expect(await one.compareAndSet(name, NONE, bytes, 60_000)).toBe(true);
        expect((await two.get(name))?.equals(bytes)).toBe(true);
      }));

    it('stores only over what is expected', () =>
      withPair(async ({ drivers: [one, two] }) => {
        const name = newName();
        await one.compareAndSet(name, NONE, Buffer.from('aa-first'), 60_000);
        expect(await two.compareAndSet(name, NONE, Buffer.from('bb-second'), 60_000)).toBe(false);
        expect(await two.compareAndSet(name, Buffer.from('ab'), Buffer.from('bb-second'), 60_000)).toBe(false);
        expect(String(await two.get(name))).toBe('aa-first');
        expect(await two.compareAndSet(name, Buffer.from('aa'), Buffer.from('bb-second'), 60_000)).toBe(true);
        expect(String(await one.get(name))).toBe('bb-second');
      }));

    it('of many that expect the same, one stores', () =>
      withPair(async ({ drivers: [one, two] }) => {
        const name = newName();
        const tries = Array.from({ length: 20 }, (_, i) =>
          [one, two][i % 2]?.compareAndSet(name, NONE, Buffer.from(`try-${i}`), 60_000),
        );
        expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
      }));

    it('replaces whatever is there, and tells all, itself included', () =>
      withPair(async ({ drivers: [one, two], heard }) => {
        const name = newName();
        await one.compareAndSet(name, NONE, Buffer.from('old'), 60_000);
        await two.replaceAndPublish(name, Buffer.from('new'), 60_000, 'first');
        await one.publish('second');
        expect(String(await one.get(name))).toBe('new');
        await expect
          .poll(() => heard)
          .toEqual([
            ['first', 'second'],
            ['first', 'second'],
          ]);
      }));

    it('tells one alone, and says how many all are where it can', () =>
      withPair(async ({ drivers: [one, two], heard }) => {
        const listeners = await one.publish('to all');
        expect([2, undefined]).toContain(listeners);
        expect(await one.replaceAndPublish(newName(), Buffer.from('new'), 60_000, 'to all')).toBe(listeners);
        await one.tell(two.address, 'to two');
        await expect
          .poll(() => heard)
          .toEqual([
            ['to all', 'to all'],
            ['to all', 'to all', 'to two'],
          ]);
      }));

    it('answers a ping', () =>
      withPair(async ({ drivers: [one] }) => {
        await expect(one.ping()).resolves.toBeUndefined();
      }));
  });
}

/** Starts both and waits until both are connected. */
export async function pairOf(one: L2Driver, two: L2Driver): Promise<DriverPair> {
  const heard: [string[], string[]] = [[], []];
  await Promise.all(
    [one, two].map(
      (driver, i) =>
        new Promise<void>((resolve) =>
          driver.start({ up: () => resolve(), down() {}, error() {}, message: (text) => heard[i]?.push(text) }),
        ),
    ),
  );
  return {
    drivers: [one, two],
    heard,
    close: async () => {
      await Promise.all([one.close(), two.close()]);
    },
  };
}
