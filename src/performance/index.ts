/**
 * Measuring of MCP servers on the SDK: `prompt-improver/measure` for use in other programs.
 *
 * What it does not do: it listens nowhere and stores nothing; sinks are told of each request, and text is made when asked for.
 */
export { measure, metricsText, type MeasureOptions } from './measure.ts';
export { Tracing } from './tracing/tracing.ts';
export type { TracingOptions } from './tracing/trace-recorder.ts';
export type { Format } from './metrics/exposition.ts';
export { OperationMetrics } from './metrics/operation-metrics.ts';
export { type OperationFigures, OperationMeasure } from './operation-measure.ts';
export {
  type FinishedOperation,
  isError,
  operationName,
  type OperationSink,
  type Outcome,
  OUTCOMES,
  type Phase,
  PHASES,
} from './operation.ts';
