/** The figures of a window, and the processes they are of, on the wire and in words. */
import { z } from 'zod';

import { OUTCOMES } from '../../performance/operation.ts';
import type { OperationWindow, WindowReport } from '../../services/metrics/window-report.ts';
import type { ReplicaReport } from '../../services/metrics/replicas.ts';

const milliseconds = z.number().nullable().describe('Null: too few samples.');

const operationWindowSchema = z.object({
  operation: z.string(),
  count: z.int(),
  per_second: z.number(),
  errors: z.int(),
  error_rate: z.number().nullable().describe('Null: no calls.'),
  outcomes: z.record(z.enum(OUTCOMES), z.int()),
  mean_ms: milliseconds,
  p50_ms: milliseconds,
  p95_ms: milliseconds,
  p99_ms: milliseconds,
  max_ms: milliseconds,
  over_target: z.int().describe('Calls that took longer than the target.'),
});

export const windowSchema = z.object({
  since: z.iso.datetime(),
  until: z.iso.datetime(),
  total: operationWindowSchema,
  operations: z.array(operationWindowSchema).describe('The busiest first.'),
});

export const replicaSchema = z.object({
  id: z.string(),
  host: z.string(),
  pid: z.int(),
  version: z.string(),
  started_at: z.iso.datetime(),
  age_seconds: z.number().describe('Of its figures.'),
  state: z
    .enum(['this', 'live', 'silent'])
    .describe('silent: not heard of for 30 s; with the embedded store a process without calls says nothing.'),
  count: z.int(),
  errors: z.int(),
  p95_ms: milliseconds,
  process: z
    .record(z.string(), z.unknown())
    .describe('What it last told of its memory, event loop, caches and queues.'),
});

export function windowToWire({ sinceMs, untilMs, total, operations }: WindowReport): z.input<typeof windowSchema> {
  return {
    since: new Date(sinceMs).toISOString(),
    until: new Date(untilMs).toISOString(),
    total: operationToWire(total),
    operations: operations.map(operationToWire),
  };
}

function operationToWire(figures: OperationWindow): z.input<typeof operationWindowSchema> {
  return {
    operation: figures.operation,
    count: figures.count,
    per_second: figures.perSecond,
    errors: figures.errors,
    error_rate: figures.errorRate,
    outcomes: { ...figures.outcomes },
    mean_ms: figures.meanMs,
    p50_ms: figures.p50Ms,
    p95_ms: figures.p95Ms,
    p99_ms: figures.p99Ms,
    max_ms: figures.maxMs,
    over_target: figures.overTarget,
  };
}

export function replicaToWire(replica: ReplicaReport): z.input<typeof replicaSchema> {
  return {
    id: replica.id,
    host: replica.host,
    pid: replica.pid,
    version: replica.version,
    started_at: new Date(replica.startedAtMs).toISOString(),
    age_seconds: replica.ageMs / 1_000,
    state: replica.state,
    count: replica.count,
    errors: replica.errors,
    p95_ms: replica.p95Ms,
    process: { ...replica.process },
  };
}

/** One line for all calls, one for each operation. */
export function windowText({ sinceMs, untilMs, total, operations }: WindowReport): readonly string[] {
  return [`Last ${Math.round((untilMs - sinceMs) / 1_000)} s:`, ...[total, ...operations].map(operationText)];
}

function operationText({ operation, count, errors, meanMs, p50Ms, p95Ms, p99Ms, maxMs }: OperationWindow): string {
  const times = `mean ${inMs(meanMs)}, p50 ${inMs(p50Ms)}, p95 ${inMs(p95Ms)}, p99 ${inMs(p99Ms)}, max ${inMs(maxMs)}`;
  return `${operation}: ${count} calls, ${errors} errors, ${times}`;
}

export function replicaText({ id, host, pid, ageMs, state, count, errors, p95Ms }: ReplicaReport): string {
  const seen = state === 'this' ? 'this one' : `${state}, seen ${Math.round(ageMs / 1_000)} s ago`;
  return `Replica ${id} (${host}, pid ${pid}): ${seen}, ${count} calls, ${errors} errors, p95 ${inMs(p95Ms)}`;
}

/** `n/a` where there are too few samples. */
export function inMs(ms: number | null): string {
  return ms === null ? 'n/a' : `${ms.toFixed(1)} ms`;
}
