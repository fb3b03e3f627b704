/** The status report as it stands on the wire, in the tool and in the resource. */
import { z } from 'zod';

import { SEVERITIES } from '../../performance/alerts/rule.ts';
import type { OperationFigures } from '../../performance/operation-measure.ts';
import type { StatusReport } from '../../services/types.ts';
import type { PoolHealth } from '../../store/store.ts';
import { admissionSchema, admissionToWire } from './admission-schema.ts';
import { gradesSchema, gradesToWire, outlookSchema, outlookToWire } from './assessment-schema.ts';
import { cacheSchema, cacheToWire } from './cache-schema.ts';
import { replicaSchema, replicaToWire, windowSchema, windowToWire } from './window-schema.ts';

const milliseconds = z.number().nullable().describe('Null: too few samples.');

const operationSchema = z.object({
  operation: z.string(),
  count: z.int(),
  errors: z.int(),
  p50_ms: milliseconds,
  p95_ms: milliseconds,
  p99_ms: milliseconds,
  max_ms: milliseconds,
});

const poolSchema = z.object({
  min: z.int(),
  max: z.int(),
  size: z.int(),
  idle: z.int(),
  in_use: z.int(),
  waiting: z.int().describe('Calls that wait for a connection.'),
  opened: z.int(),
  lost: z.int(),
  acquired: z.int(),
  acquire_timeouts: z.int(),
  wait_p50_ms: milliseconds,
  wait_p99_ms: milliseconds,
  wait_max_ms: z.number(),
});

const writesSchema = z.object({
  pending: z.int(),
  pending_bytes: z.int(),
  written: z.int(),
  failed: z.int(),
  shed: z.int().describe('Refused because too many were pending.'),
  batches: z.int(),
  largest_batch: z.int(),
});

export const statusSchema = z.object({
  health: z.object({
    state: z.enum(['healthy', 'unhealthy']),
    problems: z.array(z.string()).describe('The worst first; empty when healthy.'),
  }),
  scope: z.enum(['process', 'all']).describe('process, too, when all were asked for and the store could not be read.'),
  window: windowSchema,
  grades: gradesSchema,
  outlook: outlookSchema,
  alerts: z
    .array(
      z.object({
        rule: z.string(),
        severity: z.enum(SEVERITIES),
        summary: z.string(),
        state: z.enum(['pending', 'firing']),
        since: z.iso.datetime(),
        muted: z.enum(['silenced', 'inhibited']).nullable().describe('Why nobody is told of it.'),
      }),
    )
    .nullable()
    .describe('Those that are pending or fire. Null: the store has not told of them in time.'),
  replicas: z.array(replicaSchema).exactOptional().describe('All that share the store; absent for one process.'),
  history: z
    .object({
      pending: z.int().describe('Minutes that wait for the store.'),
      written: z.int(),
      failed_writes: z.int(),
      dropped: z.int().describe('Minutes given up because too many waited.'),
      unreadable: z.int().describe('Figures of another version of the program, left out.'),
    })
    .nullable()
    .describe('Figures by the minute on their way into the store. Null: none are stored.'),
  version: z.string(),
  node_version: z.string(),
  uptime_seconds: z.number(),
  performance_target_ms: z.number(),
  measuring: z.enum(['on', 'off']).describe('Off: no figures of operations are kept.'),
  operations: z.array(operationSchema).describe('Since the start of the process.'),
  total: operationSchema,
  error_rate: z.number().nullable(),
  store: z.union([
    z.object({
      state: z.literal('ok'),
      kind: z.enum(['embedded', 'postgres']),
      location: z.string(),
      schema_version: z.int(),
      latency_ms: z.number(),
      server_version: z.string(),
      pool: poolSchema.optional().describe('Connections of this process; PostgreSQL only.'),
      session_settings: z.record(z.string(), z.string()).optional().describe('Read back from the server.'),
      replans: z.int().optional().describe('Prepared statements that had gone stale and were run anew.'),
    }),
    z.object({ state: z.literal('unavailable'), code: z.string(), message: z.string() }),
  ]),
  storing: z.enum(['full', 'metadata', 'off']),
  rules: z.object({
    ruleset_hash: z.string().nullable().describe('Null: the store has not said yet which rules are on.'),
    problems: z
      .array(z.object({ rule: z.string(), field: z.string(), message: z.string() }))
      .describe('Values in the store that were refused; the defaults hold in their place.'),
  }),
  improvements_not_stored: z.int(),
  workers: z
    .object({
      threads: z.int().describe('0: switched off.'),
      running: z.int(),
      queued: z.int(),
      completed: z.int(),
      failed: z.int().describe('Their thread died or took too long.'),
      refused: z.int().describe('The queue was full.'),
    })
    .describe('Large prompts, computed in worker threads.'),
  writes: z
    .object({ improvements: writesSchema, feedback: writesSchema, sessions: writesSchema })
    .describe('Records on their way into the store, which commits in one batch those that arrive together.'),
  admission: admissionSchema,
  cache: cacheSchema,
  memory: z.object({ rss_bytes: z.number(), heap_used_bytes: z.number(), external_bytes: z.number() }),
  event_loop: z
    .object({
      delay_p50_ms: milliseconds,
      delay_p99_ms: milliseconds,
      delay_max_ms: milliseconds,
      utilization: z.number(),
    })
    .describe('Of this process, in the window.'),
  gc: z
    .object({ pauses: z.int(), sum_ms: z.number(), max_ms: z.number() })
    .describe('Garbage collection in this process, in the window.'),
});

export function statusToWire(status: StatusReport): z.input<typeof statusSchema> {
  const { store, rules, memory, eventLoop, history } = status;
  return {
    health: { state: status.health.state, problems: [...status.health.problems] },
    scope: status.scope,
    window: windowToWire(status.window),
    grades: gradesToWire(status.grades),
    outlook: outlookToWire(status.outlook),
    alerts:
      status.alerts?.map(({ rule, severity, summary, state, sinceMs, muted }) => ({
        rule,
        severity,
        summary,
        state,
        since: new Date(sinceMs).toISOString(),
        muted,
      })) ?? null,
    ...(status.replicas && { replicas: status.replicas.map(replicaToWire) }),
    history: history && {
      pending: history.pending,
      written: history.written,
      failed_writes: history.failedWrites,
      dropped: history.dropped,
      unreadable: history.unreadable,
    },
    version: status.version,
    node_version: status.nodeVersion,
    uptime_seconds: status.uptimeSeconds,
    performance_target_ms: status.performanceTargetMs,
    measuring: status.measuring,
    operations: status.operations.map(operationToWire),
    total: operationToWire(status.total),
    error_rate: status.errorRate,
    store: storeToWire(store),
    storing: status.storing,
    rules: {
      ruleset_hash: rules.rulesetHash,
      problems: rules.problems.map(({ rule, field, message }) => ({ rule, field, message })),
    },
    improvements_not_stored: status.improvementsNotStored,
    workers: { ...status.workers },
    writes: {
      improvements: writesToWire(status.writes.improvements),
      feedback: writesToWire(status.writes.feedback),
      sessions: writesToWire(status.writes.sessions),
    },
    admission: admissionToWire(status.admission),
    cache: cacheToWire(status.cache),
    memory: {
      rss_bytes: memory.rssBytes,
      heap_used_bytes: memory.heapUsedBytes,
      external_bytes: memory.externalBytes,
    },
    event_loop: {
      delay_p50_ms: eventLoop.delayP50Ms,
      delay_p99_ms: eventLoop.delayP99Ms,
      delay_max_ms: eventLoop.delayMaxMs,
      utilization: eventLoop.utilization,
    },
    gc: { pauses: status.gc.pauses, sum_ms: status.gc.sumMs, max_ms: status.gc.maxMs },
  };
}

function storeToWire(store: StatusReport['store']): z.input<typeof statusSchema>['store'] {
  if (store.state === 'unavailable') return { state: 'unavailable', code: store.code, message: store.message };
  return {
    state: 'ok',
    kind: store.kind,
    location: store.location,
    schema_version: store.schemaVersion,
    latency_ms: store.latencyMs,
    server_version: store.serverVersion,
    ...(store.pool && { pool: poolToWire(store.pool) }),
    ...(store.sessionSettings && { session_settings: store.sessionSettings }),
    ...(store.replans !== undefined && { replans: store.replans }),
  };
}

function poolToWire(pool: PoolHealth): z.input<typeof poolSchema> {
  return {
    min: pool.min,
    max: pool.max,
    size: pool.size,
    idle: pool.idle,
    in_use: pool.inUse,
    waiting: pool.waiting,
    opened: pool.opened,
    lost: pool.lost,
    acquired: pool.acquired,
    acquire_timeouts: pool.acquireTimeouts,
    wait_p50_ms: pool.waitP50Ms,
    wait_p99_ms: pool.waitP99Ms,
    wait_max_ms: pool.waitMaxMs,
  };
}

function writesToWire(writes: StatusReport['writes']['improvements']): z.input<typeof writesSchema> {
  return {
    pending: writes.pending,
    pending_bytes: writes.pendingBytes,
    written: writes.written,
    failed: writes.failed,
    shed: writes.shed,
    batches: writes.batches,
    largest_batch: writes.largestBatch,
  };
}

function operationToWire(status: OperationFigures): z.input<typeof operationSchema> {
  return {
    operation: status.operation,
    count: status.count,
    errors: status.errors,
    p50_ms: status.p50Ms,
    p95_ms: status.p95Ms,
    p99_ms: status.p99Ms,
    max_ms: status.maxMs,
  };
}
