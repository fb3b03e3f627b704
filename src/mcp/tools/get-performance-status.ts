import { z } from 'zod';

import type { OperationFigures } from '../../performance/operation-measure.ts';
import type { StatusReport } from '../../services/types.ts';
import { statusSchema, statusToWire } from '../status-schema.ts';
import { defineTool } from '../tool.ts';

export const getPerformanceStatus = defineTool({
  name: 'get_performance_status',
  title: 'Get the performance status',
  description:
    'Tells how this server is doing: response times and errors per operation since its start, store, memory, event loop. ' +
    'Use it when the server seems slow or fails, or when the user asks for its state.',
  annotations: { readOnlyHint: true, openWorldHint: false },
  input: z.strictObject({}),
  output: statusSchema,
  async run(_args, { services }) {
    const status = await services.status.status();
    return { structured: statusToWire(status), text: statusText(status) };
  },
});

function statusText(status: StatusReport): string {
  const { store } = status;
  return [
    `prompt-improver ${status.version}, up ${Math.round(status.uptimeSeconds)} s, target ${status.performanceTargetMs} ms.`,
    store.state === 'ok'
      ? `Store: ${store.kind} at ${store.location}, answers in ${store.latencyMs.toFixed(1)} ms; storing: ${status.storing}.`
      : `Store unavailable: ${store.code}: ${store.message}`,
    ...(status.improvementsNotStored > 0 ? [`Improvements not stored: ${status.improvementsNotStored}.`] : []),
    ...[status.total, ...status.operations].map(operationText),
  ].join('\n');
}

function operationText({ operation, count, errors, p50Ms, p95Ms, maxMs }: OperationFigures): string {
  const ms = (value: number | null) => (value === null ? 'n/a' : `${value.toFixed(1)} ms`);
  return `${operation}: ${count} calls, ${errors} errors, p50 ${ms(p50Ms)}, p95 ${ms(p95Ms)}, max ${ms(maxMs)}`;
}
