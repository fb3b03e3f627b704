import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FixedLimit } from './concurrency-limit.ts';
import { Lane, type Permit, ShedError } from './lane.ts';

const flow = (name: string, weight = 1, mostShare = 1) => ({ name, weight, mostShare });

const lane = (places: number, mostWaitMs = 100) =>
  new Lane({ limit: new FixedLimit(places), mostWaitMs, now: () => performance.now(), random: () => 0 });

const enterNow = (to: Lane, name = 'a'): Permit => {
  const permit = to.enter(flow(name));
  if (permit instanceof Promise) throw new Error('had to wait');
  return permit;
};

/** What became of a call that comes now: it takes `workMs` once it is let in. */
async function call(to: Lane, workMs: number, name = 'a'): Promise<number | ShedError> {
  const cameMs = performance.now();
  try {
    const permit = await to.enter(flow(name));
    const waitedMs = performance.now() - cameMs;
    setTimeout(() => permit.release('op'), workMs);
    return waitedMs;
  } catch (error) {
    if (error instanceof ShedError) return error;
    throw error;
  }
}

/** Calls that come at a steady pace, and what became of each. */
async function steady(to: Lane, calls: number, everyMs: number, workMs: number, name = 'a') {
  const all: Promise<number | ShedError>[] = [];
  for (let n = 0; n < calls; n++) {
    all.push(call(to, workMs, name));
    await vi.advanceTimersByTimeAsync(everyMs);
  }
  await vi.advanceTimersByTimeAsync(1_000);
  const outcomes = await Promise.all(all);
  return {
    waitsMs: outcomes.filter((outcome) => typeof outcome === 'number'),
    refusals: outcomes.filter((outcome) => outcome instanceof ShedError),
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a lane', () => {
  test('lets in at once whom it has a place for, and the next one when a place is free', async () => {
    const two = lane(2);
    const [first] = [enterNow(two), enterNow(two)];
    const third = two.enter(flow('a'));
    expect(third).toBeInstanceOf(Promise);
    expect(two).toMatchObject({ inFlight: 2, queued: 1 });
    first.release('op');
    first.release('op');
    await third;
    expect(two).toMatchObject({ inFlight: 2, queued: 0 });
  });

  test('refuses who has waited too long, though nothing ever ends', async () => {
    const one = lane(1);
    enterNow(one);
    const waiting = Promise.resolve(one.enter(flow('a'))).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(101);
    expect(await waiting).toMatchObject({ reason: 'queue_timeout' });
    expect(one.queued).toBe(0);
  });

  test('under twice the load it can bear carries out what it can, and refuses the rest before it waits', async () => {
    const one = lane(1);
    // 10 ms each, one every 5 ms: half of them.
    const { waitsMs, refusals } = await steady(one, 400, 5, 10);
    expect(waitsMs.length).toBeGreaterThan(190);
    expect(refusals.filter(({ reason }) => reason === 'queue_full').length).toBeGreaterThan(refusals.length * 0.8);
    expect(Math.max(...waitsMs)).toBeLessThanOrEqual(101);
  });

  test('keeps the queue short once it is clear that the load is no burst', async () => {
    const one = lane(1);
    await steady(one, 100, 5, 10);
    const { waitsMs } = await steady(one, 400, 5, 10);
    const sorted = waitsMs.toSorted((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(60);
  });

  test('who hangs goes on without a place after a second, and gives back no second one', async () => {
    const one = lane(1);
    const hanging = enterNow(one);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(one.inFlight).toBe(0);
    enterNow(one);
    hanging.release('op');
    expect(one.inFlight).toBe(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('says beforehand to whom it would say no', async () => {
    const one = lane(1);
    one.check(flow('a'));
    await steady(one, 100, 5, 10);
    enterNow(one);
    const waiting = Array.from({ length: 50 }, () => call(one, 10));
    expect(() => one.check(flow('a'))).toThrow(ShedError);
    expect(() => one.check(flow('another'))).not.toThrow();
    await vi.advanceTimersByTimeAsync(1_000);
    await Promise.all(waiting);
  });

  test('takes a burst that it can carry out in time whole', async () => {
    const one = lane(1);
    const { refusals } = await steady(one, 10, 0, 5);
    expect(refusals).toEqual([]);
  });

  test('says to come back when what is there is done, by the pace it has now', async () => {
    const one = lane(1);
    const { refusals } = await steady(one, 400, 5, 10);
    const last = refusals.at(-1)?.retryAfterMs ?? 0;
    // Never before the queue of some 25 to 100 ms is done.
    expect(last).toBeGreaterThanOrEqual(100);
    expect(last).toBeLessThan(300);
  });

  test('a flow that sends too much is refused itself, and takes no place of another', async () => {
    const one = lane(1);
    const flood = steady(one, 400, 5, 10, 'flood');
    const outcomes: (number | ShedError)[] = [];
    for (let n = 0; n < 20; n++) {
      await vi.advanceTimersByTimeAsync(90);
      outcomes.push(await Promise.race([call(one, 10, 'modest'), vi.advanceTimersByTimeAsync(50).then(() => 50)]));
    }
    const { refusals } = await flood;
    expect(outcomes.filter((outcome) => outcome instanceof ShedError)).toEqual([]);
    expect(refusals.length).toBeGreaterThan(100);
  });

  test('a kind of flow that may take a part of the places leaves the others free', async () => {
    const four = lane(4);
    const background = flow('background', 1, 0.5);
    const permits = [four.enter(background), four.enter(background)];
    const third = four.enter(background);
    expect(third).toBeInstanceOf(Promise);
    enterNow(four, 'live');
    enterNow(four, 'live');
    const [first] = permits;
    if (first && !(first instanceof Promise)) first.release('op');
    await third;
    expect(four.inFlight).toBe(4);
  });

  test('who leaves while it waits gets its reason, and its place in the queue goes to others', async () => {
    const one = lane(1);
    const first = enterNow(one);
    const caller = new AbortController();
    const leaving = Promise.resolve(one.enter(flow('a'), caller.signal)).catch((error: unknown) => error);
    const staying = one.enter(flow('a'));
    caller.abort('gone');
    expect(await leaving).toBe('gone');
    first.release('op');
    await staying;
    expect(one).toMatchObject({ inFlight: 1, queued: 0 });
  });

  test('holds no more than ten thousand, whatever the estimate', () => {
    const one = lane(1, 60_000);
    enterNow(one);
    const refused: unknown[] = [];
    for (let n = 0; n < 10_100; n++) {
      try {
        void Promise.resolve(one.enter(flow('a'))).catch(() => {});
      } catch (error) {
        refused.push(error);
      }
    }
    expect(one.queued).toBe(10_000);
    expect(refused).toHaveLength(100);
  });
});
