import { expect, test } from 'vitest';
import { OperationMeasure } from './operation-measure.ts';

function clock() {
  let nowMs = 0;
  return { now: () => nowMs, advance: (ms: number) => (nowMs += ms) };
}

test('a call is counted after it has ended, with its duration', async () => {
  const time = clock();
  const measure = new OperationMeasure(time.now);
  const call = measure.run('a', async () => {
    expect(measure.total().count).toBe(0);
    time.advance(12);
    return 'result';
  });
  expect(await call).toBe('result');
  expect(measure.operations()).toEqual([
    { operation: 'a', count: 1, errors: 0, p50Ms: null, p95Ms: null, p99Ms: null, maxMs: 12 },
  ]);
});

test('a call that throws is an error, is timed, and throws on', async () => {
  const time = clock();
  const measure = new OperationMeasure(time.now);
  const failing = measure.run('a', async () => {
    time.advance(3);
    throw new Error('broken');
  });
  await expect(failing).rejects.toThrow('broken');
  expect(measure.total()).toMatchObject({ count: 1, errors: 1, maxMs: 3 });
});

test('a result that says it failed is an error', async () => {
  const measure = new OperationMeasure(clock().now);
  await measure.run(
    'a',
    async () => ({ isError: true }),
    (result) => (result.isError ? 'error' : 'ok'),
  );
  expect(measure.total()).toMatchObject({ count: 1, errors: 1 });
});

test('percentiles appear once there are enough samples for an interval', () => {
  const measure = new OperationMeasure(clock().now);
  for (let i = 1; i <= 72; i++) measure.record('a', i, 'ok');
  const total = measure.total();
  expect(total.p99Ms).toBeNull();
  expect(total.p50Ms).toBeGreaterThan(35);
  expect(total.p95Ms).toBeGreaterThan(68);
  expect(total.p95Ms).toBeLessThan(70);
});

test('names sent by callers cannot grow the table', () => {
  const measure = new OperationMeasure(clock().now);
  for (let i = 0; i < 10_000; i++) measure.record(`tool-${i}`, 1, 'ok');
  expect(measure.operations()).toHaveLength(201);
  expect(measure.total().count).toBe(10_000);
});
