import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Batcher, type BatcherOptions } from './batcher.ts';

interface Written {
  readonly items: readonly string[];
  /** Ends the batch. */
  readonly end: (failures?: readonly (Error | undefined)[]) => void;
  readonly fail: (error: unknown) => void;
}

let batches: Written[];

beforeEach(() => {
  vi.useFakeTimers();
  batches = [];
});

afterEach(() => vi.useRealTimers());

function outcomeOf(item: string, reason: Error | undefined): PromiseSettledResult<string> {
  return reason ? { status: 'rejected', reason } : { status: 'fulfilled', value: item.toUpperCase() };
}

/** An item is as large as it is long. */
function newBatcher(options: Partial<BatcherOptions<string, string>> = {}): Batcher<string, string> {
  return new Batcher<string, string>({
    run: (items) =>
      new Promise((resolve, reject) => {
        const end: Written['end'] = (failures = []) => resolve(items.map((item, n) => outcomeOf(item, failures[n])));
        batches.push({ items, end, fail: reject });
      }),
    sizeBytes: (item) => item.length,
    windowMs: 5,
    maxItems: 3,
    maxBytes: 100,
    maxConcurrent: 2,
    maxPending: 10,
    maxPendingBytes: 1_000,
    overflow: () => new Error('too many'),
    ...options,
  });
}

const sent = () => batches.map(({ items }) => items);

async function turn(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

describe('a batcher', () => {
  it('sends what arrives in one turn together, in order, without waiting for the window', async () => {
    const batcher = newBatcher();
    for (const item of ['a', 'b', 'c']) void batcher.add(item);
    expect(sent()).toEqual([]);
    await turn();
    expect(sent()).toEqual([['a', 'b', 'c']]);
  });

  it('gathers while a batch is under way, and sends when it ends', async () => {
    const batcher = newBatcher();
    void batcher.add('a');
    await turn();
    void batcher.add('b');
    void batcher.add('c');
    await turn();
    expect(sent()).toEqual([['a']]);
    batches[0]?.end();
    await turn();
    expect(sent()).toEqual([['a'], ['b', 'c']]);
  });

  it('sends beside a slow batch once the window is over, but not more than it may at once', async () => {
    const batcher = newBatcher();
    void batcher.add('slow');
    await turn();
    void batcher.add('b');
    await vi.advanceTimersByTimeAsync(4);
    expect(sent()).toEqual([['slow']]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent()).toEqual([['slow'], ['b']]);
    void batcher.add('c');
    await vi.advanceTimersByTimeAsync(50);
    expect(sent()).toHaveLength(2);
    batches[1]?.end();
    await vi.advanceTimersByTimeAsync(5);
    expect(sent()).toEqual([['slow'], ['b'], ['c']]);
  });

  it.each([
    ['items', ['a', 'b', 'c', 'd'], [['a', 'b', 'c'], ['d']]],
    ['bytes', ['x'.repeat(60), 'y'.repeat(40), 'z'], [['x'.repeat(60), 'y'.repeat(40)], ['z']]],
    ['bytes, however large one item is', ['x', 'y'.repeat(200)], [['x'], ['y'.repeat(200)]]],
  ])('makes no batch of more than its bound of %s', async (_bound, items, expected) => {
    const batcher = newBatcher();
    for (const item of items) void batcher.add(item);
    await vi.advanceTimersByTimeAsync(5);
    expect(sent()).toEqual(expected);
  });

  it('does not wait for the window when a batch is full', async () => {
    const batcher = newBatcher();
    void batcher.add('a');
    await turn();
    for (const item of ['b', 'c', 'd']) void batcher.add(item);
    expect(sent()).toEqual([['a'], ['b', 'c', 'd']]);
  });

  it('settles an item when its own batch has ended, each by its own outcome', async () => {
    const batcher = newBatcher();
    const settled: string[] = [];
    const note = (item: string) =>
      batcher.add(item).then(
        (written) => settled.push(`${item} written as ${written}`),
        (error: Error) => settled.push(`${item} ${error.message}`),
      );
    void note('a');
    void note('b');
    await turn();
    expect(settled).toEqual([]);
    batches[0]?.end([undefined, new Error('refused')]);
    await turn();
    expect(settled).toEqual(['a written as A', 'b refused']);
    expect(batcher.figures()).toMatchObject({ written: 1, failed: 1, pending: 0, pendingBytes: 0 });
  });

  it('fails every item of a batch that fails, and goes on', async () => {
    const batcher = newBatcher();
    const failures = Promise.allSettled([batcher.add('a'), batcher.add('b')]);
    await turn();
    batches[0]?.fail(new Error('gone'));
    expect((await failures).map((result) => result.status)).toEqual(['rejected', 'rejected']);
    const next = batcher.add('c');
    await turn();
    batches[1]?.end();
    await expect(next).resolves.toBe('C');
  });

  it.each([
    ['items', { maxPending: 2 }],
    ['bytes', { maxPendingBytes: 2 }],
  ])('refuses what exceeds its bound of pending %s, counts it, and takes items again later', async (_bound, bounds) => {
    const batcher = newBatcher(bounds);
    void batcher.add('a');
    await turn();
    void batcher.add('b');
    await expect(batcher.add('c')).rejects.toThrow('too many');
    expect(batcher.figures()).toMatchObject({ shed: 1, pending: 2, pendingBytes: 2 });
    batches[0]?.end();
    await turn();
    void batcher.add('d');
    expect(batcher.figures()).toMatchObject({ shed: 1, pending: 2 });
  });

  it('takes an item larger than all bounds when nothing else is pending', async () => {
    const batcher = newBatcher({ maxPendingBytes: 2 });
    void batcher.add('large');
    await turn();
    expect(sent()).toEqual([['large']]);
  });

  it('flushes everything, also what arrives meanwhile', async () => {
    const batcher = newBatcher({ maxConcurrent: 1 });
    for (const item of ['a', 'b', 'c', 'd']) void batcher.add(item);
    let done = false;
    void batcher.flush().then(() => (done = true));
    await turn();
    void batcher.add('e');
    for (let n = 0; n < 3; n++) {
      expect(done).toBe(false);
      batches[n]?.end();
      await turn();
    }
    expect(done).toBe(true);
    expect(sent().flat()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  describe('whose items have keys', () => {
    const keyOf = (item: string) => item.charAt(0);

    it('sends no two of one key together or at the same time, and keeps their order', async () => {
      const batcher = newBatcher({ keyOf });
      for (const item of ['a1', 'a2', 'b1', 'a3']) void batcher.add(item);
      await turn();
      expect(sent()).toEqual([['a1', 'b1']]);
      await vi.advanceTimersByTimeAsync(20);
      expect(sent()).toHaveLength(1);
      void batcher.add('c1');
      await vi.advanceTimersByTimeAsync(5);
      expect(sent()).toEqual([['a1', 'b1'], ['c1']]);
      batches[1]?.end();
      await vi.advanceTimersByTimeAsync(5);
      expect(sent()).toHaveLength(2);
      for (let n = 0; n < 4; n++) {
        batches[n]?.end();
        await turn();
      }
      expect(sent()).toEqual([['a1', 'b1'], ['c1'], ['a2'], ['a3']]);
      expect(batcher.figures()).toMatchObject({ pending: 0, written: 5 });
    });

    it('lets a key go on after an item of it has failed', async () => {
      const batcher = newBatcher({ keyOf });
      const first = batcher.add('a1').catch((error: Error) => error.message);
      const second = batcher.add('a2');
      await turn();
      batches[0]?.fail(new Error('gone'));
      await turn();
      batches[1]?.end();
      expect(await Promise.all([first, second])).toEqual(['gone', 'A2']);
    });

    it('does not go round in circles when a full batch waits for its keys', async () => {
      const batcher = newBatcher({ keyOf });
      for (let n = 0; n < 6; n++) void batcher.add(`a${n}`);
      await vi.advanceTimersByTimeAsync(50);
      expect(sent()).toEqual([['a0']]);
    });

    it('flushes all of a key, one after the other', async () => {
      const batcher = newBatcher({ keyOf });
      for (const item of ['a1', 'a2', 'a3']) void batcher.add(item);
      let done = false;
      void batcher.flush().then(() => (done = true));
      for (let n = 0; n < 3; n++) {
        expect(done).toBe(false);
        expect(sent()).toHaveLength(n + 1);
        batches[n]?.end();
        await turn();
      }
      expect(done).toBe(true);
    });
  });

  it('with a window of 0 sends every item alone and at once', async () => {
    const batcher = newBatcher({ windowMs: 0 });
    for (const item of ['a', 'b', 'c']) void batcher.add(item);
    expect(sent()).toEqual([['a'], ['b'], ['c']]);
    expect(batcher.figures()).toMatchObject({ batches: 3, largestBatch: 1 });
  });
});
