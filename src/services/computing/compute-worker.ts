/** The thread that computes what is large: one job in, one reply out. */
import { parentPort } from 'node:worker_threads';
import { toAppError } from '../../errors/app-error.ts';
import { compute, type JobKind } from './compute.ts';
import { type ComputeReply, type ThreadJob, withoutCopies } from './compute-reply.ts';
import { readRuleSettings } from './engine.ts';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a thread, not a window
parentPort?.on('message', (job: ThreadJob) => parentPort?.postMessage(answer(job)));

function answer<Kind extends JobKind>({ kind, job, ruleChanges }: ThreadJob<Kind>): ComputeReply {
  try {
    const { settings } = readRuleSettings(ruleChanges);
    return { result: withoutCopies(kind, job, compute({ kind, job, settings })) };
  } catch (thrown) {
    const { code, message, field, limit, hint } = toAppError(thrown);
    return {
      error: { code, message, hint, ...(field !== undefined && { field }), ...(limit !== undefined && { limit }) },
    };
  }
}
