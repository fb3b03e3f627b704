import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FairQueue } from './fair-queue.ts';

interface Item {
  readonly flow: string;
  readonly n: number;
}

const any = () => true;

/** Serves the queue one by one, each for `costMs` of its flow, and says how much time each flow got. */
function serve(
  queue: FairQueue<Item>,
  rounds: number,
  costMs: (item: Item) => number,
  weights: Record<string, number>,
) {
  const used: Record<string, number> = {};
  const order: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const item = queue.take(any);
    if (item === undefined) break;
    queue.began(item.flow, weights[item.flow] ?? 1, 1);
    queue.ended(item.flow, costMs(item), 1);
    used[item.flow] = (used[item.flow] ?? 0) + costMs(item);
    order.push(item.flow);
  }
  return { used, order };
}

test('who sends a hundred does not keep one who sends one waiting', () => {
  const queue = new FairQueue<Item>();
  for (let n = 0; n < 100; n++) queue.add('many', 1, { flow: 'many', n });
  queue.add('one', 1, { flow: 'one', n: 0 });
  const { order } = serve(queue, 3, () => 1, {});
  expect(order).toContain('one');
});

test('flows get time by their weight, whatever their calls cost', () => {
  const queue = new FairQueue<Item>();
  const weights = { live: 5, background: 1 };
  for (const [flow, weight] of Object.entries(weights)) {
    for (let n = 0; n < 5_000; n++) queue.add(flow, weight, { flow, n });
  }
  const { used } = serve(queue, 3_000, ({ flow }) => (flow === 'live' ? 2 : 7), weights);
  expect((used['live'] ?? 0) / (used['background'] ?? 1)).toBeCloseTo(5, 0);
});

test('idleness saves up nothing', () => {
  const queue = new FairQueue<Item>();
  for (let n = 0; n < 1_000; n++) queue.add('busy', 1, { flow: 'busy', n });
  serve(queue, 500, () => 10, {});
  for (let n = 0; n < 1_000; n++) queue.add('late', 1, { flow: 'late', n });
  const { used } = serve(queue, 100, () => 10, {});
  expect(used['busy']).toBeGreaterThanOrEqual(490);
});

test('the share of a flow is its part of the weights that wait', () => {
  const queue = new FairQueue<Item>();
  expect(queue.shareOf('a', 1)).toBe(1);
  queue.add('b', 5, { flow: 'b', n: 0 });
  expect(queue.shareOf('a', 1)).toBeCloseTo(1 / 6);
  expect(queue.shareOf('b', 5)).toBe(1);
});

test('within a flow the oldest goes first, and nothing is lost or served twice', () => {
  const step = fc.record({ flow: fc.constantFrom('a', 'b', 'c'), kind: fc.constantFrom('add', 'take', 'delete') });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const queue = new FairQueue<Item>();
      const model: Record<string, Item[]> = { a: [], b: [], c: [] };
      const seen: unknown[] = [];
      const expected: unknown[] = [];
      steps.forEach(({ flow, kind }, n) => {
        if (kind === 'take') {
          const item = queue.take(any);
          seen.push(item);
          expected.push(model[item?.flow ?? flow]?.shift());
        } else if (kind === 'delete') {
          const item = model[flow]?.pop();
          if (item) queue.delete(flow, item);
        } else {
          const item = { flow, n };
          model[flow]?.push(item);
          queue.add(flow, 1, item);
        }
        seen.push(queue.size, queue.sizeOf(flow));
        expected.push(Object.values(model).flat().length, model[flow]?.length);
      });
      expect(seen).toEqual(expected);
    }),
  );
});

test('a flow with nothing is forgotten', () => {
  const queue = new FairQueue<Item>();
  for (let n = 0; n < 1_000; n++) {
    queue.began(`owner${n}`, 1, 1);
    queue.ended(`owner${n}`, 1, 1);
  }
  expect(queue.waiting()).toEqual([]);
});
