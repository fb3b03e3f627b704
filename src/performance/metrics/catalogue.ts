/**
 * Every metric, once: type, labels, what it says. `docs/metrics.md` is generated from this table, and a collector can only
 * give what stands in it. Names of OpenTelemetry for MCP where there are some, our own under `prompt_improver_`.
 */
export type MetricType = 'counter' | 'gauge' | 'histogram';

interface Metric {
  readonly type: MetricType;
  readonly help: string;
  readonly labels: readonly string[];
}

function metric<T extends MetricType, const L extends readonly string[]>(type: T, labels: L, help: string) {
  return { type, labels, help };
}

export const METRICS = {
  mcp_server_operation_duration_seconds: metric(
    'histogram',
    ['mcp_method_name', 'gen_ai_tool_name', 'error_type', 'network_transport'],
    'Time from the arrival of a request until its answer was written, of all outcomes.',
  ),
  prompt_improver_operations_total: metric(
    'counter',
    ['mcp_method_name', 'target', 'outcome', 'network_transport'],
    'Requests that have ended, by the tool, prompt or resource asked for and by outcome.',
  ),
  prompt_improver_phase_duration_seconds: metric(
    'histogram',
    ['phase'],
    'Time that requests spent in a phase, of those that spent any.',
  ),
  prompt_improver_posts_total: metric(
    'counter',
    ['answered_by'],
    'POSTs of MCP that were carried out, by who answered them: fast_lane or sdk.',
  ),
  prompt_improver_measuring: metric('gauge', [], '1 while requests are measured, 0 when that is switched off.'),
  prompt_improver_trace_spans_total: metric(
    'counter',
    ['outcome'],
    'Spans of requests since an OpenTelemetry SDK was registered: recorded, not sampled, or failed because the SDK threw.',
  ),
  prompt_improver_performance_target_seconds: metric('gauge', [], 'Time within which a request should be answered.'),
  prompt_improver_build_info: metric('gauge', ['version', 'node_version'], 'Always 1.'),
  prompt_improver_cache_lookups_total: metric(
    'counter',
    ['cache', 'level', 'outcome'],
    'Look-ups by level: in memory (l1), in Redis (l2), at the source (l3).',
  ),
  prompt_improver_cache_coalesced_total: metric(
    'counter',
    ['cache'],
    'Look-ups that waited for a load another had begun.',
  ),
  prompt_improver_cache_fallbacks_total: metric(
    'counter',
    ['cache'],
    'Failed loads that were answered with the last value known.',
  ),
  prompt_improver_cache_evictions_total: metric('counter', ['cache'], 'Values that had to make room in memory.'),
  prompt_improver_cache_invalidations_total: metric(
    'counter',
    ['cache', 'origin'],
    'Invalidations, of this process or of other replicas.',
  ),
  prompt_improver_cache_entries: metric('gauge', ['cache'], 'Values in memory.'),
  prompt_improver_cache_bytes: metric('gauge', ['cache'], 'Estimated size of the values in memory.'),
  prompt_improver_redis_connected: metric('gauge', [], '1 while Redis is connected.'),
  prompt_improver_redis_breaker_open: metric('gauge', [], '1 while Redis is not asked because it failed.'),
  prompt_improver_redis_read_seconds: metric('gauge', ['percentile'], 'Time of reads from Redis since the start.'),
  prompt_improver_redis_pending_invalidations: metric('gauge', [], 'Invalidations that wait for Redis to come back.'),
  prompt_improver_store_up: metric('gauge', ['kind'], '1 when the store answered this scrape.'),
  prompt_improver_store_latency_seconds: metric('gauge', [], 'Round trip of a trivial query at this scrape.'),
  prompt_improver_improvements_not_stored_total: metric(
    'counter',
    [],
    'Improvements whose record is not known to be committed, although storing is on.',
  ),
  prompt_improver_pool_connections: metric('gauge', ['state'], 'PostgreSQL connections.'),
  prompt_improver_pool_waiting: metric('gauge', [], 'Calls that wait for a connection.'),
  prompt_improver_pool_wait_seconds: metric('gauge', ['percentile'], 'Time that calls waited for a connection.'),
  prompt_improver_pool_acquired_total: metric('counter', [], 'Connections given to calls.'),
  prompt_improver_pool_acquire_timeouts_total: metric('counter', [], 'Calls that waited for a connection in vain.'),
  prompt_improver_pool_opened_total: metric('counter', [], 'Connections opened.'),
  prompt_improver_pool_lost_total: metric('counter', [], 'Idle connections that broke.'),
  prompt_improver_batch_pending: metric('gauge', ['queue'], 'Records that wait or are being written.'),
  prompt_improver_batch_pending_bytes: metric('gauge', ['queue'], 'Their size.'),
  prompt_improver_batch_records_total: metric('counter', ['queue', 'outcome'], 'Records by what became of them.'),
  prompt_improver_batches_total: metric('counter', ['queue'], 'Batches written.'),
  prompt_improver_admission_on: metric(
    'gauge',
    [],
    '1 while calls are let in by admission, 0 when it is switched off.',
  ),
  prompt_improver_admission_limit: metric('gauge', [], 'Places for calls now; missing when admission is switched off.'),
  prompt_improver_admission_in_flight: metric('gauge', [], 'Calls that have a place.'),
  prompt_improver_admission_queued: metric('gauge', [], 'Calls that wait for one.'),
  prompt_improver_admission_calls_total: metric(
    'counter',
    ['work_class', 'outcome'],
    'Calls by what became of them: admitted, of these waited, or shed with the reason.',
  ),
  prompt_improver_body_bytes: metric('gauge', [], 'Bytes of large request bodies now held.'),
  prompt_improver_bodies_refused_total: metric('counter', [], 'Request bodies for which there was no room.'),
  prompt_improver_workers: metric('gauge', [], 'Worker threads for large prompts; 0 when they are switched off.'),
  prompt_improver_worker_jobs: metric('gauge', ['state'], 'Large prompts now in the workers.'),
  prompt_improver_worker_jobs_total: metric('counter', ['outcome'], 'Large prompts by what became of them.'),
  prompt_improver_rule_problems: metric('gauge', [], 'Values of rule settings in the store that were refused.'),
  prompt_improver_alert_firing: metric('gauge', ['alert', 'severity'], '1 while the alert fires, told or not.'),
  prompt_improver_alert_shared: metric(
    'gauge',
    [],
    '1 while all processes on the store have one alert, 0 while each alerts for itself.',
  ),
  prompt_improver_alert_silences: metric('gauge', [], 'Silences that have not ended.'),
  prompt_improver_alert_evaluations_total: metric('counter', [], 'Evaluations of the alert rules.'),
  prompt_improver_alert_transitions_total: metric('counter', [], 'Changes of state that this process has made.'),
  prompt_improver_alert_notifications_waiting: metric('gauge', [], 'Notifications that wait for the webhook.'),
  prompt_improver_alert_notifications_total: metric(
    'counter',
    ['outcome'],
    'Messages to the webhook: sent, failed for now, tried again, given up.',
  ),
  prompt_improver_event_loop_active_seconds_total: metric('counter', [], 'Time the event loop was busy.'),
  prompt_improver_event_loop_idle_seconds_total: metric('counter', [], 'Time the event loop waited for work.'),
  prompt_improver_event_loop_delay_seconds: metric('gauge', ['percentile'], 'How late timers were in the last minute.'),
  prompt_improver_gc_pauses_total: metric('counter', ['kind'], 'Garbage collections.'),
  prompt_improver_gc_pause_seconds_total: metric('counter', ['kind'], 'Time they took.'),
  prompt_improver_memory_bytes: metric('gauge', ['kind'], 'Memory of the process.'),
  prompt_improver_collector_errors: metric(
    'gauge',
    [],
    'Sources of metrics that failed or took too long at this scrape; their metrics are missing.',
  ),
  process_cpu_seconds_total: metric('counter', [], 'CPU time of the process.'),
  process_resident_memory_bytes: metric('gauge', [], 'Resident memory of the process.'),
  process_start_time_seconds: metric('gauge', [], 'When the process started, in seconds since 1970.'),
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof METRICS;
export type MetricOf<T extends MetricType> = {
  [N in MetricName]: (typeof METRICS)[N]['type'] extends T ? N : never;
}[MetricName];
/** Exactly the labels of the metric. */
export type LabelsOf<N extends MetricName> = Readonly<Record<(typeof METRICS)[N]['labels'][number], string>>;
