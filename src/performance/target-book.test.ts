import { expect, test } from 'vitest';
import { Measuring } from './measuring.ts';
import { OpenSpans } from './open-spans.ts';
import { type FinishedOperation, operationName } from './operation.ts';
import { TargetBook } from './target-book.ts';

function called() {
  const book = new TargetBook();
  const finished: FinishedOperation[] = [];
  const measuring = new Measuring({
    sinks: [{ record: (operation) => finished.push(operation) }],
    namesOf: (method, params) => book.namesOf(method, params),
  });
  const spans = new OpenSpans(measuring, 'stdio');
  const call = (method: string, name: string, answer: object) => {
    book.asked(spans.open({ id: 1, method, params: { name } }, 0, 0), { name });
    const span = spans.answered(1, answer, 0);
    if (span) book.answered(span);
    span?.end();
  };
  return { call, names: () => finished.map(operationName) };
}

test('the name of a tool is believed once the server has answered for it', () => {
  const { call, names } = called();
  call('tools/call', 'a', { error: { code: -32602 } });
  call('tools/call', 'a', { result: { isError: true } });
  call('tools/call', 'a', { error: { code: -32602 } });
  call('tools/call', 'b', { error: { code: -32602 } });
  call('made/up', 'a', { result: {} });
  expect(names()).toEqual(['tools/call', 'tools/call/a', 'tools/call/a', 'tools/call', 'other']);
});

test('names are bounded, also where a server takes any', () => {
  const { call, names } = called();
  for (let i = 0; i < 1_000; i++) call('tools/call', `tool-${i}`, { result: {} });
  expect(new Set(names()).size).toBe(201);
});
