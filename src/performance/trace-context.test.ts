import { expect, test } from 'vitest';
import { Measuring } from './measuring.ts';
import type { FinishedOperation } from './operation.ts';
import { traceIdIn } from './trace-context.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const of = (traceparent: unknown) => ({ _meta: { traceparent } });

test('the trace of a request is that of its traceparent', () => {
  expect(traceIdIn(of(`00-${TRACE}-00f067aa0ba902b7-01`))).toBe(TRACE);
});

test.each([
  ['no parameters', undefined],
  ['no traceparent', { _meta: {} }],
  ['a number', of(1)],
  ['a trace of zeros', of(`00-${'0'.repeat(32)}-00f067aa0ba902b7-01`)],
  ['capitals', of(`00-${TRACE.toUpperCase()}-00f067aa0ba902b7-01`)],
  ['a text that would leave the label', of(`00-${TRACE}"} 1-00f067aa0ba902b7-01`)],
])('%s is none', (_, params) => {
  expect(traceIdIn(params)).toBeUndefined();
});

test('what has ended tells its trace', () => {
  const finished: FinishedOperation[] = [];
  const measuring = new Measuring({
    sinks: [{ record: (operation) => finished.push(operation) }],
    namesOf: (method) => ({ method, target: '' }),
  });
  measuring.beginNamed('http', 0, { method: 'ping', params: of(`00-${TRACE}-00f067aa0ba902b7-01`) }).end();
  measuring.beginNamed('http', 0, { method: 'ping' }).end();
  expect(finished.map(({ traceId }) => traceId)).toEqual([TRACE, undefined]);
});
