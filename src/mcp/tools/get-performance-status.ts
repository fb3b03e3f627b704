import { z } from 'zod';

import type { OperationFigures } from '../../performance/operation-measure.ts';
import type { StatusReport } from '../../services/types.ts';
import type { PoolHealth } from '../../store/store.ts';
import { admissionText } from '../admission-schema.ts';
import { cacheText } from '../cache-schema.ts';
import { statusSchema, statusToWire } from '../status-schema.ts';
import { defineTool } from '../tool.ts';

export const getPerformanceStatus = defineTool({
  name: 'get_performance_status',
  title: 'Get the performance status',
  description:
    'Tells how this server is doing: response times and errors per operation since its start, store, caches, memory, event loop. ' +
    'Use it when the server seems slow or fails, or when the user asks for its state.',
  annotations: { readOnlyHint: true, openWorldHint: false },
  input: z.strictObject({}),
  output: statusSchema,
  workClass: 'control',
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
    ...(store.state === 'ok' && store.pool ? [poolText(store.pool)] : []),
    ...(status.writes.improvements.batches > 0 ? [writesText(status.writes.improvements)] : []),
    ...(status.improvementsNotStored > 0 ? [`Improvements not stored: ${status.improvementsNotStored}.`] : []),
    workersText(status.workers),
    admissionText(status.admission),
    ...cacheText(status.cache),
    ...[status.total, ...status.operations].map(operationText),
  ].join('\n');
}

function workersText({ threads, running, queued, completed, failed, refused }: StatusReport['workers']): string {
  if (threads === 0) return 'Large prompts: computed on the event loop, workers are switched off.';
  return `Large prompts: ${completed} computed in workers, ${running} running, ${queued} queued, ${failed} failed, ${refused} refused.`;
}

function poolText({ size, min, max, inUse, waiting, waitP99Ms }: PoolHealth): string {
  return `Connections: ${size} (${min} to ${max}), ${inUse} in use, ${waiting} calls waiting, wait p99 ${text(waitP99Ms)}.`;
}

function writesText({ written, batches, pending, shed }: StatusReport['writes']['improvements']): string {
  return `Records: ${written} written in ${batches} batches, ${pending} waiting, ${shed} refused for want of room.`;
}

function operationText({ operation, count, errors, p50Ms, p95Ms, maxMs }: OperationFigures): string {
  return `${operation}: ${count} calls, ${errors} errors, p50 ${text(p50Ms)}, p95 ${text(p95Ms)}, max ${text(maxMs)}`;
}

function text(ms: number | null): string {
  return ms === null ? 'n/a' : `${ms.toFixed(1)} ms`;
}
