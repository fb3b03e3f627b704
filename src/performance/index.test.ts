import { expect, test } from 'vitest';
import * as library from './index.ts';

test('the public surface is what it is meant to be', () => {
  expect(Object.keys(library).sort()).toEqual([
    'OUTCOMES',
    'OperationMeasure',
    'OperationMetrics',
    'PHASES',
    'Tracing',
    'isError',
    'measure',
    'metricsText',
    'operationName',
  ]);
});
