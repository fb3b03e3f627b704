import { expect, test } from 'vitest';
import type { FinishedOperation, Outcome } from './operation.ts';
import { OperationMeasure } from './operation-measure.ts';

const operation = (target: string, durationMs: number, outcome: Outcome = 'ok'): FinishedOperation => ({
  method: 'tools/call',
  target,
  transport: 'stdio',
  outcome,
  endedAtMs: 0,
  durationMs,
  phaseMs: [],
});

test('each operation has a row with its calls, its errors and its longest duration', () => {
  const measure = new OperationMeasure();
  measure.record(operation('a', 3));
  measure.record(operation('a', 12, 'tool_error'));
  measure.record(operation('b', 1, 'timeout'));
  expect(measure.operations()).toEqual([
    { operation: 'tools/call/a', count: 2, errors: 1, p50Ms: null, p95Ms: null, p99Ms: null, maxMs: 12 },
    { operation: 'tools/call/b', count: 1, errors: 1, p50Ms: null, p95Ms: null, p99Ms: null, maxMs: 1 },
  ]);
  expect(measure.total()).toMatchObject({ count: 3, errors: 2, maxMs: 12 });
});

test('what its caller took back is no error', () => {
  const measure = new OperationMeasure();
  measure.record(operation('a', 1, 'cancelled'));
  expect(measure.total()).toMatchObject({ count: 1, errors: 0 });
});

test('percentiles appear once there are enough samples for an interval', () => {
  const measure = new OperationMeasure();
  for (let i = 1; i <= 72; i++) measure.record(operation('a', i));
  const total = measure.total();
  expect(total.p99Ms).toBeNull();
  expect(total.p50Ms).toBeGreaterThan(35);
  expect(total.p95Ms).toBeGreaterThan(68);
  expect(total.p95Ms).toBeLessThan(70);
});

test('the table does not grow without end', () => {
  const measure = new OperationMeasure();
  for (let i = 0; i < 10_000; i++) measure.record(operation(`tool-${i}`, 1));
  expect(measure.operations()).toHaveLength(201);
  expect(measure.total().count).toBe(10_000);
});
