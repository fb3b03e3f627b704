import { context, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { afterEach, expect, test } from 'vitest';
import { Measuring } from '../measuring.ts';
import { Tracing } from './tracing.ts';

afterEach(() => {
  trace.disable();
  context.disable();
});

function register(): InMemorySpanExporter {
  const exporter = new InMemorySpanExporter();
  new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
  return exporter;
}

function start() {
  const tracing = new Tracing({ name: 'test', version: '1.0.0' });
  const namesOf = (method: string) => ({ method, target: '' });
  const measuring = new Measuring({ sinks: [], namesOf, tracing });
  return { tracing, ping: () => measuring.beginNamed('stdio', measuring.now(), { method: 'ping' }).end() };
}

// The first: nothing has been registered in this process until then.
test('an SDK that is registered later is found', async () => {
  const { tracing, ping } = start();
  await tracing.ready;
  ping();
  const exporter = register();
  const recorded = () => {
    ping();
    return exporter.getFinishedSpans();
  };
  await expect.poll(recorded).not.toEqual([]);
  expect(tracing.figures.recorded).toBe(exporter.getFinishedSpans().length);
});

test('with an SDK everything is recorded once it is ready', async () => {
  const exporter = register();
  const { tracing, ping } = start();
  await tracing.ready;
  ping();
  expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(['ping']);
  await tracing[Symbol.asyncDispose]();
});
