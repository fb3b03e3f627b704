import { z } from 'zod';

import { STATUS_SCOPES, type StatusReport } from '../../services/types.ts';
import type { PoolHealth } from '../../store/store.ts';
import { admissionText } from '../results/admission-schema.ts';
import { gradesText, outlookText } from '../results/assessment-schema.ts';
import { cacheText } from '../results/cache-schema.ts';
import { statusSchema, statusToWire } from '../results/status-schema.ts';
import { defineTool } from '../tool.ts';
import { inMs, replicaText, windowText } from '../results/window-schema.ts';

export const getPerformanceStatus = defineTool({
  name: 'get_performance_status',
  title: 'Get the performance status',
  description:
    'Tells how this server is doing, or all servers that share its store: whether it is healthy and if not why, response times and errors ' +
    'per operation in a window and since its start, a grade with its reason, trend and forecast, active alerts, store, caches, admission, memory, event loop. ' +
    'Use it when the server seems slow or fails, or when the user asks for its state.',
  annotations: { readOnlyHint: true, openWorldHint: false },
  input: z.strictObject({
    scope: z
      .enum(STATUS_SCOPES)
      .exactOptional()
      .describe('process: this server alone (the default); all: every one that shares its store.'),
    window_seconds: z.int().min(10).max(3_600).exactOptional().describe('How far back; 300 when absent.'),
  }),
  output: statusSchema,
  async run({ scope, window_seconds: windowSeconds }, { services }) {
    const status = await services.status.status({
      ...(scope !== undefined && { scope }),
      ...(windowSeconds !== undefined && { windowSeconds }),
    });
    return { structured: statusToWire(status), text: statusText(status) };
  },
});

function statusText(status: StatusReport): string {
  const { store, health, replicas = [], total, eventLoop, gc } = status;
  return [
    health.state === 'healthy' ? 'Healthy.' : `Unhealthy: ${health.problems.join(' ')}`,
    `prompt-improver ${status.version}, up ${Math.round(status.uptimeSeconds)} s, target ${status.performanceTargetMs} ms.`,
    store.state === 'ok'
      ? `Store: ${store.kind} at ${store.location}, answers in ${store.latencyMs.toFixed(1)} ms; storing: ${status.storing}.`
      : `Store unavailable: ${store.code}: ${store.message}`,
    ...(store.state === 'ok' && store.pool ? [poolText(store.pool)] : []),
    ...writesText('Records', status.writes.improvements),
    ...writesText('Sessions', status.writes.sessions),
    ...(status.improvementsNotStored > 0 ? [`Improvements not stored: ${status.improvementsNotStored}.`] : []),
    workersText(status.workers),
    admissionText(status.admission),
    ...cacheText(status.cache),
    `Event loop: delay p99 ${inMs(eventLoop.delayP99Ms)}, busy ${(100 * eventLoop.utilization).toFixed(0)} %; ` +
      `${gc.pauses} garbage collections, ${gc.sumMs.toFixed(1)} ms.`,
    ...(status.alerts ?? []).map(
      ({ rule, state, muted, summary }) => `Alert ${rule} ${state}${muted === null ? '' : `, ${muted}`}: ${summary}`,
    ),
    `Since the start: ${total.count} calls, ${total.errors} errors.`,
    ...replicas.map(replicaText),
    ...windowText(status.window),
    ...gradesText(status.grades),
    ...outlookText(status.outlook),
  ].join('\n');
}

function workersText({ threads, running, queued, completed, failed, refused }: StatusReport['workers']): string {
  if (threads === 0) return 'Large prompts: computed on the event loop, workers are switched off.';
  return `Large prompts: ${completed} computed in workers, ${running} running, ${queued} queued, ${failed} failed, ${refused} refused.`;
}

function poolText({ size, min, max, inUse, waiting, waitP99Ms }: PoolHealth): string {
  return `Connections: ${size} (${min} to ${max}), ${inUse} in use, ${waiting} calls waiting, wait p99 ${inMs(waitP99Ms)}.`;
}

function writesText(
  name: string,
  { written, batches, pending, shed }: StatusReport['writes']['improvements'],
): readonly string[] {
  if (batches === 0) return [];
  return [`${name}: ${written} written in ${batches} batches, ${pending} waiting, ${shed} refused for want of room.`];
}
